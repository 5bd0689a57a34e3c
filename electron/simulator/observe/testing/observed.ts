import type { Translation } from '../../../../shared/contract/memory-translation'
import type { Simulator } from '../../simulator'
import type { SimulatedProcess } from '../../simulated-process'
import { k, outcome } from '../../testing/machine'
import { ObservedMachine } from '../observed-machine'
import { translate } from '../translate'

/** The machine as it is now. */
export function observed(simulator: Simulator): ObservedMachine {
  return new ObservedMachine(simulator.snapshot(), simulator.settings)
}

/** The translation of an address of process A as it is now. */
export function translated(simulator: Simulator, address: number | bigint, length = 4): Translation {
  return translate(observed(simulator), 'A', BigInt(address), length)!
}

/** The kinds of the entries from the PML4 down: `hardware hardware zero`. */
export const forms = (translation: Translation): string =>
  translation.levels.map((level) => level.entry?.form ?? 'unknown').join(' ')

/** A section of the page file, with a name where one is given, and a view of all of it. */
export function mapSection(
  process: SimulatedProcess,
  scratch: number,
  size: number,
  options: { name?: string; protect?: number; access?: number; file?: bigint | number } = {}
): { section: number; view: number } {
  const {
    name,
    protect = k.PAGE_READWRITE,
    access = k.FILE_MAP_ALL_ACCESS,
    file = 0xffffffffffffffffn
  } = options
  if (name) process.write(scratch, new TextEncoder().encode(`${name}\0`))
  const section = outcome(process, 'CreateFileMappingA', file, 0, protect, 0, size, name ? scratch : 0)
  const view = outcome(process, 'MapViewOfFile', section.result, access, 0, 0, 0)
  if (section.result === 0 || view.result === 0) throw new Error(`No view: ${section.error} ${view.error}`)
  return { section: Number(section.result), view: Number(view.result) }
}
