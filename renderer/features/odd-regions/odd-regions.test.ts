import { describe, expect, it } from 'vitest'
import type { ShownControlArea } from '../../../shared/contract/memory-machine'
import type { ProcessCounters, ShownModule } from '../../../shared/contract/memory-process'
import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import { changeRegions, regionTree } from '../../../shared/contract/region-tree'
import { imageConstants } from '../../../shared/win32/image-constants'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { tallied, type AllocationTally } from './allocation-facts'
import { guardHitsBetween, guardHitsOf } from './guard-hits'
import { judge, type Case } from './judge'
import { findingsOfRegions, mostOfARule } from './odd-regions'
import { findingsOfObservations, type Observations } from './observed-oddities'

const page = 4096
function region(base: number, more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    base,
    size: page,
    state: m.MEM_COMMIT,
    type: m.MEM_PRIVATE,
    protect: m.PAGE_READWRITE,
    allocationBase: base,
    allocationProtect: more.protect ?? m.PAGE_READWRITE,
    owner: 'program',
    use: '',
    madeByLine: 7,
    ...more
  }
}
const rulesOf = (...regions: ObservedRegion[]): string[] =>
  findingsOfRegions(regionTree(regions)).findings.map(({ rule }) => rule)

const image = { type: m.MEM_IMAGE, allocationProtect: m.PAGE_EXECUTE_WRITECOPY, use: 'some.dll' } as const
const view = { type: m.MEM_MAPPED, use: 'Section view' } as const

describe('the regions alone give away', () => {
  it('private memory that can be executed, but not an image’s code', () => {
    expect(rulesOf(region(0x10000, { protect: m.PAGE_EXECUTE_READ }))).toEqual(['private-executable'])
    expect(rulesOf(region(0x10000, { ...image, protect: m.PAGE_EXECUTE_READ }))).toEqual([])
  })
  it('memory that is writable and executable, but not what is first the one and then the other', () => {
    expect(rulesOf(region(0x10000, { protect: m.PAGE_EXECUTE_READWRITE }))).toEqual(['rwx'])
    expect(rulesOf(region(0x10000, { ...view, protect: m.PAGE_EXECUTE_READWRITE }))).toEqual(['rwx'])
    expect(rulesOf(region(0x10000, { allocationProtect: m.PAGE_EXECUTE_READWRITE }))).toEqual([])
  })
  it('an image’s code that is writable, but not its data that is copied on write', () => {
    expect(rulesOf(region(0x10000, { ...image, protect: m.PAGE_EXECUTE_WRITECOPY }))).toEqual([
      'image-writable-code'
    ])
    expect(rulesOf(region(0x10000, { ...image, protect: m.PAGE_WRITECOPY }))).toEqual([])
  })
  it('what became executable later, but not what lost the right to execute', () => {
    const turned = { protect: m.PAGE_EXECUTE_READ, allocationProtect: m.PAGE_READWRITE }
    expect(rulesOf(region(0x10000, turned))).toEqual(['private-executable', 'made-executable'])
    expect(
      rulesOf(region(0x10000, { protect: m.PAGE_READONLY, allocationProtect: m.PAGE_EXECUTE_READ }))
    ).toEqual([])
  })
  it('a view that can be executed, but not one that cannot', () => {
    expect(rulesOf(region(0x10000, { ...view, protect: m.PAGE_EXECUTE_READ }))).toEqual(['mapped-executable'])
    expect(rulesOf(region(0x10000, { ...view, protect: m.PAGE_READONLY }))).toEqual([])
  })
  it('a stack without a guard, but not one with its guard in another region', () => {
    const stack = { use: 'Stack', allocationBase: 0x100000 }
    const low = region(0x100000, { ...stack, state: m.MEM_RESERVE, protect: 0 })
    const guard = region(0x101000, { ...stack, protect: m.PAGE_READWRITE | m.PAGE_GUARD })
    const top = region(0x102000, stack)
    expect(rulesOf(low, top)).toEqual(['stack-without-guard'])
    expect(rulesOf(low, guard, top)).toEqual([])
  })
  it('a closed hole in an allocation, but not one that is closed as a whole', () => {
    const closed = { protect: m.PAGE_NOACCESS, allocationBase: 0x10000, allocationProtect: m.PAGE_READWRITE }
    expect(rulesOf(region(0x10000), region(0x11000, closed))).toEqual(['no-access-hole'])
    expect(rulesOf(region(0x10000, closed))).toEqual([])
  })
  it('a large reservation with nothing in it, but not one that has begun to be used', () => {
    const reserved = { state: m.MEM_RESERVE, protect: 0, size: 0x100000 }
    expect(rulesOf(region(0x10000, reserved))).toEqual(['reserved-only'])
    expect(rulesOf(region(0x10000), region(0x11000, { ...reserved, allocationBase: 0x10000 }))).toEqual([])
    expect(rulesOf(region(0x10000, { ...reserved, owner: 'before' }))).toEqual([])
  })
  it('many small allocations, but not a few, and not large ones', () => {
    const many = Array.from({ length: 64 }, (_, i) => region((i + 1) * 0x10000))
    const [found] = findingsOfRegions(regionTree(many)).findings
    expect(found).toMatchObject({ rule: 'granularity-waste', address: 0x10000 })
    expect(found!.evidence).toEqual([
      '64 allocations smaller than 64 K',
      '3,840 K unusable behind them, about 60 K each'
    ])
    expect(rulesOf(...many.slice(0, 15))).toEqual([])
    expect(rulesOf(...many.map((one) => ({ ...one, size: 0x10000 })))).toEqual([])
  })
})

