import { join } from 'node:path'
import { BrowserWindow, dialog, screen, type BrowserWindowConstructorOptions } from 'electron'
import { appUrl } from './app-protocol'
import type { PagePipes } from './page-pipes'
import { firstSize, keepWindowState, minimumSize, readWindowState } from './window-state'

/** What a window needs from the app. */
export interface WindowSurroundings {
  readonly appFolder: string
  readonly dataFolder: string
  readonly pages: PagePipes
  readonly log: (message: string) => void
}

/** A page that crashes again within this time is not loaded again unasked. */
const crashAgainMs = 10_000

/** Opens a window of the lab, where and as large as the last one was. */
export function openWindow(surroundings: WindowSurroundings): BrowserWindow {
  const { appFolder, dataFolder, pages } = surroundings
  const state = readWindowState(
    dataFolder,
    screen.getAllDisplays().map((display) => display.workArea)
  )
  const window = new BrowserWindow(windowOptions(appFolder, state.bounds ?? firstSize))
  if (state.maximized) window.maximize()
  pages.add(window)
  reloadAfterCrash(window, surroundings.log)
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    keepWindowState(dataFolder, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  )
  void window
    .loadURL(appUrl)
    .catch((error: unknown) => surroundings.log(`The page did not load: ${String(error)}`))
  return window
}

function windowOptions(
  appFolder: string,
  bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number }
): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'VadLab',
    icon: join(appFolder, 'build', 'icon.png'),
    show: false,
    webPreferences: {
      preload: join(appFolder, 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false
    }
  }
}

/** What is typed is autosaved, so a page that crashed is loaded again; when it crashes again soon, the person decides. */
function reloadAfterCrash(window: BrowserWindow, log: (message: string) => void): void {
  let lastCrash = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log(`The page is gone: ${reason}, exit code ${exitCode}.`)
    const again = performance.now() - lastCrash < crashAgainMs
    lastCrash = performance.now()
    // Loading inside this event would be loading into a process that is still going away.
    const load = (): void => void setImmediate(() => window.isDestroyed() || window.webContents.reload())
    if (!again) load()
    void dialog
      .showMessageBox(window, {
        type: 'error',
        title: 'VadLab',
        message: again ? 'The window crashed again.' : 'The window crashed and was loaded again.',
        detail: `Reason: ${reason}. Your text was saved as you typed; a run that was going on has ended.`,
        buttons: again ? ['Load again', 'Close'] : ['OK'],
        cancelId: again ? 1 : 0
      })
      .then(({ response }) => {
        if (!again || window.isDestroyed()) return
        if (response === 1) window.close()
        else load()
      })
  })
}
