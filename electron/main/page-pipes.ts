import { ipcMain, type BrowserWindow, type IpcMainEvent } from 'electron'
import type { ArrivedFromOutside } from '../../shared/contract/requests'
import type { EngineThread } from '../engine/engine-thread'
import { PageLink } from '../shell/page-link'
import { isAppUrl } from './app-protocol'

/** Carries lines between the pages of the app's windows and the engine. */
export interface PagePipes {
  /** Takes a window in; its page's connection ends with the window or its page. */
  add(window: BrowserWindow): void
  /** Hands the page of a window what was opened outside, as soon as there is a page. */
  offer(window: BrowserWindow, arrived: ArrivedFromOutside): void
}

/**
 * Listens to the pages. A message counts only when all three are true: it comes from a window that was added, from its
 * main frame, and the frame shows a page of the app. Anything else is dropped, and said once to `log`.
 */
export function listenToPages(engine: EngineThread, log: (message: string) => void): PagePipes {
  const links = new Map<number, PageLink>()

  const linkOf = (event: IpcMainEvent): PageLink | null => {
    const link = links.get(event.sender.id)
    const frame = event.senderFrame
    if (link !== undefined && frame !== null && frame === event.sender.mainFrame && isAppUrl(frame.url))
      return link
    log(`A message from ${frame?.url ?? 'a frame that is gone'} was refused.`)
    return null
  }
  ipcMain.on('vadlab/open', (event) => linkOf(event)?.open())
  ipcMain.on('vadlab/line', (event, text: unknown) => {
    const link = linkOf(event)
    if (typeof text === 'string') link?.send(text)
  })

  return {
    offer: (window, arrived) => links.get(window.webContents.id)?.offer(arrived),
    add: (window) => {
      const { webContents } = window
      const { id } = webContents
      const link = new PageLink(engine, (text) => {
        if (!webContents.isDestroyed()) webContents.send('vadlab/line', text)
      })
      links.set(id, link)
      webContents.on('render-process-gone', () => link.close())
      window.once('closed', () => {
        links.delete(id)
        link.close()
      })
    }
  }
}
