import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elementAt } from './persistent-array'
import { eachFrame, eachEntry, flagsAt } from './page-table'
import { values } from './persistent-tree'
import { PTE_FRAME, PTE_NUMBER, PTE_PAGED, PTE_PROTOTYPE, PTE_VALID } from './pte'
import type { SimulatedProcess } from './simulated-process'
import { Simulator } from './simulator'
import { alloc, k, outcome } from './testing/machine'

const MIB = 2 ** 20

interface Machine {
  readonly simulator: Simulator
  readonly process: SimulatedProcess
  readonly scratch: number
}

function machine(settings: ConstructorParameters<typeof Simulator>[0] = {}): Machine {
  const simulator = new Simulator({ ram: 16 * MIB, pageFile: 64 * MIB, ...settings })
  const process = simulator.createProcess('A')
  const { stackTop } = process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
  return { simulator, process, scratch: stackTop - 0x800 }
}

/** The four kinds of faults since the last look. */
function faultsOf(process: SimulatedProcess, act: () => void): Record<string, number> {
  const before = { ...process.state }
  act()
  const { demandZeroFaults, softFaults, copyOnWriteFaults, hardFaults, pageFaults } = process.state
  return {
    demandZero: demandZeroFaults - before.demandZeroFaults,
    soft: softFaults - before.softFaults,
    copyOnWrite: copyOnWriteFaults - before.copyOnWriteFaults,
    hard: hardFaults - before.hardFaults,
    all: pageFaults - before.pageFaults
  }
}

const none = { demandZero: 0, soft: 0, copyOnWrite: 0, hard: 0, all: 0 }

test('the first touch of a private page is a demand-zero fault, the next is none', () => {
  // Windows Internals 7, ch. 5, Page faults: demand zero.
  const { process } = machine()
  const base = alloc(process, 0x1000)
  expect(faultsOf(process, () => process.load(base, 1))).toEqual({ ...none, demandZero: 1, all: 1 })
  expect(faultsOf(process, () => process.store(base, 1, 1))).toEqual(none)
})

test('a page taken out of the working set is found again by a soft fault, with its contents', () => {
  // EmptyWorkingSet (Remarks); Windows Internals 7, ch. 5, Page list dynamics.
  const { process } = machine()
  const base = alloc(process, 0x1000)
  process.store(base, 4, 77)
  outcome(process, 'EmptyWorkingSet', 0xffffffffffffffffn)
  expect(process.kernel.frames.record(frameOf(process, base)).state).toBe('modified')
  expect(faultsOf(process, () => expect(process.load(base, 4)).toBe(77))).toEqual({
    ...none,
    soft: 1,
    all: 1
  })
  expect(process.kernel.frames.record(frameOf(process, base)).state).toBe('active')
})

test('with little memory pages go to the page file, and come back by hard faults with what was in them', () => {
  const { simulator, process } = machine()
  const base = alloc(process, 24 * MIB)
  const pages = (24 * MIB) / 4096
  for (let i = 0; i < pages; i++) process.store(base + i * 4096, 4, i + 1)
  expect(process.kernel.system.pageFile.used).toBeGreaterThan(1000)
  const faults = faultsOf(process, () => {
    for (let i = 0; i < pages; i++) expect(process.load(base + i * 4096, 4)).toBe(i + 1)
  })
  expect(faults.demandZero).toBe(0)
  expect(faults.hard).toBeGreaterThan(pages / 16)
  expectSound(simulator)
})

test('a hard fault brings its neighbours along: they cost soft faults only', () => {
  // Windows Internals 7, ch. 5, Clustered page faults.
  for (const clusterPages of [1, 4, 16]) {
    const { process } = machine({ clusterPages })
    const base = alloc(process, 24 * MIB)
    for (let i = 0; i < (24 * MIB) / 4096; i++) process.store(base + i * 4096, 4, 1)
    const from = firstPaged(process, base)
    const faults = faultsOf(process, () => {
      for (let i = 0; i < clusterPages; i++) process.load(from + i * 4096, 4)
    })
    expect(faults).toEqual({ ...none, hard: 1, soft: clusterPages - 1, all: clusterPages })
  }
})

