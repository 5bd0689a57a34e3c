import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

/**
 * Electron in unit tests: what the main process and the preload use of it, recording what they do. Every part has the
 * types of the real one; `require('electron')` outside Electron would start a download instead.
 */

/** Takes away what former tests recorded. */
export function resetElectron(): void {
  for (const emitter of [app, ipcMain, ipcRenderer]) emitter.removeAllListeners()
  for (const list of [
    record.opened,
    record.messages,
    record.sent,
    record.quits,
    record.windows,
    record.schemesOfLinks
  ])
    list.length = 0
  record.exposed = {}
  record.schemes = []
  record.menu = null
  record.isFirstInstance = true
  app.isPackaged = false
  record.answer = 0
  record.paths = {}
  session.defaultSession = fakeSession()
}

/** What was done since the last reset, and what the fakes answer. */
export const record = {
  /** URLs and paths opened outside the app. */
  opened: [] as string[],
  messages: [] as Electron.MessageBoxOptions[],
  /** What the preload sent to the main process: channel and arguments. */
  sent: [] as (readonly [string, ...unknown[]])[],
  quits: [] as 'quit'[],
  windows: [] as BrowserWindow[],
  exposed: {} as Record<string, unknown>,
  schemes: [] as Electron.CustomScheme[],
  /** Whose links the system was asked to bring here. */
  schemesOfLinks: [] as string[],
  menu: null as Electron.MenuItemConstructorOptions[] | null,
  paths: {} as Record<string, string>,
  isFirstInstance: true,
  /** The button pressed in a message box. */
  answer: 0
}

class FakeApp extends EventEmitter {
  isPackaged = false
  readonly sandboxed = { enabled: false }
  enableSandbox(): void {
    this.sandboxed.enabled = true
  }
  getVersion(): string {
    return '1.2.3'
  }
  quit(): void {
    record.quits.push('quit')
  }
  requestSingleInstanceLock(): boolean {
    return record.isFirstInstance
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    record.schemesOfLinks.push(scheme)
    return true
  }
  setPath(name: string, path: string): void {
    record.paths[name] = path
  }
  whenReady(): Promise<void> {
    return Promise.resolve()
  }
}
type AppPart = Pick<
  Electron.App,
  | 'isPackaged'
  | 'enableSandbox'
  | 'getVersion'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'setPath'
  | 'whenReady'
>
export const app = new FakeApp() satisfies AppPart

class FakeFrame {
  url = 'about:blank'
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame = new FakeFrame()
  readonly lines: (readonly [string, ...unknown[]])[] = []
  readonly keys: Electron.KeyboardInputEvent[] = []
  reloads = 0
  destroyed = false
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null

  constructor(readonly id: number) {
    super()
  }
  focus(): void {}
  isDestroyed(): boolean {
    return this.destroyed
  }
  reload(): void {
    this.reloads++
  }
  send(channel: string, ...args: unknown[]): void {
    this.lines.push([channel, ...args])
  }
  sendInputEvent(event: Parameters<Electron.WebContents['sendInputEvent']>[0]): void {
    this.keys.push(event as Electron.KeyboardInputEvent)
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler
  }
}
type ContentsPart = Pick<
  Electron.WebContents,
  'id' | 'focus' | 'isDestroyed' | 'reload' | 'send' | 'sendInputEvent' | 'setWindowOpenHandler'
>
const contentsFit = (contents: FakeWebContents): ContentsPart => contents

let lastId = 0
export class BrowserWindow extends EventEmitter {
  readonly webContents = new FakeWebContents(++lastId)
  bounds: Electron.Rectangle
  destroyed = false
  maximized = false
  minimized = false
  focused = false
  shown = false

  constructor(readonly options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    const { x = 10, y = 10, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    record.windows.push(this)
    app.emit('web-contents-created', {}, contentsFit(this.webContents))
  }
  close(): void {
    this.emit('close', { preventDefault: () => {} })
    this.destroyed = true
    this.webContents.destroyed = true
    this.emit('closed')
  }
  focus(): void {
    this.focused = true
    this.emit('focus')
  }
  getNormalBounds(): Electron.Rectangle {
    return this.bounds
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
  isMaximized(): boolean {
    return this.maximized
  }
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.minimized = false
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
    return Promise.resolve()
  }
  maximize(): void {
    this.maximized = true
  }
  show(): void {
    this.shown = true
  }
}
type WindowPart = Pick<
  Electron.BrowserWindow,
  | 'close'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'show'
>
export const windowFits = (window: BrowserWindow): WindowPart => window

export const contextBridge = {
  exposeInMainWorld: (key: string, api: unknown): void => {
    record.exposed[key] = api
  }
} satisfies Partial<Electron.ContextBridge>

export const dialog = {
  showMessageBox: (...args: unknown[]): Promise<Electron.MessageBoxReturnValue> => {
    record.messages.push(args.at(-1) as Electron.MessageBoxOptions)
    return Promise.resolve({ response: record.answer, checkboxChecked: false })
  }
} satisfies Partial<Electron.Dialog>

export const ipcMain = new EventEmitter()

class FakeIpcRenderer extends EventEmitter {
  send(channel: string, ...args: unknown[]): void {
    record.sent.push([channel, ...args])
  }
}
export const ipcRenderer = new FakeIpcRenderer() satisfies Pick<Electron.IpcRenderer, 'send'>

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]): unknown => template,
  setApplicationMenu: (menu: unknown): void => {
    record.menu = menu as Electron.MenuItemConstructorOptions[]
  }
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void => {
    record.schemes = schemes
  }
} satisfies Partial<Electron.Protocol>

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] as Electron.Display[]
} satisfies Partial<Electron.Screen>

type Session = Electron.Session
function fakeSession() {
  const handlers = {
    protocol: {} as Record<string, Parameters<Session['protocol']['handle']>[1]>,
    request: null as Parameters<Session['setPermissionRequestHandler']>[0],
    check: null as Parameters<Session['setPermissionCheckHandler']>[0],
    device: null as Parameters<Session['setDevicePermissionHandler']>[0]
  }
  return {
    handlers,
    protocol: {
      handle: (scheme: string, handler: Parameters<Session['protocol']['handle']>[1]): void => {
        handlers.protocol[scheme] = handler
      }
    },
    setPermissionRequestHandler: (handler: Parameters<Session['setPermissionRequestHandler']>[0]): void => {
      handlers.request = handler
    },
    setPermissionCheckHandler: (handler: Parameters<Session['setPermissionCheckHandler']>[0]): void => {
      handlers.check = handler
    },
    setDevicePermissionHandler: (handler: Parameters<Session['setDevicePermissionHandler']>[0]): void => {
      handlers.device = handler
    }
  } satisfies Omit<Partial<Session>, 'protocol'> & { protocol: Partial<Electron.Protocol>; handlers: unknown }
}
export const session = { defaultSession: fakeSession() }

export const shell = {
  openExternal: (url: string): Promise<void> => {
    record.opened.push(url)
    return Promise.resolve()
  },
  openPath: (path: string): Promise<string> => {
    record.opened.push(path)
    return Promise.resolve('')
  }
} satisfies Partial<Electron.Shell>
