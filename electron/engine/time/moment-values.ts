import type { Followed } from '../../../shared/contract/moments'
import type { ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { regionOf } from '../../../shared/contract/region-tree'
import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { PastMachine, type PastMemory } from '../../simulator'
import { lastingFlags, pageProtection, pageState } from '../../simulator/page-words'
import { flagsAt, frameAt } from '../../simulator/page-table'
import { PTE_FRAME, PTE_NUMBER } from '../../simulator/pte'
import type { RunRecord } from '../run-record'

/** What is followed, as it was at one position. */
export interface MomentValue {
  sameAs(other: MomentValue): boolean
  /** What it is, for a sentence: `MEM_COMMIT PAGE_READWRITE`, `0x2a`. */
  readonly words: string
  /** What tells two values of a kind apart. */
  readonly key: unknown
}

/** How to read what is followed at any position of a run. Throws where the state of a loaded run does not hold together. */
export function valuesOf(
  record: RunRecord,
  letter: ProcessLetter,
  what: Followed
): (position: number) => MomentValue {
  if (what.kind === 'region') return (position) => regionValue(record, letter, what.address, position)
  const past = new PastMachine(record.settings)
  return (position) => {
    const state = record.momentState(position)
    const memory = state && past.memory(state, letter)
    if (!memory) return noProcess
    return what.kind === 'byte' ? byteValue(memory, what.address) : pageValue(memory, what.address)
  }
}

const simple = (key: unknown, words: string): MomentValue => ({
  key,
  words,
  sameAs: (other) => other.key === key
})

const noProcess = simple('no process', 'not there: the process had not been started')

function regionValue(
  record: RunRecord,
  letter: ProcessLetter,
  address: number,
  position: number
): MomentValue {
  const process = record.history.moments[position]?.processes.get(letter)
  if (process === undefined) return noProcess
  const region = regionOf(process.regions, address)
  if (region === undefined) return free
  return {
    key: region,
    get words() {
      const words = [stateText(region.state), protectionText(region.protect), typeText(region.type)]
      if (region.protect === 0) words.splice(1, 1)
      return `${region.size / 1024} KiB from 0x${region.base.toString(16)}, ${words.join(' ')}`
    },
    sameAs: ({ key }) => {
      if (key === region) return true
      if (typeof key !== 'object' || key === null || !('base' in key)) return false
      const other = key as ObservedRegion
      return (
        other.base === region.base &&
        other.size === region.size &&
        other.state === region.state &&
        other.protect === region.protect &&
        other.type === region.type
      )
    }
  }
}

const free = simple('free', 'MEM_FREE')

function byteValue(memory: PastMemory, address: number): MomentValue {
  const value = memory.peek(address, 1)?.[0]
  if (value === undefined) return simple(null, 'no byte that can be looked at')
  return simple(value, `0x${value.toString(16).padStart(2, '0')}`)
}

function pageValue(memory: PastMemory, address: number): MomentValue {
  const page = Math.floor(address / 4096)
  const flags = lastingFlags(flagsAt(memory.state.pages, page))
  const number = flags & PTE_NUMBER ? frameAt(memory.state.pages, page) : null
  const frame = flags & PTE_FRAME ? number : null
  const bytes = frame === null ? memory.peek(page * 4096, 4096) : memory.kernel.frames.bytes(frame)
  const key = { flags, number, bytes }
  const protect = pageProtection(flags)
  return {
    key,
    get words() {
      const where = number === null ? '' : `, ${frame === null ? 'slot' : 'frame'} 0x${number.toString(16)}`
      const protection = protect === 0 ? '' : `, ${protectionText(protect)}`
      return `${pageState(flags)}${protection}${where}`
    },
    sameAs: (value) => {
      if (typeof value.key !== 'object' || value.key === null) return false
      const other = value.key as typeof key
      return other.flags === flags && other.number === number && sameBytes(other.bytes, bytes)
    }
  }
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null || a === b ? a === b : Buffer.compare(a, b) === 0
}
