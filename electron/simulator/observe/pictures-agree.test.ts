import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageStates } from '../../../shared/contract/memory-process'
import { alloc, k, outcome, query, startMachine } from '../testing/machine'
import {
  frameRecords,
  machineCounters,
  pagesOfRange,
  processCounters,
  translate,
  vadTree,
  workingSet
} from '.'
import { mapSection, observed } from './testing/observed'

/** One thing a program does to one of four allocations of 16 pages: two private, a view that writes, a view that copies. */
const action = fc.record({
  name: fc.constantFrom('write', 'read', 'protect', 'commit', 'decommit', 'lock', 'empty', 'offer', 'reset'),
  which: fc.nat(3),
  from: fc.nat(15),
  pages: fc.integer({ min: 1, max: 6 }),
  protect: fc.constantFrom(
    ...[k.PAGE_READWRITE, k.PAGE_READONLY, k.PAGE_NOACCESS, k.PAGE_EXECUTE_READ],
    k.PAGE_READWRITE | k.PAGE_GUARD
  )
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

function startPlaces(): ReturnType<typeof startMachine> & { readonly places: readonly number[] } {
  const machine = startMachine()
  const { process, scratch } = machine
  const { section, view } = mapSection(process, scratch, 0x10000)
  const copy = Number(outcome(process, 'MapViewOfFile', section, k.FILE_MAP_COPY, 0, 0, 0).result)
  return { ...machine, places: [alloc(process, 0x10000), alloc(process, 0x10000, k.MEM_RESERVE), view, copy] }
}

function act(
  process: ReturnType<typeof startMachine>['process'],
  scratch: number,
  base: number,
  what: Action
): void {
  const from = base + what.from * 4096
  const size = Math.min(what.pages, 16 - what.from) * 4096
  process.exception = null
  if (what.name === 'write') process.write(from + 3, new Uint8Array(size - 3).fill(what.from + 1))
  else if (what.name === 'read') process.read(from, size)
  else if (what.name === 'protect') process.call('VirtualProtect', [from, size, what.protect, scratch])
  else if (what.name === 'commit') process.call('VirtualAlloc', [from, size, k.MEM_COMMIT, what.protect])
  else if (what.name === 'decommit') process.call('VirtualFree', [from, size, k.MEM_DECOMMIT])
  else if (what.name === 'lock') process.call('VirtualLock', [from, size])
  else if (what.name === 'empty') process.call('EmptyWorkingSet', [0xffffffffffffffffn])
  else if (what.name === 'offer') process.call('OfferVirtualMemory', [from, size, 3])
  else process.call('VirtualAlloc', [from, size, k.MEM_RESET, k.PAGE_NOACCESS])
}

test('whatever a program does, translation, pages, VirtualQuery and the bytes agree of every page, and the counters add up', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      const { simulator, process, scratch, places } = startPlaces()
      for (const what of actions) act(process, scratch, places[what.which]!, what)
      process.exception = null
      const machine = observed(simulator)
      const used = simulator.physicalMemory().usedPages
      const state = machine.snapshot.processes.get('A')!
      const looks = places.map((place) => pagesOfRange(machine, state, place / 4096, 16))
      for (const [p, place] of places.entries()) {
        const pages = looks[p]!
        for (let i = 0; i < 16; i++) {
          const at = place + i * 4096
          const seen = translate(machine, 'A', BigInt(at), 4096)!
          const asked = query(process, scratch, at)!
          // VirtualQuery has no protection for reserved pages.
          expect([seen.state, seen.protect]).toEqual([asked.state, asked.protect])
          expect(pages.protect[i]).toBe(seen.protect)
          const pageState = pageStates[pages.state[i]!]!
          expect(pageState === 'reserved' || pageState === 'free').toBe(seen.state !== k.MEM_COMMIT)
          expect(pageState === 'valid').toBe(seen.levels[3]?.entry?.form === 'hardware')
          expect(pages.frame[i]).toBe(seen.place.kind === 'frame' ? seen.place.frame.frame : 0)
          if (seen.place.kind === 'frame') expect(seen.place.uses).toHaveLength(seen.place.frame.shares)
          const peeked = process.peek(at, 4096)
          if (peeked) expect(Buffer.from(peeked).toString('hex')).toBe(seen.bytes)
        }
      }
      const counters = processCounters(machine, state)
      expect(counters.total.workingSet).toBe(state.workingSetPages)
      const committed = process.regions().filter((region) => region.state === k.MEM_COMMIT)
      expect(counters.total.committed - counters.types.find((type) => type.name === 'Page Table')!.size).toBe(
        committed.reduce((sum, region) => sum + region.size / 4096, 0)
      )
      expect(counters.total.lockedWorkingSet).toBe(state.lockedPages)
      const tables = counters.types.find((type) => type.name === 'Page Table')!.size
      expect(counters.total.private - tables).toBe(state.commitPages)
      expect(workingSet(machine, state, 0, 1).total).toBe(state.workingSetPages)
      expect(vadTree(machine, state, 0, 65_536).commit.reduce((a, b) => a + b, 0)).toBe(state.commitPages)
      const frames = frameRecords(machine, { which: 'active', priority: null, offset: 0, count: 65_536 })
      expect(frames.usePage).toHaveLength(state.workingSetPages)
      for (let i = 0; i < frames.frame.length; i++)
        expect(frames.usesStart[i + 1]! - frames.usesStart[i]!).toBe(frames.shares[i])
      const { active, standby, modified } = machineCounters(machine)
      expect(active + standby + modified).toBe(used)
    }),
    { numRuns: 8 }
  )
})

