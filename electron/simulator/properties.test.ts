import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Region } from '../../shared/contract/observation'
import { eachFrame, eachRun } from './page-table'
import { USER_END_PAGE } from './process-memory'
import { chargeOf, PTE_LOCKED, PTE_PROTOTYPE, PTE_VALID } from './pte'
import type { SimulatedProcess } from './simulated-process'
import type { Simulator } from './simulator'
import { k, query, startMachine } from './testing/machine'
import { vadsIn } from './vad'

/** One thing a program can do; numbers choose among what is there. */
const action = fc.oneof(
  fc.record({
    name: fc.constant('alloc' as const),
    pages: fc.integer({ min: 1, max: 40 }),
    type: fc.constantFrom(
      k.MEM_RESERVE,
      k.MEM_COMMIT,
      0x3000,
      0x3000 | k.MEM_TOP_DOWN,
      0x3000 | k.MEM_WRITE_WATCH
    ),
    protect: fc.constantFrom(
      k.PAGE_READWRITE,
      k.PAGE_NOACCESS,
      k.PAGE_READONLY,
      k.PAGE_READWRITE | k.PAGE_GUARD
    )
  }),
  fc.record({
    name: fc.constantFrom(
      'commit',
      'decommit',
      'protect',
      'lock',
      'unlock',
      'write',
      'read',
      'offer',
      'reset'
    ),
    which: fc.nat(50),
    from: fc.nat(40),
    pages: fc.integer({ min: 1, max: 20 }),
    protect: fc.constantFrom(
      k.PAGE_READWRITE,
      k.PAGE_READONLY,
      k.PAGE_NOACCESS,
      k.PAGE_WRITECOPY,
      k.PAGE_EXECUTE_READ
    )
  }),
  fc.record({ name: fc.constantFrom('release', 'unmap'), which: fc.nat(50) }),
  fc.record({
    name: fc.constant('map' as const),
    pages: fc.integer({ min: 1, max: 40 }),
    access: fc.constantFrom(k.FILE_MAP_READ, k.FILE_MAP_WRITE, k.FILE_MAP_COPY),
    reserve: fc.boolean()
  }),
  fc.record({
    name: fc.constantFrom('heapAlloc', 'trim', 'image'),
    size: fc.integer({ min: 0, max: 200_000 })
  })
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** Does one thing; whatever the machine answers is fine, as long as the state stays sound. */
function act(process: SimulatedProcess, scratch: number, places: number[], what: Action): void {
  const call = (name: string, ...args: (number | bigint)[]): number => Number(process.call(name, args) ?? 0)
  if ('type' in what) {
    const base = call('VirtualAlloc', 0, what.pages * 4096, what.type, what.protect)
    if (base !== 0) places.push(base)
    return
  }
  if ('access' in what) {
    const type = k.PAGE_READWRITE | (what.reserve ? k.SEC_RESERVE : 0)
    const section = call('CreateFileMappingA', 0xffffffffffffffffn, 0, type, 0, what.pages * 4096, 0)
    const view = call('MapViewOfFile', section, what.access, 0, 0, 0)
    if (view !== 0) places.push(view)
    if (what.pages % 2 === 0) call('CloseHandle', section)
    return
  }
  if ('size' in what) {
    if (what.name === 'heapAlloc') call('HeapAlloc', process.state.processHeap, 0, what.size)
    else if (what.name === 'trim') call('EmptyWorkingSet', 0xffffffffffffffffn)
    else process.store(process.state.imageBase + 0xc000 + (what.size % 0x4000), 1, 1)
    return
  }
  const place = places[what.which % Math.max(places.length, 1)] ?? process.state.imageBase
  if (!('from' in what)) {
    if (what.name === 'release') call('VirtualFree', place, 0, k.MEM_RELEASE)
    else call('UnmapViewOfFile', place)
    return
  }
  const from = place + what.from * 4096
  const size = what.pages * 4096
  if (what.name === 'commit') call('VirtualAlloc', from, size, k.MEM_COMMIT, what.protect)
  else if (what.name === 'decommit') call('VirtualFree', from, size, k.MEM_DECOMMIT)
  else if (what.name === 'protect') call('VirtualProtect', from, size, what.protect, scratch)
  else if (what.name === 'lock') call('VirtualLock', from, size)
  else if (what.name === 'unlock') call('VirtualUnlock', from, size)
  else if (what.name === 'write') process.write(from + 5, new Uint8Array(size / 8).fill(what.from + 1))
  else if (what.name === 'read') process.read(from, size)
  else if (what.name === 'offer') call('OfferVirtualMemory', from, size, 3)
  else call('VirtualAlloc', from, size, k.MEM_RESET, k.PAGE_NOACCESS)
}

function expectSound(simulator: Simulator, process: SimulatedProcess, scratch: number): void {
  const { state } = process
  let end = 0
  for (const vad of vadsIn(state.vads)) {
    expect(vad.start).toBeGreaterThanOrEqual(end)
    expect(vad.end).toBeGreaterThan(vad.start)
    end = vad.end
  }
  // Charge, working set and locks are the sums over the page table.
  let charge = 0
  eachRun(state.pages, 0, USER_END_PAGE, 0xffffffff, (_page, count, flags) => {
    charge += chargeOf(flags) * count
  })
  let valid = 0
  let locked = 0
  const privateFrames = new Set<number>()
  eachFrame(state.pages, 0, USER_END_PAGE, (page, flags, frame) => {
    if (flags & PTE_VALID) valid++
    if (flags & PTE_LOCKED) locked++
    if (flags & PTE_PROTOTYPE) return
    expect(privateFrames.has(frame), `frame ${frame} twice, page ${page}`).toBe(false)
    privateFrames.add(frame)
  })
  expect(state.commitPages).toBe(charge)
  expect(state.workingSetPages).toBe(valid)
  expect(state.lockedPages).toBe(locked)
  expect(simulator.commit().totalPages).toBeGreaterThanOrEqual(charge)

  // Regions and VirtualQuery agree, and tile the address space.
  const regions = process.regions()
  let at = 0
  let next = 0
  while (at < 0x7fffffff0000) {
    const info = query(process, scratch, at)!
    expect(info.base).toBe(at)
    if (info.state !== k.MEM_FREE) {
      const { base, size, state: now, protect, type } = regions[next++]!
      expect({ base, size, state: now, protect, type }).toEqual({
        base: info.base,
        size: info.size,
        state: info.state,
        protect: info.protect,
        type: info.type
      })
    }
    at += Number(info.size)
  }
  expect(next).toBe(regions.length)
}

test('whatever a program does, allocations never overlap, regions tile the address space and the books balance', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const { simulator, process, scratch } = startMachine()
      const places: number[] = []
      for (const what of actions) act(process, scratch, places, what)
      process.exception = null
      expectSound(simulator, process, scratch)
      const before = simulator.physicalMemory().usedPages
      simulator.endProcess('A')
      expect(simulator.commit().totalPages).toBe(0x60000)
      expect(simulator.physicalMemory().usedPages).toBeLessThan(before)
    }),
    { numRuns: 40 }
  )
})

