import { describe, expect, it } from 'vitest'
import type { ObservedRegion } from '../../contract/observation'
import { namedConstants as k } from '../../win32/constants'
import {
  checkTypes,
  judge,
  parseExpression,
  type LabMoment,
  type LabState,
  type ProgramScope,
  type Verdict
} from '.'
import { evaluationOn } from './evaluate'
import { recordProperties, roots } from './reference'

const program: ProgramScope = {
  processes: ['A', 'B'],
  marks: new Map([
    ['reserve', 4],
    ['commit', 6]
  ]),
  meaningOf: (text) => {
    if (/^(base|p|view|&info)$/.test(text)) return { kind: 'pointer' }
    if (/^(old|count|info\.State)$/.test(text)) return { kind: 'integer' }
    if (text === 'buffer') return { kind: 'text' }
    return { kind: 'problem', message: `There is no variable or constant ${text}.` }
  }
}

function checked(text: string, bothMachines = true): ReturnType<typeof checkTypes> {
  const parsed = parseExpression(text)
  if (!parsed.ok) return parsed
  return checkTypes(parsed.value, { program, inMatrix: false, bothMachines })
}

const region = {
  ...{ base: 0x10000, size: 0x100000, state: k.MEM_RESERVE, protect: 0, type: k.MEM_PRIVATE },
  ...{
    allocationBase: 0x10000,
    allocationProtect: k.PAGE_READWRITE,
    use: '',
    owner: 'program',
    madeByLine: 4
  }
} as ObservedRegion
const page = (address: number, resident: boolean) => ({
  ...{ address, resident, state: resident ? 'valid' : 'demand-zero', protect: k.PAGE_READWRITE },
  ...{ private: resident, copied: false, shares: resident ? 1 : 0, locked: false, frame: -1, dirty: false }
})

const moment = (more: Partial<LabMoment> = {}): LabMoment => ({
  process: 'A',
  regionAt: () => region,
  regions: () => [region],
  pages: (_process, address, size) =>
    Array.from({ length: Math.ceil(size / 4096) }, (_, i) => page(address + i * 4096, i < 2)),
  counters: () => ({ commit: 8192, hardFaults: -1 }),
  machine: () => ({}),
  calls: () => [
    {
      name: 'VirtualAlloc',
      line: 4,
      process: 'A',
      failed: true,
      lastError: 87,
      result: 0,
      args: { dwSize: 8, flAllocationType: 0x103000 }
    }
  ],
  faults: () => [],
  sections: () => [],
  output: 'hello\n',
  checks: { passed: 2, failed: 0 },
  died: false,
  exitCode: 0,
  c: (_process, text) => (text === 'base' ? 0x10000 : text === 'buffer' ? 'hi' : 7),
  ...more
})
const state = (here: LabMoment): LabState => ({ machine: 'simulator', at: () => here, lineOf: () => 4 })

function verdict(text: string, here = moment()): Verdict {
  const result = checked(text)
  if (!result.ok) throw new Error(result.problem.message)
  const states = { simulator: state(here), windows: state({ ...here, checks: { passed: 2, failed: 1 } }) }
  return judge(result.typed, evaluationOn(states, 'simulator', { when: 'end' }))
}

const saying = (text: string): string => {
  const found = verdict(text)
  return found.holds ? 'holds' : found.says
}

