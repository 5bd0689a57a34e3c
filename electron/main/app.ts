import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, session, type BrowserWindow } from 'electron'
import type { ArrivedFromOutside } from '../../shared/contract/requests'
import { appFolder, dataFolder } from '../engine/app-files'
import { startEngineThread, type EngineThread, type EngineThreadOptions } from '../engine/engine-thread'
import { openedBy } from '../shell/opened-from-outside'
import { openShellLog } from '../shell/shell-log'
import { takeWindowSlot } from '../shell/window-slot'
import { registerAppScheme, serveAppFiles } from './app-protocol'
import { installMenu } from './menu'
import { guardNavigation } from './navigation'
import { listenToPages } from './page-pipes'
import { guardPermissions } from './permissions'
import { openWindow } from './window'

/** What the app is started with; other values in tests. */
export interface AppOptions {
  readonly appFolder: string
  readonly dataFolder: string
  readonly startEngine: (options: EngineThreadOptions) => EngineThread
  /** What it was started with, the program first. */
  readonly args: readonly string[]
}

/** The scheme of the links that programs are shared by. */
const linkScheme = 'vadlab'

/**
 * Runs the app: one process for all its windows. A second start opens a window in the first process and ends; one that
 * was given a link or a file brings it to the window that was used last, which asks about it. When the last window is
 * closed the engine ends its runs, then the process ends.
 */
export function startApp(options: Partial<AppOptions> = {}): void {
  const folder = options.appFolder ?? appFolder()
  const home = options.dataFolder ?? dataFolder()
  // Before the lock, which lies in this folder: a start with other data is another app.
  const userData = join(home, 'electron')
  mkdirSync(userData, { recursive: true })
  app.setPath('userData', userData)
  registerAppScheme()
  app.enableSandbox()
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }

  const slot = takeWindowSlot(home)
  const log = openShellLog(slot.dataFolder)
  const engine = (options.startEngine ?? startEngineThread)({
    dataFolder: slot.dataFolder,
    appFolder: folder,
    log: log.error
  })
  const pages = listenToPages(engine, log.error)
  /** Those that are open, the one used last at the end. */
  const windows: BrowserWindow[] = []
  const open = (): BrowserWindow => {
    const window = openWindow({ appFolder: folder, dataFolder: slot.dataFolder, pages, log: log.error })
    const forget = (): void => void windows.splice(windows.indexOf(window), 1)
    windows.push(window)
    window.on('focus', () => {
      forget()
      windows.push(window)
    })
    window.once('closed', forget)
    return window
  }
  const offer = (arrived: ArrivedFromOutside): void => {
    const window = windows.at(-1) ?? open()
    pages.offer(window, arrived)
    if (window.isMinimized()) window.restore()
    window.focus()
  }
  // macOS hands links and files over as events, also before the app is ready.
  const openLater = (event: { preventDefault(): void }, arrived: ArrivedFromOutside | null): void => {
    event.preventDefault()
    if (arrived !== null) void app.whenReady().then(() => offer(arrived))
  }
  app.on('open-url', (event, url) => openLater(event, openedBy([url], '/')))
  app.on('open-file', (event, path) => openLater(event, openedBy([path], '/')))

  app.on('web-contents-created', (_event, contents) => guardNavigation(contents))
  app.on('second-instance', (_event, args, workingFolder) => {
    const arrived = openedBy(args.slice(1), workingFolder)
    void app.whenReady().then(() => (arrived === null ? open() : offer(arrived)))
  })
  app.on('window-all-closed', () => app.quit())
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void engine.close().finally(() => {
      closed = true
      slot.release()
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
  process.on('uncaughtExceptionMonitor', (error) => log.error('An error nobody handled.', error))

  void app.whenReady().then(() => {
    guardPermissions(session.defaultSession)
    serveAppFiles(session.defaultSession, join(folder, 'out', 'renderer'))
    // A checkout is no program that a system should start for links.
    if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
    installMenu({ openWindow: open, logFolder: join(slot.dataFolder, 'logs') })
    const arrived = openedBy((options.args ?? process.argv).slice(1), process.cwd())
    if (arrived === null) open()
    else offer(arrived)
    log.info(`VadLab ${app.getVersion()} started.`)
  })
}
