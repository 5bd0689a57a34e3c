import { shell, type WebContents } from 'electron'
import { isExternalLink } from '../shell/external-links'
import { isAppUrl } from './app-protocol'

/**
 * Keeps a window on the app's own pages: other places are refused, no page opens a window or embeds a `<webview>`.
 * Links of the short list open in the person's own browser.
 */
export function guardNavigation(contents: WebContents): void {
  const refuseForeign = (details: { readonly url: string; preventDefault(): void }): void => {
    if (isAppUrl(details.url)) return
    details.preventDefault()
    openExternal(details.url)
  }
  contents.on('will-navigate', refuseForeign)
  contents.on('will-redirect', refuseForeign)
  contents.on('will-frame-navigate', (details) => {
    // The main frame's navigations come through will-navigate; the app has no other frames.
    if (!details.isMainFrame) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
}

function openExternal(url: string): void {
  if (isExternalLink(url)) void shell.openExternal(url).catch(() => {})
}
