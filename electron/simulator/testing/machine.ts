import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Simulator } from '../simulator'
import type { SimulatedProcess } from '../simulated-process'

export { k }

/** A machine with process A ready to run; `scratch` is some room on its stack. */
export function startMachine(seed = 1): { simulator: Simulator; process: SimulatedProcess; scratch: number } {
  const simulator = new Simulator({ seed })
  const process = simulator.createProcess('A')
  const { stackTop } = process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
  return { simulator, process, scratch: stackTop - 0x800 }
}

/** The result of a call, and the last error that it left (0 before). */
export function outcome(
  process: SimulatedProcess,
  name: string,
  ...args: Word[]
): { result: Word; error: number } {
  process.call('SetLastError', [0])
  const result = process.call(name, args)
  if (result === undefined) throw new Error(`${name} raised 0x${process.exception?.code.toString(16)}`)
  return { result, error: process.lastError() }
}

/** The address of new private memory. */
export function alloc(process: SimulatedProcess, size: number, type = 0x3000, protect = 4): number {
  const { result } = outcome(process, 'VirtualAlloc', 0, size, type, protect)
  if (typeof result !== 'number' || result === 0)
    throw new Error(`VirtualAlloc failed: ${process.lastError()}`)
  return result
}

/** MEMORY_BASIC_INFORMATION of an address; `scratch` is 48 writable bytes. */
export function query(
  process: SimulatedProcess,
  scratch: number,
  address: Word
): { base: Word; allocationBase: Word; size: Word; state: Word; protect: Word; type: Word } | null {
  if (process.call('VirtualQuery', [address, scratch, 48]) === 0) return null
  const at = (offset: number, size: 4 | 8): Word => process.load(scratch + offset, size)!
  return {
    base: at(0, 8),
    allocationBase: at(8, 8),
    size: at(24, 8),
    state: at(32, 4),
    protect: at(36, 4),
    type: at(40, 4)
  }
}
