/** Where a link may lead out of the app, into the person's own browser: the reference pages the texts cite. */
export const externalHosts: readonly string[] = ['learn.microsoft.com']

/** Whether a link may be opened in the person's browser: https, a host of the list, no user name and no odd port. */
export function isExternalLink(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, port, username, password } = new URL(url)
  return (
    protocol === 'https:' &&
    externalHosts.includes(hostname) &&
    port === '' &&
    username === '' &&
    password === ''
  )
}