test('locked pages stay in memory whatever else needs it', () => {
  // VirtualLock (Remarks).
  const { process } = machine()
  const locked = alloc(process, 0x8000)
  expect(outcome(process, 'VirtualLock', locked, 0x8000).result).toBe(1)
  const base = alloc(process, 24 * MIB)
  for (let i = 0; i < (24 * MIB) / 4096; i++) process.store(base + i * 4096, 4, 1)
  expect(
    faultsOf(process, () => {
      for (let i = 0; i < 8; i++) process.load(locked + i * 4096, 4)
    })
  ).toEqual(none)
})

test('the commit limit is reached with physical memory still free: error 1455', () => {
  // VirtualAlloc (MEM_COMMIT); GlobalMemoryStatusEx.
  const { process } = machine({ ram: 256 * MIB, pageFile: 0, commitLimit: 128 * MIB })
  expect(
    outcome(process, 'VirtualAlloc', 0, 100 * MIB, k.MEM_RESERVE | k.MEM_COMMIT, k.PAGE_READWRITE)
  ).toEqual({
    result: 0,
    error: 1455
  })
  expect(process.kernel.frames.available() * 4096).toBeGreaterThan(100 * MIB)
  expect(outcome(process, 'VirtualAlloc', 0, 100 * MIB, k.MEM_RESERVE, k.PAGE_READWRITE).error).toBe(0)
})

test('offered pages are the first to go, and reclaiming says that their contents are gone', () => {
  // OfferVirtualMemory (Remarks), ReclaimVirtualMemory (Return value).
  const { process } = machine()
  const offered = alloc(process, 0x4000)
  process.write(offered, new Uint8Array(0x4000).fill(9))
  expect(process.call('OfferVirtualMemory', [offered, 0x4000, 1])).toBe(0)
  expect(process.call('ReclaimVirtualMemory', [offered, 0x4000])).toBe(0)
  expect(process.load(offered + 0x3000, 1)).toBe(9)
  expect(process.call('OfferVirtualMemory', [offered, 0x4000, 1])).toBe(0)
  const base = alloc(process, 24 * MIB)
  for (let i = 0; i < (24 * MIB) / 4096; i++) process.store(base + i * 4096, 4, 1)
  expect(process.call('ReclaimVirtualMemory', [offered, 0x4000])).toBe(k.ERROR_BUSY)
  expect(process.load(offered, 1)).toBe(0)
})

test('pages that were reset are not written to the page file: under pressure they become zeros', () => {
  // VirtualAlloc (MEM_RESET, MEM_RESET_UNDO).
  const { process } = machine()
  const base = alloc(process, 0x4000)
  process.write(base, new Uint8Array(0x4000).fill(5))
  expect(outcome(process, 'VirtualAlloc', base, 0x4000, k.MEM_RESET, k.PAGE_READWRITE).error).toBe(0)
  expect(outcome(process, 'VirtualAlloc', base, 0x4000, k.MEM_RESET_UNDO, k.PAGE_READWRITE).error).toBe(0)
  expect(process.load(base, 1)).toBe(5)
  outcome(process, 'VirtualAlloc', base, 0x4000, k.MEM_RESET, k.PAGE_READWRITE)
  const other = alloc(process, 24 * MIB)
  for (let i = 0; i < (24 * MIB) / 4096; i++) process.store(other + i * 4096, 4, 1)
  expect(process.load(base, 1)).toBe(0)
})

test('prefetched pages wait in memory: touching them is a soft fault', () => {
  // PrefetchVirtualMemory (Remarks): not added to the working set.
  const { process, scratch } = machine()
  const base = alloc(process, 24 * MIB)
  for (let i = 0; i < (24 * MIB) / 4096; i++) process.store(base + i * 4096, 4, 1)
  const from = firstPaged(process, base)
  const before = process.state.workingSetPages
  process.store(scratch, 8, from)
  process.store(scratch + 8, 8, 0x8000)
  expect(process.call('PrefetchVirtualMemory', [0xffffffffffffffffn, 1, scratch, 0])).toBe(1)
  expect(process.state.workingSetPages).toBeLessThanOrEqual(before + 1)
  expect(faultsOf(process, () => process.load(from, 1))).toEqual({ ...none, soft: 1, all: 1 })
})