const nobody: Observations = { modules: null, sections: null, counters: null }
const rulesSeen = (regions: readonly ObservedRegion[], seen: Partial<Observations>): string[] =>
  findingsOfObservations('A', regionTree(regions), { ...nobody, ...seen }).map(({ rule }) => rule)

function module(base: number, executable: boolean, privatePages: number): ShownModule {
  const { IMAGE_SCN_MEM_EXECUTE, IMAGE_SCN_MEM_READ, IMAGE_SCN_MEM_WRITE } = imageConstants
  const section = {
    ...{ name: executable ? '.text' : '.data', address: page, size: page, fileOffset: 0, fileBytes: 0 },
    characteristics: IMAGE_SCN_MEM_READ | (executable ? IMAGE_SCN_MEM_EXECUTE : IMAGE_SCN_MEM_WRITE),
    ...{ protect: m.PAGE_EXECUTE_READ, pages: 1, privatePages, workingSetPages: 1 }
  }
  return {
    ...{ base, path: 'C:\\Windows\\some.dll', pages: 2, entryPoint: 0, imageBase: base, references: 1 },
    ...{ machine: 0, subsystem: 0, characteristics: 0, dllCharacteristics: 0, exports: 0, directories: [] },
    sections: [section]
  }
}
function shownSection(...views: { process: 'A' | 'B'; start: number; protect: number }[]): ShownControlArea {
  return {
    ...{ id: 1, kind: 'pagefile', path: null, pages: 1, committedPages: 1, presentPages: 1, writers: 1 },
    sections: [],
    subsections: [],
    views: views.map((one) => ({
      ...{ pages: 1, offset: 0, access: 'read', workingSetPages: 0, copiedPages: 0 },
      ...one
    }))
  }
}