/** Each frame has as many shares as valid entries lead to it, and the machine's charge is the sum of its parts. */
function expectBooksOfAll(simulator: Simulator, processes: readonly SimulatedProcess[]): void {
  const { kernel } = processes[0]!
  const entries = new Map<number, number>()
  let charge = kernel.system.sectionCommit + 0x60000
  for (const { state } of processes) {
    charge += state.commitPages
    eachFrame(state.pages, 0, USER_END_PAGE, (_page, flags, frame) => {
      if (flags & PTE_VALID) entries.set(frame, (entries.get(frame) ?? 0) + 1)
    })
  }
  for (const [frame, count] of entries) expect(kernel.frames.shares(frame), `frame ${frame}`).toBe(count)
  expect(simulator.commit().totalPages).toBe(charge)
}

test('whatever two processes do with sections that they share, share counts are the entries and the charge is the sum', () => {
  const turn = fc.record({ second: fc.boolean(), what: action, shared: fc.nat(5) })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 50 }), (turns) => {
      const { simulator, process: first, scratch } = startMachine()
      const second = simulator.createProcess('B')
      const otherScratch = second.prepare({ dataSize: 0x1000, stackSize: 0x10000 }).stackTop - 0x800
      const places: [number[], number[]] = [[], []]
      const name = [...'Local\\shared\0'].map((c) => c.charCodeAt(0))
      for (const { second: isSecond, what, shared } of turns) {
        const process = isSecond ? second : first
        const room = isSecond ? otherScratch : scratch
        const own = places[isSecond ? 1 : 0]
        // Now and then the section that both know is mapped, for writing or as a copy.
        if (shared === 0) {
          process.write(room + 0x100, Uint8Array.from(name))
          const section = process.call('CreateFileMappingA', [
            0xffffffffffffffffn,
            0,
            4,
            0,
            0x8000,
            room + 0x100
          ])
          const access = own.length % 2 === 0 ? k.FILE_MAP_WRITE : k.FILE_MAP_COPY
          const view = Number(process.call('MapViewOfFile', [section ?? 0, access, 0, 0, 0]) ?? 0)
          if (view !== 0) own.push(view)
        } else act(process, room, own, what)
      }
      for (const process of [first, second]) process.exception = null
      expectSound(simulator, first, scratch)
      expectSound(simulator, second, otherScratch)
      expectBooksOfAll(simulator, [first, second])
      simulator.endProcess('B')
      expectBooksOfAll(simulator, [first])
    }),
    { numRuns: 25 }
  )
})