test('a hard maximum of the working set holds: a page comes in for one that goes', () => {
  // SetProcessWorkingSetSizeEx (QUOTA_LIMITS_HARDWS_MAX_ENABLE).
  const { process } = machine({ ram: 64 * MIB })
  const self = 0xffffffffffffffffn
  const sizes = [100 * 4096, 200 * 4096] as const
  expect(process.call('SetProcessWorkingSetSizeEx', [self, ...sizes, 4])).toBe(1)
  const base = alloc(process, 4 * MIB)
  for (let i = 0; i < 1024; i++) process.store(base + i * 4096, 4, 1)
  expect(process.state.workingSetPages).toBeLessThanOrEqual(200)
})

/** Writes 300 pages of a new file through a view; the view and the file's path. */
function mappedFile(
  process: SimulatedProcess,
  scratch: number
): { view: number; file: number; section: number } {
  const path = 'C:\\lab.bin'
  const bytes = new TextEncoder().encode(`${path}\0`)
  process.write(scratch, bytes)
  const file = Number(process.call('CreateFileA', [scratch, 0xc0000000, 3, 0, 2, 0x80, 0]))
  const section = Number(process.call('CreateFileMappingA', [file, 0, k.PAGE_READWRITE, 0, 0x10000, 0]))
  const view = Number(process.call('MapViewOfFile', [section, k.FILE_MAP_WRITE, 0, 0, 0]))
  expect(view).not.toBe(0)
  return { view, file, section }
}

const onDisk = ({ kernel }: SimulatedProcess): string => {
  const id = kernel.system.paths.get('c:\\lab.bin')!
  const record = [...values(kernel.system.files)].find((file) => file.id === id)!
  const stored = elementAt(record.disk, 0)
  if (stored === undefined) return ''
  const bytes = kernel.frames.contents.read(stored)
  return String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)))
}

test('what is written through a view reaches the disk by a flush, and ReadFile sees it before', () => {
  // FlushViewOfFile (Remarks); Windows Internals 7, ch. 5, Section objects: coherent with cached I/O.
  const { process, scratch } = machine()
  const { view, file } = mappedFile(process, scratch)
  process.write(view, new TextEncoder().encode('hello'))
  expect(onDisk(process)).toBe('')
  process.call('ReadFile', [file, scratch, 5, scratch + 16, 0])
  expect(new TextDecoder().decode(process.read(scratch, 5))).toBe('hello')
  expect(onDisk(process)).toBe('')
  expect(process.call('FlushViewOfFile', [view, 0])).toBe(1)
  expect(onDisk(process)).toBe('hello')
  process.write(view, new TextEncoder().encode('H'))
  expect(onDisk(process)).toBe('hello')
  process.call('UnmapViewOfFile', [view])
  expect(onDisk(process)).toBe('Hello')
})

test('the mapped page writer brings changes to the disk that nobody flushed, once the page is out of the working set', () => {
  // Windows Internals 7, ch. 5, Modified page writer; FlushViewOfFile (Remarks).
  const { process, scratch } = machine()
  const { view } = mappedFile(process, scratch)
  process.write(view, new TextEncoder().encode('late'))
  for (let i = 0; i < 200; i++) process.call('GetLastError', [])
  expect(onDisk(process)).toBe('')
  outcome(process, 'EmptyWorkingSet', 0xffffffffffffffffn)
  for (let i = 0; i < 200; i++) process.call('GetLastError', [])
  expect(onDisk(process)).toBe('late')
})

test('the end of a process brings what it wrote through its views to the disk', () => {
  const { simulator, process, scratch } = machine()
  const { view } = mappedFile(process, scratch)
  process.write(view, new TextEncoder().encode('end'))
  simulator.endProcess('A')
  expect(onDisk(process)).toBe('end')
})

function frameOf(process: SimulatedProcess, address: number): number {
  let frame = 0
  eachFrame(process.state.pages, address / 4096, address / 4096 + 1, (_page, _flags, number) => {
    frame = number
  })
  return frame
}

