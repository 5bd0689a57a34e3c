import { expect, test } from 'vitest'
import { frameOwnerKinds } from '../../../shared/contract/memory-machine'
import { pageStates } from '../../../shared/contract/memory-process'
import { Simulator } from '../simulator'
import { alloc } from '../testing/machine'
import { frameRecords, machineCounters, pagesOfRange, processCounters, translate } from '.'
import { mapSection, observed, translated } from './testing/observed'

const MIB = 2 ** 20

/** A machine of 16 MiB whose process A wrote 24 MiB of a section's view and of private memory. */
function shortOfMemory(): { simulator: Simulator; base: number; view: number; pages: number } {
  const simulator = new Simulator({ ram: 16 * MIB, pageFile: 64 * MIB })
  const process = simulator.createProcess('A')
  const { stackTop } = process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
  const { view } = mapSection(process, stackTop - 0x800, 4 * MIB)
  for (let at = view; at < view + 4 * MIB; at += 4096) process.store(at, 4, at % 0x7fffffff)
  const base = alloc(process, 20 * MIB)
  for (let at = base; at < base + 20 * MIB; at += 4096) process.store(at, 4, at % 0x7fffffff)
  return { simulator, base, view, pages: (20 * MIB) / 4096 }
}

test('a page in the page file is named by its entry, is read from there by a hard fault, and its bytes are seen', () => {
  const { simulator, base } = shortOfMemory()
  const process = simulator.processes.get('A')!
  const seen = translated(simulator, base)
  const entry = seen.levels[3]!.entry!
  const slot = entry.slot!.slot
  expect(entry).toMatchObject({ form: 'page-file', frame: null, slot: { pageFile: 0 } })
  // PageFileHigh in bits 32 to 63, PageFileAllocated, MM_READWRITE.
  expect(BigInt(entry.value)).toBe((BigInt(slot) << 32n) | 0x84n)
  expect(seen.place).toEqual({ kind: 'page-file', pageFile: 0, slot })
  expect(seen.touch?.read.outcome).toBe('hard-fault')
  expect(seen.physical).toBeNull()
  const before = process.state.hardFaults
  const value = Number(process.load(base, 4))
  expect(process.state.hardFaults).toBe(before + 1)
  expect(new DataView(Uint8Array.from(Buffer.from(seen.bytes!, 'hex')).buffer).getUint32(0, true)).toBe(value)
  // The slot still has the same contents until the page is written.
  expect(translated(simulator, base).place).toMatchObject({ kind: 'frame', frame: { slot, dirty: false } })
})

test('a section’s page in the page file is named by its prototype PTE', () => {
  const { simulator, view } = shortOfMemory()
  const seen = translated(simulator, view)
  expect(seen.levels[3]!.entry?.form).toBe('prototype')
  expect(seen.section?.prototype?.form).toBe('page-file')
  expect(seen.place.kind).toBe('page-file')
  expect(seen.touch?.write.outcome).toBe('hard-fault')
})

test('what is told of every page, the lists and the counters agree when memory is short, too', () => {
  const { simulator, base, pages } = shortOfMemory()
  const machine = observed(simulator)
  const state = machine.snapshot.processes.get('A')!
  const columns = pagesOfRange(machine, state, base / 4096, pages)
  const count = (name: (typeof pageStates)[number]): number =>
    columns.state.filter((one) => pageStates[one] === name).length
  expect(count('valid') + count('transition') + count('page-file')).toBe(pages)
  const counters = machineCounters(machine)
  expect(counters.pageFile.used).toBeGreaterThan(1000)
  expect(counters.pageFile.used).toBeGreaterThanOrEqual(count('page-file'))
  expect(counters.paging.trimmedPages).toBeGreaterThan(1000)
  const { faults } = processCounters(machine, state)
  expect(faults.demandZero + faults.soft + faults.copyOnWrite + faults.hard).toBe(faults.total)
  expect(faults.demandZero).toBeGreaterThanOrEqual(pages)
  const modified = frameRecords(machine, { which: 'modified', priority: null, offset: 0, count: 65_536 })
  expect(modified.total).toBe(counters.modified)
  const tables = frameRecords(machine, { which: 'active', priority: null, offset: 0, count: 65_536 })
  expect(tables.ownerKind.filter((kind) => frameOwnerKinds[kind] === 'page-table')).toHaveLength(
    processCounters(machine, state).types.find((type) => type.name === 'Page Table')!.size
  )
  for (const page of [0, 7, 1000, pages - 1]) {
    const at = base + page * 4096
    const seen = translate(machine, 'A', BigInt(at), 4)!
    const expected = Buffer.alloc(4)
    expected.writeUInt32LE(at % 0x7fffffff)
    expect(seen.bytes).toBe(expected.toString('hex'))
    expect(seen.levels.map((level) => level.tableFrame)).not.toContain(null)
  }
})
