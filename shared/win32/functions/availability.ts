import record from './availability.json'

/** Where a function can be called. */
export interface Availability {
  /** The Windows on which the `windows` list was measured. */
  readonly measuredOn: string
  /** Functions of the simulator. */
  readonly simulator: readonly string[]
  /** Functions that the interpreter runs itself, on both machines. */
  readonly interpreter: readonly string[]
  /** Functions of the table that the Windows machine offered. */
  readonly windows: readonly string[]
}

/** The record that `npm run coverage-page` makes; tests say when it is out of date. */
export const availability: Availability = record

const simulator = new Set(availability.simulator)
const interpreter = new Set(availability.interpreter)
const windows = new Set(availability.windows)

/** Whether a program can call a function on each machine. */
export function isAvailable(name: string): { readonly simulator: boolean; readonly windows: boolean } {
  const own = interpreter.has(name)
  return { simulator: own || simulator.has(name), windows: own || windows.has(name) }
}