describe('an expression', () => {
  it.each([
    'regionAt(base).state == MEM_RESERVE',
    'regionAt(base).size == 1 MiB and regionAt(base).allocationProtect has PAGE_READWRITE',
    'regionAt(base + 2 pages).base == base after @reserve',
    'count(pages(base, 4 pages) where resident) == 2',
    'count(pages(base, 4 pages) where resident and not private) == 0',
    'first(pages(base, 4 pages) where not resident).address - base == 8 KiB',
    'sum(regions.size where state == MEM_RESERVE) == 1 MiB',
    'any(regions where type == MEM_PRIVATE)',
    'call(VirtualAlloc).failed and call(VirtualAlloc, @reserve).lastError == ERROR_INVALID_PARAMETER',
    'call(VirtualAlloc).dwSize == 8',
    'output contains "hello"',
    'text(buffer) == "hi"',
    '`info.State` == 7 and old == PAGE_EXECUTE_READ | PAGE_NOCACHE or count == 7',
    'B.regionAt(view).type == MEM_PRIVATE',
    'same(regionAt(base).state)',
    'windows.checks.failed == 1',
    'windows.checks.failed == simulator.checks.failed + 1',
    'counters.commit - (counters.commit before @commit) == 0',
    'committed == 0 after @commit and regionAt(base).allocationProtect == PAGE_READWRITE before @commit',
    'committed == 0 and reserved == 1 MiB',
    'call(VirtualAlloc).flAllocationType == MEM_RESERVE | MEM_COMMIT | MEM_TOP_DOWN',
    'call(VirtualAlloc).flAllocationType has MEM_TOP_DOWN',
    'call(VirtualAlloc).flAllocationType has MEM_RESERVE | MEM_COMMIT',
    'count(calls where name == "VirtualAlloc") == 1',
    'count(regions where allocationBase == `base`) == 1',
    'count(regions where allocationBase - base == 0) == 1',
    'count(regions where base == p) == 0'
  ])('holds: %s', (text) => {
    expect(saying(text)).toBe('holds')
  })

  it.each([
    [
      'regionAt(base).state == MEM_COMMIT',
      'Expected the state of the region at base to be MEM_COMMIT; it is MEM_RESERVE.'
    ],
    ['1 page == regionAt(base).size', 'Expected the size of the region at base to be 1 page; it is 1 MiB.'],
    [
      'count(pages(base, 64 KiB) where resident) == 16',
      'Expected 16 pages that are resident in the 64 KiB from base on; there are 2.'
    ],
    [
      'all(pages(base, 3 pages) where resident)',
      'Expected only pages that are resident in the 3 pages from base on; the one at 0x12000 is none.'
    ],
    [
      'any(regions where state == MEM_COMMIT)',
      'Expected regions whose state is MEM_COMMIT among the program’s regions; there is none of the kind among 1.'
    ],
    ['call(VirtualAlloc, 2).failed', 'VirtualAlloc was called once only.'],
    [
      'call(VirtualAlloc).lastError == ERROR_INVALID_ADDRESS',
      'Expected the last error after the call of VirtualAlloc to be ERROR_INVALID_ADDRESS; it is ERROR_INVALID_PARAMETER (87).'
    ],
    [
      'call(VirtualAlloc).flAllocationType == MEM_RESERVE | MEM_COMMIT',
      'Expected flAllocationType of the call of VirtualAlloc to be MEM_RESERVE | MEM_COMMIT; it is MEM_RESERVE | MEM_COMMIT | MEM_TOP_DOWN.'
    ],
    ['counters.hardFaults == 0', 'The simulator does not tell hardFaults.'],
    [
      'same(checks.failed)',
      'Expected the number of CHECKs that failed to be the same on both machines; on the simulator it is 0, on Windows 1.'
    ],
    [
      '(output contains "bye") after @reserve',
      'After @reserve: expected the output to contain "bye"; it is "hello\\n".'
    ],
    ['pageAt(base).copied', 'Expected the page at base to be copied, but it is not so.']
  ])('that does not hold says what was expected and found: %s', (text, says) => {
    expect(saying(text)).toBe(says)
  })

  it.each([
    [
      'regionAt(base).state == PAGE_READWRITE',
      0,
      'A state (MEM_FREE, MEM_RESERVE or MEM_COMMIT) cannot be compared with a protection (PAGE_ constants).'
    ],
    [
      'regionAt(base).protect == 4',
      0,
      'A protection (PAGE_ constants) cannot be compared with a number. Write the constant by its name.'
    ],
    ['regionAt(base).stat == MEM_FREE', 15, 'A region has no stat. Did you mean state?'],
    [
      'regionat(base).state == MEM_FREE',
      0,
      'There is no regionat in the check language. Did you mean regionAt?'
    ],
    ['regionAt(nase).state == MEM_FREE', 9, 'There is no variable or constant nase.'],
    ['regionAt(8 KiB).state == MEM_FREE', 9, 'regionAt takes an address; this is a size in bytes.'],
    ['committed == 8 KB', 15, 'Write KiB: units here are byte, page, KiB, MiB, GiB and TiB.'],
    ['committed = 8 KiB', 10, 'Write == to compare.'],
    ['committed == 0 after @comit', 15, 'The program has no line marked @comit. Did you mean @commit?'],
    [
      'committed == 0 after 7',
      21,
      'Lines are named by marks, so that they stay right when the program changes: put // @name on the line and write after @name.'
    ],
    ['call(VirtualAloc).failed', 5, 'call takes the name of a Win32 function. Did you mean VirtualAlloc?'],
    [
      'VirtualAlloc(base).failed',
      0,
      'There is no VirtualAlloc in the check language. A call of it is call(VirtualAlloc).'
    ],
    ['*base == 7', 0, 'C expressions stand in backticks: `*p`.'],
    [
      'PAGE_READWRITE == PAGE_READWRITE',
      0,
      'This looks at nothing of the run, so it is always the same. Name a region, a page, a variable or the output.'
    ],
    ['C.committed == 0', 0, 'The program has no process C: it has A, B. process_c would be its function.'],
    ['committed == 0 == no', 15, 'Compare two values at a time, and join comparisons with and.'],
    [
      'regions.size == 8',
      8,
      'This is a list of regions. Ask for one of them, first(...).size, or for all, all(... where size ...).'
    ],
    ['same(base)', 5, 'Addresses differ between machines by chance. Compare a size, a state or a distance.'],
    ['(committed == 0', 15, ') is missing at the end.'],
    [
      'windows.committed == 0 and reserved == 0',
      0,
      'This names a machine for one part only. Name it for the others, too, or make two conditions of it.'
    ],
    [
      'regionAt(base).state == MEM_RESERVE | MEM_COMMIT',
      0,
      'A state (MEM_FREE, MEM_RESERVE or MEM_COMMIT) cannot be compared with a set of flags.'
    ],
    [
      'committed | 4 == 0',
      0,
      '| joins flags: PAGE_READWRITE | PAGE_GUARD, MEM_RESERVE | MEM_COMMIT. Conditions are joined with or.'
    ],
    [
      'count(regions where allocationBase == base) == 1',
      38,
      'Here base is the region’s own, and the program has a variable base, too. For that one write `base`, in backticks. For the region’s own write allocationBase - base == 0.'
    ],
    [
      'before == 1',
      0,
      'A value is missing before before. If before is a variable of the program, write it in backticks: `before`.'
    ],
    ['"open', 0, 'This text has no end: close it with ".']
  ])('is refused at its place: %s', (text, start, message) => {
    const result = checked(text)
    expect(result.ok ? 'accepted' : result.problem).toMatchObject({ start, message })
  })

  it('asks for both machines only in a lab that runs on both', () => {
    expect(checked('windows.committed == 0', false)).toMatchObject({ ok: false, problem: { start: 0 } })
  })
})

describe('the reference', () => {
  const examples = [
    ...Object.values(roots),
    ...Object.values(recordProperties).flatMap((p) => Object.values(p))
  ]
  it.each(examples.map(({ example }) => [example]))('has an example that is accepted: %s', (example) => {
    const anyProgram: ProgramScope = {
      processes: ['A', 'B'],
      marks: new Map(['commit', 'touch', 'reserve'].map((m) => [m, 1])),
      meaningOf: (text) => ({ kind: text === 'buffer' ? 'text' : 'pointer' })
    }
    const parsed = parseExpression(example)
    expect(parsed).toMatchObject({ ok: true })
    if (parsed.ok)
      expect(
        checkTypes(parsed.value, { program: anyProgram, inMatrix: false, bothMachines: true })
      ).toMatchObject({ ok: true })
  })
})
