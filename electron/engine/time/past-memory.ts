import type { ProcessLetter } from '../../../shared/contract/observation'
import type { RegionTree } from '../../../shared/contract/region-tree'
import type { ShownMemory } from '../../../shared/contract/step'
import { MemoryViews } from '../../runner/looked-memory'
import type { LookedMemory } from '../../runner/messages'
import { PastMachine, type PastMemory } from '../../simulator'
import type { PlaceMoment } from '../history'
import type { RunRecord } from '../run-record'

/**
 * Bytes of a process as they were at a position, null where one cannot be looked at; null for all of them where the
 * machine keeps no memory or the process was not there.
 */
export function pastBytes(
  record: RunRecord,
  position: number,
  letter: ProcessLetter,
  address: number,
  length: number
): (number | null)[] | null {
  const memory = memoryAt(record, position, letter)
  return memory && Array.from({ length }, (_, i) => memory.peek(address + i, 1)?.[0] ?? null)
}

/**
 * What a memory view shows at a position where nobody looked at that place; null where that cannot be said: the machine
 * keeps no memory, or the address is no number, pointer or variable that was seen there.
 */
export function pastView(
  record: RunRecord,
  position: number,
  letter: ProcessLetter,
  view: LookedMemory
): ShownMemory | null {
  const address = addressOf(record.history.moments[position]?.places.get(letter), view.address)
  const regions = (at: number): RegionTree =>
    record.history.moments[at]?.processes.get(letter)?.regions ?? null
  if (address === null) return null
  const views = new PastViews()
  const before = memoryAt(record, position - 1, letter)
  if (before !== null) views.see(before, address, view, regions(position - 1))
  const memory = memoryAt(record, position, letter)
  return memory && views.see(memory, address, view, regions(position))
}

function memoryAt(record: RunRecord, position: number, letter: ProcessLetter): PastMemory | null {
  const state = record.momentState(position)
  if (state === null) return null
  return new PastMachine(record.settings).memory(state, letter)
}

/** A memory view that goes from one moment to the next, so that it tells what changed. */
class PastViews {
  private memory: PastMemory | null = null
  private readonly views = new MemoryViews({
    peek: (address, length) => this.memory?.peek(address, length) ?? null
  })

  see(memory: PastMemory, address: number, view: LookedMemory, regions: RegionTree): ShownMemory {
    this.memory = memory
    this.views.afterStep()
    return this.views.see(
      [view],
      () => ({ address }),
      () => regions
    )[0]!
  }
}

/** What an address expression was, as far as the record tells: a number, a pointer's value, the place of a variable. */
function addressOf(place: PlaceMoment | undefined, expression: string): number | null {
  const text = expression.trim()
  if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) return Number(text)
  const name = text.startsWith('&') ? text.slice(1).trim() : text
  const variable = place?.variables.find((shown) => shown.expression === name)
  if (variable === undefined) return null
  if (text.startsWith('&') || variable.type.endsWith(']'))
    return variable.address === 0 ? null : variable.address
  const value = /\*$/.test(variable.type) || /^(LP|P)[A-Z]/.test(variable.type) ? variable.value : ''
  const digits = /^0x[0-9a-f]+/i.exec(value)?.[0]
  return digits === undefined ? null : Number(digits)
}
