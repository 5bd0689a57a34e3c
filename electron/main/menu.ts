import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  shell,
  type BaseWindow,
  type KeyboardInputEvent,
  type MenuItemConstructorOptions
} from 'electron'

/** What the menu asks of the app. */
export interface MenuActions {
  openWindow(): void
  readonly logFolder: string
}

/** A key of the page, as an accelerator writes it. */
type Key = `${'' | 'Ctrl+'}${'' | 'Shift+'}${string}`

/** The Win32 memory functions, as Microsoft describes them. */
export const referenceUrl =
  'https://learn.microsoft.com/en-us/windows/win32/memory/memory-management-functions'

/**
 * An entry that does what a key of the page does, by pressing it there. The page owns its keys: the accelerator is only
 * shown, not registered, so a key that is pressed reaches the page once, and never the menu too.
 */
function pageKey(label: string, key: Key): MenuItemConstructorOptions {
  return {
    label,
    accelerator: key,
    registerAccelerator: false,
    click: (_item, window) => pressKey(window, key)
  }
}

function pressKey(window: BaseWindow | undefined, key: Key): void {
  if (!(window instanceof BrowserWindow)) return
  const parts = key.split('+')
  const keyCode = parts.pop() ?? ''
  const modifiers = parts.map((part) =>
    part === 'Ctrl' ? 'control' : 'shift'
  ) satisfies KeyboardInputEvent['modifiers']
  window.webContents.focus()
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
}

/** The menu's entries. */
export function menuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: '&File',
      submenu: [
        { label: 'New &Window', accelerator: 'Ctrl+Shift+N', click: () => actions.openWindow() },
        { type: 'separator' },
        pageKey('&Open…', 'Ctrl+O'),
        pageKey('&Save', 'Ctrl+S'),
        pageKey('Save &As…', 'Ctrl+Shift+S'),
        pageKey('&Export as C Project…', 'Ctrl+E'),
        { type: 'separator' },
        pageKey('Open &Run…', 'Ctrl+Shift+O'),
        pageKey('Save R&un…', 'Ctrl+Shift+K'),
        { type: 'separator' },
        { role: 'close' },
        { role: 'quit' }
      ]
    },
    {
      label: '&Edit',
      submenu: [
        pageKey('&Undo', 'Ctrl+Z'),
        pageKey('&Redo', 'Ctrl+Y'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        pageKey('&Find', 'Ctrl+F')
      ]
    },
    {
      label: '&Run',
      submenu: [
        pageKey('&Start or Continue', 'F5'),
        pageKey('&Restart', 'Ctrl+Shift+F5'),
        pageKey('S&top', 'Shift+F5'),
        pageKey('&Pause', 'F6'),
        { type: 'separator' },
        pageKey('Step &Over', 'F10'),
        pageKey('Step &Into', 'F11'),
        pageKey('Step O&ut', 'Shift+F11'),
        pageKey('Step &Back', 'Shift+F10'),
        { type: 'separator' },
        pageKey('Run to &Line', 'Ctrl+F10'),
        { type: 'separator' },
        pageKey('Toggle &Breakpoint', 'F9'),
        pageKey('Breakpoint &Condition…', 'Shift+F9')
      ]
    },
    {
      label: '&View',
      submenu: [
        pageKey('&Go to Address…', 'Ctrl+G'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        // The role would take F11, which steps into.
        {
          label: '&Full Screen',
          accelerator: 'Ctrl+F11',
          click: (_item, window) => window?.setFullScreen(!window.isFullScreen())
        },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const])
      ]
    },
    {
      label: '&Help',
      submenu: [
        pageKey('&Keyboard Shortcuts', 'Ctrl+F1'),
        { type: 'separator' },
        {
          label: 'Memory Functions at &Microsoft',
          click: () => void shell.openExternal(referenceUrl).catch(() => {})
        },
        { label: 'Show &Log Folder', click: () => void shell.openPath(actions.logFolder) },
        { type: 'separator' },
        { label: '&About VadLab', click: (_item, window) => void showAbout(window) }
      ]
    }
  ]
}

/** Puts the menu on every window. */
export function installMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions)))
}

function showAbout(window: BaseWindow | undefined): Promise<unknown> {
  const { electron, chrome, node } = process.versions
  const options = {
    type: 'info' as const,
    title: 'About VadLab',
    message: `VadLab ${app.getVersion()}`,
    detail: `A lab for Windows virtual memory.\nElectron ${electron}, Chromium ${chrome}, Node ${node}`
  }
  return window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)
}
