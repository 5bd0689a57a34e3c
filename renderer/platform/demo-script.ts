import type { ObservedRegion, RegionChange } from '../../shared/contract/observation'
import type { Rule } from '../../shared/contract/rule'
import type { CallRecord, CheckRecord, ShownValue, StepRecord } from '../../shared/contract/step'
import { memoryConstants as m } from '../../shared/win32/memory-constants'
import { demoPlace } from './demo-places'
import type { DoorScript, ScriptedMoment } from './scripted-door'

const guardSource = `// A guard page raises an alarm once: the first touch takes the guard away.
#include "lab.h"

int main(void)
{
    DWORD old;
    BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(p != NULL);
    CHECK(VirtualProtect(p + 0x1000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old));
    CHECK_EQ(old, PAGE_READWRITE);

    CHECK_EQ(probe_read(p + 0x1000), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(probe_read(p + 0x1000), 0);

    CHECK(VirtualFree(p, 0, MEM_DECOMMIT));
    VirtualFree(p, 0x1000, MEM_RELEASE);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
`

function region(base: number, size: number, more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    base,
    size,
    state: m.MEM_COMMIT,
    type: m.MEM_PRIVATE,
    protect: m.PAGE_READWRITE,
    allocationBase: base,
    allocationProtect: m.PAGE_READWRITE,
    owner: 'before',
    use: '',
    madeByLine: null,
    ...more
  }
}

/** What a process has before its first statement, placed from `high` and `low` on. */
function beforehand(low: number, high: number): ObservedRegion[] {
  const image = (base: number, use: string): ObservedRegion[] =>
    (
      [
        [0, 0x1000, m.PAGE_READONLY],
        [0x1000, 0x7d000, m.PAGE_EXECUTE_READ],
        [0x7e000, 0x34000, m.PAGE_READONLY],
        [0xb2000, 0x2000, m.PAGE_WRITECOPY],
        [0xb4000, 0x9000, m.PAGE_READONLY]
      ] as const
    ).map(([offset, size, protect]) =>
      region(base + offset, size, {
        protect,
        use,
        type: m.MEM_IMAGE,
        allocationBase: base,
        allocationProtect: m.PAGE_EXECUTE_WRITECOPY
      })
    )
  const stack = low + 0x200000
  return [
    region(0x7ffe0000, 0x1000, {
      protect: m.PAGE_READONLY,
      allocationProtect: m.PAGE_READONLY,
      use: 'KUSER_SHARED_DATA'
    }),
    region(low, 0x10000, { type: m.MEM_MAPPED, use: 'Section view' }),
    region(stack, 0xfb000, { state: m.MEM_RESERVE, protect: 0, use: 'Stack' }),
    region(stack + 0xfb000, 0x3000, {
      allocationBase: stack,
      protect: m.PAGE_READWRITE | m.PAGE_GUARD,
      use: 'Stack'
    }),
    region(stack + 0xfe000, 0x2000, { allocationBase: stack, use: 'Stack' }),
    region(low + 0x400000, 0x4d000, { use: 'Heap' }),
    region(low + 0x44d000, 0xb3000, {
      allocationBase: low + 0x400000,
      state: m.MEM_RESERVE,
      protect: 0,
      use: 'Heap'
    }),
    region(low + 0x700000, 0x1000, { use: 'PEB' }),
    region(low + 0x702000, 0x2000, { use: 'TEB' }),
    ...image(high, 'program.exe'),
    ...image(high + 0x4000000, 'kernelbase.dll'),
    ...image(high + 0x5000000, 'kernel32.dll'),
    ...image(high + 0x7000000, 'ntdll.dll')
  ].sort((a, b) => a.base - b.base)
}

function value(name: string, text: string, raw = text, meaning: string | null = null): ShownValue {
  return { name, text, raw, meaning }
}
const hex = (address: number): string => `0x${address.toString(16)}`

const releaseRule: Rule = {
  id: 'release-takes-size-zero',
  source: 'Microsoft, VirtualFree (dwSize)',
  url: 'https://learn.microsoft.com/en-us/windows/win32/api/memoryapi/nf-memoryapi-virtualfree'
}

function call(
  line: number,
  name: string,
  args: ShownValue[],
  result: ShownValue,
  more: Partial<CallRecord> = {}
): CallRecord {
  return {
    line,
    name,
    args,
    result,
    outs: [],
    failed: false,
    lastError: 0,
    why: null,
    rule: null,
    exception: null,
    ...more
  }
}
function check(line: number, text: string, verdict: CheckRecord['verdict'] = 'ok'): CheckRecord {
  return { line, verdict, text: `${verdict} ${line} ${text}` }
}