interface Picture {
  readonly regions: readonly Region[]
  readonly bytes: readonly (string | null)[]
  readonly counts: readonly number[]
}

function picture(process: SimulatedProcess, places: readonly number[]): Picture {
  const { state } = process
  return {
    regions: process.regions(),
    bytes: places.map((place) => {
      const bytes = process.peek(place, 4096)
      return bytes && bytes.join()
    }),
    counts: [state.commitPages, state.workingSetPages, state.pageFaults, state.lockedPages, state.lastError]
  }
}

test('an old snapshot never changes: going back shows every moment as it was, and what follows is the same again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(action, { maxLength: 8 }), { maxLength: 8 }), (groups) => {
      const { simulator, process, scratch } = startMachine()
      const places: number[] = []
      const kept = groups.map((group) => {
        const snapshot = simulator.snapshot()
        const shown = [...places]
        const seen = picture(process, shown)
        for (const what of group) act(process, scratch, places, what)
        return { snapshot, shown, seen }
      })
      const last = picture(process, places)
      for (const { snapshot, shown, seen } of [...kept].reverse()) {
        simulator.restore(snapshot)
        expect(picture(simulator.processes.get('A')!, shown)).toEqual(seen)
      }
      // Replayed from the first moment, everything happens again.
      const again: number[] = []
      for (const group of groups) for (const what of group) act(process, scratch, again, what)
      expect(again).toEqual(places)
      expect(picture(process, places)).toEqual(last)
    }),
    { numRuns: 40 }
  )
})

test('a moment before a process existed has no such process, and a later one has it again', () => {
  const { simulator } = startMachine()
  const before = simulator.snapshot()
  const other = simulator.createProcess('B')
  const name = 0x1000
  expect(other.processId).not.toBe(simulator.processes.get('A')!.processId)
  const after = simulator.snapshot()
  simulator.restore(before)
  expect([...simulator.processes.keys()]).toEqual(['A'])
  simulator.restore(after)
  expect([...simulator.processes.keys()]).toEqual(['A', 'B'])
  expect(simulator.processes.get('B')!.load(name, 1)).toBeUndefined()
  expect(simulator.processes.get('B')!.load(simulator.processes.get('B')!.state.imageBase, 2)).toBe(0x5a4d)
})
