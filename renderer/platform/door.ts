import type { Door } from '../../shared/contract/requests'

declare global {
  interface Window {
    /** Put there by the shell before the page's scripts run. */
    vadlab?: Door
  }
}

let replaced: Door | null = null

/** Puts another door in the place of the shell's: for tests and for the page that shows the bench without an engine. */
export function replaceDoor(door: Door | null): void {
  replaced = door
}

/** Whether a shell opened a door to an engine. */
export function hasDoor(): boolean {
  return replaced !== null || window.vadlab !== undefined
}

/** The one way to the engine. */
export function door(): Door {
  const found = replaced ?? window.vadlab
  if (found === undefined) throw new Error('No engine: the shell put no door at window.vadlab.')
  return found
}