describe('a closer look gives away', () => {
  const mapped = region(0x10000, { ...image, size: 2 * page, protect: m.PAGE_EXECUTE_READ })
  it('code of an image that was written, but not its data', () => {
    expect(rulesSeen([mapped], { modules: [module(0x10000, true, 1)] })).toEqual(['image-code-written'])
    expect(rulesSeen([mapped], { modules: [module(0x10000, false, 1)] })).toEqual([])
    expect(rulesSeen([mapped], { modules: [module(0x10000, true, 0)] })).toEqual([])
  })
  it('a module that something else took the place of, but not the image itself', () => {
    expect(rulesSeen([region(0x10000, view)], { modules: [module(0x10000, true, 0)] })).toEqual([
      'image-replaced'
    ])
  })
  it('an image that the loader does not list, but not a listed one', () => {
    expect(rulesSeen([mapped], { modules: [] })).toEqual(['image-not-listed'])
    expect(rulesSeen([mapped], { modules: [module(0x10000, true, 0)] })).toEqual([])
  })
  it('a section written in one process and executed in another, but not one that both only read', () => {
    const here = region(0x10000, { ...view, protect: m.PAGE_EXECUTE_READ })
    const there = (protect: number): ShownControlArea =>
      shownSection(
        { process: 'A', start: 0x10000, protect: m.PAGE_EXECUTE_READ },
        { process: 'B', start: 0x90000, protect }
      )
    expect(rulesSeen([here], { sections: [there(m.PAGE_READWRITE)] })).toEqual(['two-faces'])
    expect(rulesSeen([here], { sections: [there(m.PAGE_READONLY)] })).toEqual([])
  })
  it('memory that is promised and not used, but not what is in use', () => {
    const counters = (committed: number, workingSet: number): ProcessCounters =>
      ({ types: [{ name: 'Private Data', committed, workingSet }] }) as unknown as ProcessCounters
    expect(rulesSeen([], { counters: counters(4096, 10) })).toEqual(['much-promised'])
    expect(rulesSeen([], { counters: counters(4096, 4000) })).toEqual([])
    expect(rulesSeen([], { counters: counters(100, 1) })).toEqual([])
  })
  it('code of an image that QueryWorkingSetEx calls private, on a machine without a list of modules', () => {
    const code = (copied: number) => ({ code: [{ base: 0x10000, pages: 2, copied }] })
    expect(rulesSeen([mapped], code(1))).toEqual(['image-code-written'])
    expect(rulesSeen([mapped], code(0))).toEqual([])
  })
  it('nothing where the machine does not show it', () => {
    expect(rulesSeen([mapped], {})).toEqual([])
  })
})

describe('a guard', () => {
  const guarded = region(0x10000, { protect: m.PAGE_READWRITE | m.PAGE_GUARD })
  const open = region(0x10000, { allocationProtect: guarded.protect })
  const changes: RegionChange[] = [{ kind: 'changed', before: guarded, after: open }]
  const look = (name: string | null, before = guarded) => ({
    machine: 'simulator' as const,
    position: 3,
    step: { calls: name === null ? [] : [{ name, args: [], failed: false }], line: 9 } as never,
    processes: [
      {
        ...{ letter: 'A' as const, processId: 1, regions: regionTree([open]) },
        changes: changes.map((change) => ({ ...change, before }) as RegionChange)
      }
    ]
  })
  it('is hit when it is gone without a call that took it away', () => {
    expect(guardHitsOf(look(null))).toEqual([
      { machine: 'simulator', letter: 'A', address: 0x10000, position: 3, line: 9 }
    ])
    expect(guardHitsOf(look('VirtualProtect'))).toEqual([])
    expect(guardHitsOf(look(null, { ...guarded, use: 'Stack' }))).toEqual([])
  })
  it('is found in the record, where nobody has looked at the step: also when its region is joined to another', () => {
    const rest = region(0x11000, { allocationBase: 0x10000 })
    const joined = { ...open, size: 2 * page }
    const between = (before: ObservedRegion) =>
      guardHitsBetween(
        {
          machine: 'windows',
          processes: [
            {
              ...{ letter: 'B', presence: 'both', figures: [], pages: [], bytes: [], more: false },
              regions: [
                { kind: 'changed', before, after: joined },
                { kind: 'removed', before: rest }
              ]
            }
          ]
        },
        7,
        12
      )
    expect(between(guarded)).toEqual([
      { machine: 'windows', letter: 'B', address: 0x10000, position: 7, line: 12 }
    ])
    expect(between({ ...guarded, use: 'Stack' })).toEqual([])
    expect(between(open)).toEqual([])
  })
  it('is a finding from its step on, and new in that step', () => {
    const hit = guardHitsOf(look(null))
    const at = (position: number) =>
      judge({ ...quiet, position, guardHits: hit, regions: regionTree([open]) })
    expect(at(2).findings).toEqual([])
    expect([...at(3).fresh]).toEqual(['guard-hit 65536 3'])
    expect([at(4).findings.length, at(4).fresh.size]).toEqual([1, 0])
  })
})

