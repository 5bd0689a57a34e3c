import { protocol, type Session } from 'electron'
import { answerFileRequest } from '../shell/renderer-files'

/** The app's own address: `app://vadlab/`. Not `file:`, whose pages may read any file. */
export const appScheme = 'app'
export const appHost = 'vadlab'
export const appUrl = `${appScheme}://${appHost}/`

/** Whether a URL is a page or file of the app itself. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol: scheme, host, username, password } = new URL(url)
  return scheme === `${appScheme}:` && host === appHost && username === '' && password === ''
}

/** Makes `app:` a standard, secure scheme. Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
    }
  ])
}

/** Serves the renderer's files to the windows of a session, and nothing else. */
export function serveAppFiles(session: Session, rendererFolder: string): void {
  session.protocol.handle(appScheme, async (request) => {
    if (!isAppUrl(request.url)) return new Response('Not a page of this app.', { status: 404 })
    const { status, headers, body } = await answerFileRequest(rendererFolder, request.method, request.url)
    return new Response(new Uint8Array(body), { status, headers: { ...headers } })
  })
}