test('what translation foretells of a read and of a write is what happens', () => {
  fc.assert(
    fc.property(
      fc.array(action, { maxLength: 20 }),
      fc.nat(3),
      fc.nat(15),
      fc.boolean(),
      (actions, which, page, writes) => {
        const { simulator, process, scratch, places } = startPlaces()
        for (const what of actions) act(process, scratch, places[what.which]!, what)
        process.exception = null
        const at = places[which]! + page * 4096
        const touch = translate(observed(simulator), 'A', BigInt(at), 0)!.touch![writes ? 'write' : 'read']
        const {
          pageFaults: faults,
          demandZeroFaults,
          softFaults,
          hardFaults,
          copyOnWriteFaults
        } = process.state
        const ok = writes ? process.store(at, 1, 1) : process.load(at, 1) !== undefined
        const raised = process.exception as { readonly code: number } | null
        if (touch.outcome === 'access-violation') expect(raised?.code).toBe(k.EXCEPTION_ACCESS_VIOLATION)
        else if (touch.outcome === 'guard-page') expect(raised?.code).toBe(k.STATUS_GUARD_PAGE_VIOLATION)
        else {
          expect(ok).toBe(true)
          const now = process.state
          expect(now.pageFaults > faults).toBe(touch.outcome !== 'no-fault')
          if (touch.outcome !== 'copy-on-write') {
            expect(now.demandZeroFaults > demandZeroFaults).toBe(touch.outcome === 'demand-zero-fault')
            expect(now.softFaults > softFaults).toBe(touch.outcome === 'soft-fault')
            expect(now.hardFaults > hardFaults).toBe(touch.outcome === 'hard-fault')
          }
          expect(now.copyOnWriteFaults > copyOnWriteFaults).toBe(touch.outcome === 'copy-on-write')
        }
      }
    ),
    { numRuns: 40 }
  )
})

test('looking changes nothing: the machine goes on exactly as if nobody had looked', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      const watched = startPlaces()
      const alone = startPlaces()
      for (const what of actions) {
        act(watched.process, watched.scratch, watched.places[what.which]!, what)
        act(alone.process, alone.scratch, alone.places[what.which]!, what)
        const machine = observed(watched.simulator)
        const state = machine.snapshot.processes.get('A')!
        for (const place of watched.places) translate(machine, 'A', BigInt(place), 4096)
        processCounters(machine, state)
        frameRecords(machine, { which: 'shared', priority: null, offset: 0, count: 100 })
        const { process } = watched
        expect(process.regions()).toEqual(alone.process.regions())
        for (const count of ['commitPages', 'workingSetPages', 'pageFaults', 'lockedPages'] as const)
          expect(process.state[count]).toBe(alone.process.state[count])
      }
    }),
    { numRuns: 6 }
  )
})