const quiet: Case = {
  ...{ letter: 'A', position: 1, regions: null, changes: [] },
  ...{ seen: undefined, seenBefore: undefined, guardHits: [] }
}

describe('what the shown step brought', () => {
  const data = region(0x10000)
  const code = region(0x10000, { protect: m.PAGE_EXECUTE_READ, allocationProtect: m.PAGE_READWRITE })
  const change: RegionChange = { kind: 'changed', before: data, after: code }
  it('is marked, and is no news a step later', () => {
    const now = judge({ ...quiet, regions: regionTree([code]), changes: [change] })
    expect([...now.fresh]).toEqual(['private-executable 65536', 'made-executable 65536'])
    expect(judge({ ...quiet, position: 2, regions: regionTree([code]) }).fresh.size).toBe(0)
  })
  it('is not marked where nobody looked closer at the step before', () => {
    const mapped = region(0x10000, { ...image, protect: m.PAGE_EXECUTE_READ })
    const seen = { ...nobody, modules: [] }
    const what = { ...quiet, regions: regionTree([mapped]), seen }
    expect([...judge(what).fresh]).toEqual([])
    const listed = { ...nobody, modules: [module(0x10000, true, 0)] }
    expect([...judge({ ...what, seenBefore: listed }).fresh]).toEqual(['image-not-listed 65536'])
  })
})

describe('among very many regions', () => {
  const count = 200_000
  const many = Array.from({ length: count }, (_, i) =>
    region((i + 1) * 0x10000, { protect: i % 2 === 0 ? m.PAGE_EXECUTE_READWRITE : m.PAGE_READWRITE })
  )
  const tree = regionTree(many)
  it('findings are counted, and not all listed', () => {
    const { findings, unlisted } = findingsOfRegions(tree)
    expect(findings.filter(({ rule }) => rule === 'rwx')).toHaveLength(mostOfARule)
    expect(unlisted).toBe(count / 2 - mostOfARule)
    expect(findings.at(-1)!.evidence[0]).toBe('200,000 allocations smaller than 64 K')
  })
  it('a step costs what it changes', () => {
    let judged = 0
    const counting: AllocationTally<number> = {
      nothing: 0,
      of: () => (judged++, 1),
      join: (a, b) => a + b,
      known: new WeakMap()
    }
    expect(tallied(tree, counting)).toBe(count)
    judged = 0
    const next = changeRegions(tree, { removed: [], set: [{ ...many[1234]!, protect: m.PAGE_READONLY }] })
    expect(tallied(next, counting)).toBe(count)
    expect(judged).toBeLessThan(300)
  })
  it('an allocation of many regions is one, wherever the tree is cut', () => {
    const long = Array.from({ length: 5000 }, (_, i) =>
      region(0x10000 + i * page, {
        allocationBase: 0x10000,
        protect: i % 2 === 0 ? m.PAGE_READWRITE : m.PAGE_READONLY,
        ...(i === 4321 ? { protect: m.PAGE_EXECUTE_READWRITE } : {})
      })
    )
    const around = [region(0x1000, { allocationBase: 0x1000 }), ...long, region(0x80000000)]
    const counting: AllocationTally<number> = {
      nothing: 0,
      of: () => 1,
      join: (a, b) => a + b,
      known: new WeakMap()
    }
    expect(tallied(regionTree(around), counting)).toBe(3)
    const { findings } = findingsOfRegions(regionTree(around))
    expect(findings.map(({ rule, address }) => [rule, address])).toEqual([['rwx', 0x10000 + 4321 * page]])
  })
})