/** The address of the first page from there on that is in the page file, with 16 neighbours side by side in it. */
function firstPaged(process: SimulatedProcess, from: number): number {
  let last = 0
  let run = 0
  let found = 0
  eachEntry(process.state.pages, from / 4096, from / 4096 + 8192, PTE_NUMBER, (page, flags, slot) => {
    if (found !== 0) return
    run = flags & PTE_PAGED && slot === last + 1 ? run + 1 : 0
    last = flags & PTE_PAGED ? slot : 0
    if (run === 16) found = (page - 16) * 4096
  })
  if (found === 0) throw new Error('Nothing is in the page file.')
  expect(flagsAt(process.state.pages, found / 4096) & PTE_PAGED).not.toBe(0)
  return found
}

/** PFN database, page tables, prototype PTEs and page file tell the same story. */
function expectSound(simulator: Simulator): void {
  const [first] = simulator.processes.values()
  const { kernel } = first!
  const shares = new Map<number, number>()
  const owned = new Map<number, string>()
  const slots = new Map<number, string>()
  const own = (frame: number, who: string): void => {
    if (owned.has(frame)) throw new Error(`Frame ${frame} belongs to ${owned.get(frame)} and ${who}.`)
    owned.set(frame, who)
  }
  const note = (slot: number, who: string): void => {
    if (slots.has(slot)) throw new Error(`Slot ${slot} belongs to ${slots.get(slot)} and ${who}.`)
    slots.set(slot, who)
  }
  for (const process of simulator.processes.values()) {
    eachEntry(process.state.pages, 0, 0x7fffffff0, PTE_NUMBER, (page, flags, number) => {
      if (flags & PTE_VALID) shares.set(number, (shares.get(number) ?? 0) + 1)
      if (flags & PTE_PROTOTYPE) return
      if (flags & PTE_PAGED) note(number, `${process.letter}:${page}`)
      else own(number, `${process.letter}:${page}`)
    })
    for (const frame of values(process.state.tables)) own(frame, `table of ${process.letter}`)
  }
  for (const area of values(kernel.system.controlAreas))
    if (area.kind !== 'data')
      eachEntry(area.pages, 0, area.pageCount, PTE_NUMBER, (page, flags, number) => {
        if (flags & PTE_FRAME) own(number, `area ${area.id}:${page}`)
        else note(number, `area ${area.id}:${page}`)
      })
  for (const file of values(kernel.system.files))
    eachFrame(file.pages, 0, 512 ** 3, (page, _flags, frame) => own(frame, `file ${file.id}:${page}`))
  let used = 0
  for (const [frame, who] of owned) {
    const record = kernel.frames.record(frame)
    used++
    const inUse = record.shares > 0 || record.references > 0
    const state = inUse ? 'active' : record.dirty ? 'modified' : 'standby'
    if (record.shares !== (shares.get(frame) ?? 0) || record.state !== state)
      throw new Error(
        `Frame ${frame} of ${who}: ${record.state}, ${record.shares} shares; ${state}, ${shares.get(frame)} PTEs`
      )
    if (record.slot !== 0) note(record.slot, who)
  }
  expect(slots.size).toBe(kernel.system.pageFile.used)
  expect(kernel.frames.ready() + used).toBe(kernel.ramPages - kernel.systemPages)
  const listed =
    kernel.frames.count('zeroed') +
    kernel.frames.count('free') +
    kernel.frames.count('standby') +
    kernel.frames.count('modified')
  const active = [...owned.keys()].filter((frame) => kernel.frames.record(frame).state === 'active').length
  expect(listed + active).toBe(kernel.ramPages - kernel.systemPages)
}

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('write' as const, 'write' as const, 'read' as const, 'read' as const),
    who: fc.constantFrom('A' as const, 'B' as const),
    place: fc.nat(3),
    from: fc.nat(1500),
    pages: fc.integer({ min: 1, max: 900 })
  }),
  fc.record({
    kind: fc.constantFrom(
      'trim' as const,
      'reset' as const,
      'offer' as const,
      'free' as const,
      'lock' as const,
      'flush' as const
    ),
    who: fc.constantFrom('A' as const, 'B' as const),
    place: fc.nat(3),
    from: fc.nat(1500),
    pages: fc.integer({ min: 1, max: 40 })
  })
)

