import { useActsStore } from '../features/acts/use-acts'
import { useDocumentDialogsStore } from '../stores/document-dialogs'
import { useLookStore } from '../stores/look'
import { useMachineSettingsStore } from '../stores/machine-settings'
import { useRunStore } from '../stores/run'
import { useViewsStore } from '../stores/views'
import { views } from './views'

/** What a key does; `Ctrl` is Command on a Mac keyboard as well. */
type Shortcuts = Readonly<Record<string, () => void>>

/** The key with its modifiers: `Ctrl+Shift+F5`. */
function keyName(event: KeyboardEvent): string {
  const parts = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  if (event.shiftKey) parts.push('Shift')
  parts.push(event.key.length === 1 ? event.key.toUpperCase() : event.key)
  return parts.join('+')
}

/** Listens for the bench's shortcuts on the whole window; returns how to stop. */
export function listenForShortcuts(own: {
  readonly toggleBreakpoint: () => void
  readonly editCondition: () => void
  readonly runToLine: () => void
  readonly watchAtCursor: () => void
  readonly showShortcuts: () => void
  /** A dialog is open that no key must reach past. */
  readonly isBusy: () => boolean
  readonly open: () => void
}): () => void {
  const run = useRunStore()
  const look = useLookStore()
  const settings = useMachineSettingsStore()
  const acts = useActsStore()
  const documents = useDocumentDialogsStore()
  const shortcuts: Shortcuts = {
    F5: () => void run.startOrContinue(),
    'Shift+F5': () => void (run.canStop && run.stop()),
    'Ctrl+Shift+F5': () => void run.start(),
    F6: () => void (run.canPause && run.pause()),
    F9: own.toggleBreakpoint,
    'Shift+F9': own.editCondition,
    'Ctrl+F10': own.runToLine,
    'Alt+W': own.watchAtCursor,
    'Ctrl+G': () => look.wishAddress(),
    'Ctrl+F1': own.showShortcuts,
    F10: () => void run.step('over'),
    'Shift+F10': () => void run.stepBack(),
    F11: () => void run.step('into'),
    'Shift+F11': () => void run.step('out'),
    ...Object.fromEntries(views.map(({ id, shortcut }) => [shortcut, () => useViewsStore().open(id)])),
    'Alt+A': () => acts.wishMenu(),
    'Ctrl+N': () => documents.newProgram(),
    'Ctrl+O': own.open,
    'Ctrl+Shift+O': () => documents.openRun(),
    'Ctrl+Shift+K': () => documents.saveRun(),
    'Ctrl+E': () => {
      documents.exportOpen = true
    },
    'Ctrl+S': () => void documents.save(),
    'Ctrl+Shift+S': () => {
      documents.saveAsOpen = true
    }
  }
  const hear = (event: KeyboardEvent): void => {
    const act = shortcuts[keyName(event)]
    if (act === undefined) return
    // The window's own meaning of these keys (reload, full screen, context menu) must not come on top.
    event.preventDefault()
    event.stopPropagation()
    if (documents.anyOpen || settings.dialogOpen || acts.asking || own.isBusy()) return
    act()
  }
  window.addEventListener('keydown', hear, true)
  return () => window.removeEventListener('keydown', hear, true)
}
