import { commandTexts, type CommandId } from '../../shared/contract/commands'
import type { Command } from './commands'

/** The key with its modifiers, as commands have them; `Ctrl` is Command on a Mac keyboard as well. */
function keyName(event: KeyboardEvent): string {
  const parts = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  if (event.shiftKey) parts.push('Shift')
  parts.push(event.key.length === 1 ? event.key.toUpperCase() : event.key)
  return parts.join('+')
}

/** Listens for the commands' keys on the whole window; returns how to stop. `isBusy`: a dialog is open that no key must reach past. */
export function listenForShortcuts(
  commands: Readonly<Record<CommandId, Command>>,
  isBusy: () => boolean
): () => void {
  const heard = commandTexts.filter(({ id }) => commands[id].hearsItself !== true)
  const byKey = new Map(heard.map(({ id, key }) => [key, commands[id]]))
  const hear = (event: KeyboardEvent): void => {
    const command = byKey.get(keyName(event))
    if (command === undefined) return
    // The window's own meaning of these keys (reload, full screen, context menu) must not come on top.
    event.preventDefault()
    event.stopPropagation()
    if (!isBusy()) command.act()
  }
  window.addEventListener('keydown', hear, true)
  return () => window.removeEventListener('keydown', hear, true)
}