test('however short memory is, every page holds what was last written to it, and the books balance', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 4, maxLength: 30 }),
      fc.constantFrom(1, 8),
      (steps, clusterPages) => {
        const { simulator, process, scratch } = machine({ clusterPages })
        const other = simulator.createProcess('B')
        other.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
        const size = 6 * MIB
        const self = 0xffffffffffffffffn
        const section = Number(process.call('CreateFileMappingA', [self, 0, k.PAGE_READWRITE, 0, size, 0]))
        process.write(scratch, new TextEncoder().encode('C:\\big.bin\0'))
        const file = Number(process.call('CreateFileA', [scratch, 0xc0000000, 3, 0, 2, 0x80, 0]))
        const fileSection = Number(
          process.call('CreateFileMappingA', [file, 0, k.PAGE_READWRITE, 0, size, 0])
        )
        const shared = [section, fileSection].map((handle) =>
          Number(process.call('MapViewOfFile', [handle, k.FILE_MAP_WRITE, 0, 0, 0]))
        )
        const places = {
          A: [alloc(process, size), alloc(process, size), ...shared],
          B: [alloc(other, size), alloc(other, size), alloc(other, size), alloc(other, size)]
        }
        const model = new Map<string, number>()
        const keyOf = (who: 'A' | 'B', place: number, page: number): string => `${who}${place}:${page}`
        let stamp = 1
        for (const { kind, who, place, from, pages } of steps) {
          const target = who === 'A' ? process : other
          const base = places[who][place]!
          const to = Math.min(from + pages, 1536)
          const range = [base + from * 4096, (to - from) * 4096] as const
          if (kind === 'write')
            for (let page = from; page < to; page++) {
              model.set(keyOf(who, place, page), stamp)
              if (!target.store(base + page * 4096 + (page & 0xfff), 1, stamp++ & 0xff))
                throw new Error(`${who}${place}:${page} cannot be written: ${target.exception?.why}`)
            }
          else if (kind === 'read')
            for (let page = from; page < to; page++) {
              const expected = (model.get(keyOf(who, place, page)) ?? 0) & 0xff
              const found = target.load(base + page * 4096 + (page & 0xfff), 1)
              if (found !== expected)
                throw new Error(`${who}${place}:${page} holds ${found}, not ${expected}`)
            }
          else if (kind === 'trim') target.call('EmptyWorkingSet', [self])
          else if (kind === 'lock') target.call(pages % 2 ? 'VirtualLock' : 'VirtualUnlock', [...range])
          else if (kind === 'flush') target.call('FlushViewOfFile', [...range])
          else if (who === 'A' && place >= 2) continue
          else if (kind === 'offer') {
            target.call('OfferVirtualMemory', [...range, 1])
            const lost = target.call('ReclaimVirtualMemory', [...range]) !== 0
            if (lost) for (let page = from; page < to; page++) model.delete(keyOf(who, place, page))
          } else if (kind === 'reset') {
            target.call('VirtualAlloc', [...range, k.MEM_RESET, k.PAGE_READWRITE])
            target.call('VirtualAlloc', [...range, k.MEM_RESET_UNDO, k.PAGE_READWRITE])
          } else {
            target.call('VirtualFree', [...range, k.MEM_DECOMMIT])
            target.call('VirtualAlloc', [...range, k.MEM_COMMIT, k.PAGE_READWRITE])
            for (let page = from; page < to; page++) model.delete(keyOf(who, place, page))
          }
        }
        expectSound(simulator)
        for (const [key, value] of model) {
          const who = key[0] as 'A' | 'B'
          const [place, page] = key.slice(1).split(':').map(Number) as [number, number]
          const bytes = (who === 'A' ? process : other).peek(
            places[who][place]! + page * 4096 + (page & 0xfff),
            1
          )
          if (bytes?.[0] !== (value & 0xff))
            throw new Error(`${key} holds ${bytes?.[0]}, not ${value & 0xff}`)
        }
        simulator.endProcess('B')
        expectSound(simulator)
      }
    ),
    { numRuns: 25 }
  )
}, 30_000)