/** The guard-page program as a machine would run it, allocating at `p`. */
function guardRun(
  p: number,
  before: readonly ObservedRegion[],
  processId: number,
  explains: boolean
): ScriptedMoment[] {
  const made = {
    owner: 'program',
    madeByLine: 7,
    allocationBase: p,
    allocationProtect: m.PAGE_READWRITE
  } as const
  const whole = region(p, 0x3000, made)
  const parts = [
    region(p, 0x1000, made),
    region(p + 0x1000, 0x1000, { ...made, protect: m.PAGE_READWRITE | m.PAGE_GUARD }),
    region(p + 0x2000, 0x1000, made)
  ]
  const reserved = region(p, 0x3000, { ...made, state: m.MEM_RESERVE, protect: 0 })
  const address = value('lpAddress', hex(p), hex(p), '#1')
  const middle = value('lpAddress', 'p + 0x1000', hex(p + 0x1000), '#1+0x1000')
  const returned = (text: string, raw: string): ShownValue => value('BOOL', text, raw)
  const moments: ScriptedMoment[] = []
  const add = (
    line: number | null,
    step: (Partial<StepRecord> & { line: number }) | null,
    own: readonly ObservedRegion[],
    changes: readonly RegionChange[] = [],
    more: Partial<ScriptedMoment> = {}
  ): void => {
    const checks = step?.checks ?? []
    moments.push({
      line,
      turn: 'A',
      step: step && {
        process: 'A',
        calls: [],
        output: checks.map((c) => `${c.text}\n`).join(''),
        changes,
        faults: null,
        ...step,
        checks
      },
      processes: [
        { letter: 'A', processId, regions: [...before, ...own].sort((a, b) => a.base - b.base), changes }
      ],
      places: [demoPlace(line, p, moments.length, [...before, ...own])],
      ...more
    })
  }
  add(6, null, [])
  add(
    8,
    {
      line: 7,
      calls: [
        call(
          7,
          'VirtualAlloc',
          [
            value('lpAddress', 'NULL', '0x0'),
            value('dwSize', '12288', '0x3000'),
            value('flAllocationType', 'MEM_COMMIT | MEM_RESERVE', '0x3000'),
            value('flProtect', 'PAGE_READWRITE', '0x4')
          ],
          value('LPVOID', hex(p), hex(p), '#1')
        )
      ]
    },
    [whole],
    [{ kind: 'added', after: whole }]
  )
  add(9, { line: 8, checks: [check(8, 'p != NULL')] }, [whole])
  add(
    10,
    {
      line: 9,
      calls: [
        call(
          9,
          'VirtualProtect',
          [
            middle,
            value('dwSize', '4096', '0x1000'),
            value('flNewProtect', 'PAGE_READWRITE | PAGE_GUARD', '0x104'),
            value('lpflOldProtect', '&old', hex(p - 0x100000), 'stack')
          ],
          returned('TRUE', '1'),
          { outs: [value('*lpflOldProtect', 'PAGE_READWRITE', '0x4')] }
        )
      ],
      checks: [check(9, 'VirtualProtect(p + 0x1000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old)')]
    },
    parts,
    [{ kind: 'changed', before: whole, after: parts[1]! }]
  )
  add(12, { line: 10, checks: [check(10, 'old == PAGE_READWRITE')] }, parts)
  add(
    13,
    {
      line: 12,
      checks: [check(12, 'probe_read(p + 0x1000) == STATUS_GUARD_PAGE_VIOLATION')]
    },
    [whole],
    [{ kind: 'changed', before: parts[1]!, after: whole }]
  )
  add(15, { line: 13, checks: [check(13, 'probe_read(p + 0x1000) == 0')] }, [whole])
  add(
    16,
    {
      line: 15,
      calls: [
        call(
          15,
          'VirtualFree',
          [address, value('dwSize', '0', '0x0'), value('dwFreeType', 'MEM_DECOMMIT', '0x4000')],
          returned('TRUE', '1')
        )
      ],
      checks: [check(15, 'VirtualFree(p, 0, MEM_DECOMMIT)')]
    },
    [reserved],
    [{ kind: 'changed', before: whole, after: reserved }]
  )
  add(
    17,
    {
      line: 16,
      calls: [
        call(
          16,
          'VirtualFree',
          [address, value('dwSize', '4096', '0x1000'), value('dwFreeType', 'MEM_RELEASE', '0x8000')],
          returned('FALSE', '0'),
          {
            failed: true,
            lastError: explains ? 87 : 487,
            why: explains ? 'MEM_RELEASE frees a whole allocation: dwSize must be 0.' : null,
            rule: explains ? releaseRule : null
          }
        )
      ]
    },
    [reserved]
  )
  add(
    18,
    {
      line: 17,
      checks: [
        check(
          17,
          `GetLastError() == ERROR_INVALID_PARAMETER${explains ? '' : ': 0x1e7 != 0x57'}`,
          explains ? 'ok' : 'FAIL'
        )
      ]
    },
    [reserved]
  )
  add(
    19,
    {
      line: 18,
      calls: [
        call(
          18,
          'VirtualFree',
          [address, value('dwSize', '0', '0x0'), value('dwFreeType', 'MEM_RELEASE', '0x8000')],
          returned('TRUE', '1')
        )
      ],
      checks: [check(18, 'VirtualFree(p, 0, MEM_RELEASE)')]
    },
    [],
    [{ kind: 'removed', before: reserved }]
  )
  add(null, { line: 19 }, [], [], { status: 'ended', statusText: 'The program ended.' })
  return moments
}

