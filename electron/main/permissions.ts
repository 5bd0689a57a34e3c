import type { Session } from 'electron'
import { isAppUrl } from './app-protocol'

/** The permissions Chromium asks about, as Electron names them. */
export type Permission =
  | Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1]
  | Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>[1]

interface Rule {
  readonly allowed: boolean
  readonly reason: string
}
const no = (reason: string): Rule => ({ allowed: false, reason })

const sensor = no('The lab looks at memory, not at the room.')
const device = no('The lab talks to no device.')
const files = no('Files are opened and saved by the engine, which checks the paths.')
const background = no('The lab does nothing while its window is closed.')
const network = no('The lab works without a network.')
const web = no('For web sites; the lab is none.')

/** Every permission, with why it is or is not given. A permission Electron adds must be added here to compile. */
export const permissionRules: Readonly<Record<Permission, Rule>> = {
  'clipboard-sanitized-write': { allowed: true, reason: 'Addresses and reports are copied with a button.' },
  fullscreen: { allowed: true, reason: 'The View menu offers it.' },
  'clipboard-read': no('Pasting needs no permission; reading unasked is nobody’s wish.'),
  'deprecated-sync-clipboard-read': no('Pasting needs no permission; reading unasked is nobody’s wish.'),
  'automatic-fullscreen': no('Only the person chooses full screen.'),
  ar: sensor,
  geolocation: sensor,
  'geolocation-approximate': sensor,
  'hand-tracking': sensor,
  media: sensor,
  sensors: sensor,
  vr: sensor,
  hid: device,
  midi: device,
  midiSysex: device,
  nfc: device,
  serial: device,
  'smart-card': device,
  'speaker-selection': device,
  usb: device,
  fileSystem: files,
  'persistent-storage': files,
  'background-fetch': background,
  'background-sync': background,
  'periodic-background-sync': background,
  notifications: background,
  'screen-wake-lock': background,
  'system-wake-lock': background,
  'local-network': network,
  'local-network-access': network,
  'loopback-network': network,
  'captured-surface-control': no('The lab looks at no other window.'),
  'display-capture': no('The lab looks at no other window.'),
  'window-management': no('The system places the windows.'),
  keyboardLock: no('The person’s keys stay the person’s.'),
  pointerLock: no('The person’s pointer stays the person’s.'),
  'idle-detection': no('When someone is away is nobody’s business.'),
  'local-fonts': no('The system’s font families are enough.'),
  mediaKeySystem: web,
  openExternal: no('Links of the list are opened by the main process.'),
  'payment-handler': web,
  'storage-access': web,
  'top-level-storage-access': web,
  'web-app-installation': web,
  'web-printing': web,
  unknown: no('What is not known is not given.')
}

/** Whether a permission is given: the rule says yes, and it is the app's own page that asks. */
export function isPermitted(permission: Permission, askingUrl: string): boolean {
  const rule = Object.hasOwn(permissionRules, permission)
    ? permissionRules[permission]
    : permissionRules.unknown
  return rule.allowed && isAppUrl(askingUrl)
}

/** Applies the rules to all pages of a session. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermitted(permission, details.requestingUrl))
  )
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermitted(permission, requestingOrigin)
  )
  session.setDevicePermissionHandler(() => false)
}
