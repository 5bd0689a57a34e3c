import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, session } from 'electron'
import { appFolder, dataFolder } from '../engine/app-files'
import { startEngineThread, type EngineThread, type EngineThreadOptions } from '../engine/engine-thread'
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
}

/**
 * Runs the app: one process for all its windows. A second start opens a window in the first process and ends. When the
 * last window is closed the engine ends its runs, then the process ends.
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
  const open = (): void => {
    openWindow({ appFolder: folder, dataFolder: slot.dataFolder, pages, log: log.error })
  }

  app.on('web-contents-created', (_event, contents) => guardNavigation(contents))
  app.on('second-instance', () => void app.whenReady().then(open))
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
    installMenu({ openWindow: open, logFolder: join(slot.dataFolder, 'logs') })
    open()
    log.info(`VadLab ${app.getVersion()} started.`)
  })
}