/** The same run with a second process beside it, its section mapped in both. */
function withProcessB(moments: readonly ScriptedMoment[], low: number, high: number): ScriptedMoment[] {
  const view = { owner: 'program', type: m.MEM_MAPPED, use: 'Section view', madeByLine: 7 } as const
  return moments.map((moment, index) =>
    index < 2
      ? moment
      : {
          ...moment,
          places: [...moment.places, { ...moment.places[0]!, letter: 'B' as const, line: 14 }],
          processes: [
            ...moment.processes,
            {
              letter: 'B' as const,
              processId: 7316,
              regions: [...beforehand(low, high), region(low + 0x900000, 0x10000, view)].sort(
                (a, b) => a.base - b.base
              ),
              changes: []
            }
          ]
        }
  )
}

const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'First steps',
    [
      ['Reserve, then commit', 'Watch the hatched region turn solid where pages are committed.'],
      ['Two pages in the middle', 'One region splits in three; the allocation stays one.'],
      ['Sizes are rounded', 'Ask for 5,000 bytes at base + 100 and see what is taken.']
    ]
  ],
  [
    'Protection',
    [
      ['A guard page fires once', 'The first touch raises STATUS_GUARD_PAGE_VIOLATION and takes +G away.'],
      ['Protect and AllocationProtect', 'Two columns that begin alike and part.'],
      ['Protection across two allocations', 'VirtualProtect refuses a range that leaves its reservation.']
    ]
  ],
  [
    'Sections',
    [
      ['Two views of one section', 'One frame, two addresses: write here, read there.'],
      ['A section in two processes', 'Each process has its view at an address of its own.'],
      ['Copy on write', 'One byte written makes one page private.']
    ]
  ]
]
const examples = groups.flatMap(([group, titles]) =>
  titles.map(([title, look]) => {
    const id = title.toLowerCase().replace(/[^a-z]+/g, '-')
    return { id, group, title, look, fileName: `${id}.c` }
  })
)
const shown = 'a-guard-page-fires-once'

/** A bench to look at: the guard-page program on both machines, one of which disagrees in line 16. */
export function demoScript(options: {
  readonly twoProcesses: boolean
  readonly windows: boolean
}): DoorScript {
  const simulator = guardRun(0x1f0_0001_0000, beforehand(0x1e8_4000_0000, 0x7ff6_0001_0000), 4242, true)
  const windows = guardRun(0x63_0000, beforehand(0x100_0000, 0x7f12_4567_0000), 132, false)
  return {
    machines: [
      { name: 'simulator', available: true, title: 'Windows 10/11 x64, simulated', reason: '' },
      options.windows
        ? { name: 'windows', available: true, title: 'Wine 8.0', reason: '' }
        : {
            name: 'windows',
            available: false,
            title: 'Windows',
            reason: 'Wine is not installed. Install it with: sudo apt install wine64'
          }
    ],
    examples,
    sources: Object.fromEntries(
      examples.map(({ id, title }) => [id, id === shown ? guardSource : `// ${title}\n${guardSource}`])
    ),
    restored: { source: guardSource, fileName: `${shown}.c`, path: null },
    diagnose: (source) => {
      const lines = source.split('\n')
      const at = lines.findIndex((line) => line.includes('goto'))
      if (at < 0) return []
      const column = lines[at]!.indexOf('goto') + 1
      const message = 'goto is not supported here. Use a loop, break or continue.'
      return [{ severity: 'error', file: 'program.c', line: at + 1, column, length: 4, message }]
    },
    runs: {
      simulator: options.twoProcesses
        ? withProcessB(simulator, 0x2a1_0000_0000, 0x7ff7_1000_0000)
        : simulator,
      windows: options.twoProcesses ? withProcessB(windows, 0x200_0000, 0x7f33_0000_0000) : windows
    }
  }
}
