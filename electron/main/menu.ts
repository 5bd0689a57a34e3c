import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  shell,
  type BaseWindow,
  type MenuItemConstructorOptions
} from 'electron'
import { commandMenus, type CommandText } from '../../shared/contract/commands'

/** What the menu asks of the app. */
export interface MenuActions {
  openWindow(): void
  readonly logFolder: string
}

/** A key of the page, as an accelerator writes it. */
type Key = CommandText['key']

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

const modifierNames: Readonly<Record<string, 'control' | 'alt' | 'shift'>> = {
  Ctrl: 'control',
  Alt: 'alt',
  Shift: 'shift'
}

function pressKey(window: BaseWindow | undefined, key: Key): void {
  if (!(window instanceof BrowserWindow)) return
  const parts = key.split('+')
  const keyCode = parts.pop() ?? ''
  const modifiers = parts.map((part) => modifierNames[part]!)
  window.webContents.focus()
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
}

/** The entries of one of the page's own menus. */
function pageMenu(label: (typeof commandMenus)[number]['label']): MenuItemConstructorOptions[] {
  const { commands } = commandMenus.find((menu) => menu.label === label)!
  return (commands as readonly (CommandText | null)[]).map((command) =>
    command === null ? { type: 'separator' } : pageKey(command.label, command.key)
  )
}

/** The menu's entries. */
export function menuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: '&File',
      submenu: [
        { label: 'New win&dow', accelerator: 'Ctrl+Shift+N', click: () => actions.openWindow() },
        { type: 'separator' },
        ...pageMenu('&File'),
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
    { label: '&Run', submenu: pageMenu('&Run') },
    {
      label: '&View',
      submenu: [
        ...pageMenu('&View'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        // The role would take F11, which steps into.
        {
          label: '&Full screen',
          accelerator: 'Ctrl+F11',
          click: (_item, window) => window?.setFullScreen(!window.isFullScreen())
        },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const])
      ]
    },
    { label: '&Time', submenu: pageMenu('&Time') },
    { label: 'M&achine', submenu: pageMenu('M&achine') },
    { label: '&Labs', submenu: pageMenu('&Labs') },
    {
      label: '&Help',
      submenu: [
        ...pageMenu('&Help'),
        { type: 'separator' },
        {
          label: 'Memory functions at &Microsoft',
          click: () => void shell.openExternal(referenceUrl).catch(() => {})
        },
        { label: 'Show &log folder', click: () => void shell.openPath(actions.logFolder) },
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
