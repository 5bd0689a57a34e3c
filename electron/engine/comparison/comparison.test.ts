import { describe, expect, test } from 'vitest'
import { changeRegions } from '../../../shared/contract/region-tree'
import { call, check, compared, everything, failing, inShort, region, value } from './testing/two-runs'

const end = '✓ How the program ended'
const error = { address: 487, parameter: 87 }
const protect = (line: number, lastError: number, size = '0x2000') =>
  failing(line, lastError, {
    name: 'VirtualProtect',
    args: [
      value('lpAddress', '0x500000', null, 'p'),
      value('dwSize', size, null, String(Number(size))),
      value('flNewProtect', '0x2', 'PAGE_READONLY', 'PAGE_READONLY'),
      value('lpflOldProtect', '0x90000', '&old', '&old')
    ]
  })

describe('calls', () => {
  test('of the same allocation at another address are ≈ with why, and the same words are ✓', () => {
    const free = (raw: string) =>
      call(2, {
        name: 'VirtualFree',
        args: [value('lpAddress', raw, '#1', 'p')],
        result: value('BOOL', '0x1', 'TRUE', 'TRUE')
      })
    const { comparison } = compared(
      [{ calls: [call(1)] }, { calls: [free('0x10000')] }],
      [{ calls: [call(1, { result: value('LPVOID', '0x70000', '#1') })] }, { calls: [free('0x70000')] }]
    )
    expect(inShort(comparison, 'calls')).toEqual([
      '≈ VirtualAlloc(): result (address)',
      '✓ VirtualFree(p)',
      end
    ])
    expect(everything(comparison).reasons['address']?.source).toMatch(/VirtualAlloc/)
  })

  test('that fail on one machine only, or for another reason, are ✗ and not explained', () => {
    const { comparison } = compared(
      [{ calls: [failing(1, 5, { name: 'FlushViewOfFile' })] }, { calls: [call(2)] }],
      [{ calls: [failing(1, 6, { name: 'FlushViewOfFile' })] }, { calls: [failing(2, 8)] }]
    )
    expect(inShort(comparison, 'calls')).toEqual([
      '✗ FlushViewOfFile(): last error',
      '✗ VirtualAlloc(): result',
      end
    ])
    expect(everything(comparison).firstDifference).toMatchObject({ section: 'calls', id: 'c0', position: 1 })
  })

  test('that raise an exception on one machine are ✗', () => {
    const exception = {
      code: 0xc0000005,
      name: 'EXCEPTION_ACCESS_VIOLATION',
      where: '',
      why: null,
      rule: null
    }
    const { comparison } = compared([{ calls: [call(1)] }], [{ calls: [call(1, { exception })] }])
    expect(inShort(comparison, 'calls')[0]).toMatch(/^✗ .*result/)
  })

  test('that succeed say nothing by their last error', () => {
    const { comparison } = compared(
      [{ calls: [call(1, { lastError: 5 })] }],
      [{ calls: [call(1, { lastError: 0 })] }]
    )
    expect(inShort(comparison, 'calls')[0]).toBe('✓ VirtualAlloc()')
  })

  test('that Wine is known to answer otherwise are ≈ under Wine and ✗ on Windows', () => {
    const left = [{ calls: [protect(1, error.address)] }]
    const right = [{ calls: [protect(1, error.parameter)] }]
    expect(inShort(compared(left, right).comparison, 'calls')[0]).toBe(
      '≈ VirtualProtect(p, 8192, PAGE_READONLY, &old): last error (wine/protect-outside-one-allocation)'
    )
    expect(
      inShort(compared(left, right, { windowsTitle: 'Windows 10.0.22631' }).comparison, 'calls')[0]
    ).toMatch(/^✗ .*: last error$/)
  })

  test('GetLastError after an explained difference follows from it, also where only one machine asks', () => {
    const asks = (line: number, code: number) =>
      call(line, {
        name: 'GetLastError',
        result: value('DWORD', `0x${code.toString(16)}`, `${code} x`, `${code} x`)
      })
    const left = [{ calls: [protect(1, error.address)] }, { calls: [asks(2, 487)] }]
    const both = compared(left, [{ calls: [protect(1, error.parameter)] }, { calls: [asks(2, 87)] }])
    expect(inShort(both.comparison, 'calls')[1]).toBe('≈ GetLastError(): result (follows)')
    const nothing = protect(1, 0, '0x0')
    const one = compared(
      [{ calls: [protect(1, 87, '0x0')] }, { calls: [asks(2, 87)] }, { calls: [call(3)] }],
      [
        { calls: [{ ...nothing, failed: false, result: value('BOOL', '0x1', 'TRUE', 'TRUE') }] },
        { calls: [call(3)] }
      ]
    )
    expect(inShort(one.comparison, 'calls').slice(0, 3)).toEqual([
      '≈ VirtualProtect(p, 0, PAGE_READONLY, &old): result (wine/protect-nothing)',
      '≈ GetLastError(): only here (follows)',
      '✓ VirtualAlloc()'
    ])
  })

  test('that a check says Wine does otherwise are ≈, and others before it are not', () => {
    const flush = (line: number, code: number) => failing(line, code, { name: 'FlushViewOfFile' })
    const { comparison } = compared(
      [
        { calls: [flush(1, 5)] },
        { calls: [flush(3, 5)], checks: [check(2, 'ok')] },
        { checks: [check(4, 'ok')], line: 9 }
      ],
      [
        { calls: [flush(1, 6)] },
        { calls: [flush(3, 6)], checks: [check(2, 'ok')] },
        { checks: [check(4, 'todo')], line: 9 }
      ]
    )
    expect(inShort(comparison, 'calls')).toEqual([
      '✗ FlushViewOfFile(): last error',
      '✓ check: x',
      '≈ FlushViewOfFile(): last error (todo-wine)',
      '≈ check: x: verdict (todo-wine)',
      end
    ])
  })

  test('a check that holds on one machine only is ✗', () => {
    const { comparison } = compared([{ checks: [check(1, 'ok')] }], [{ checks: [check(1, 'FAIL')] }])
    expect(inShort(comparison, 'calls')[0]).toBe('✗ check: x: verdict')
  })

  test('go on together by what was made together where one machine made one more', () => {
    const uses = (line: number, meaning: string) =>
      call(line, {
        name: 'VirtualLock',
        args: [value('lpAddress', '0x20000', meaning, 'q')],
        result: value('BOOL', '0x1', 'TRUE', 'TRUE')
      })
    const { comparison } = compared(
      [
        { calls: [failing(1, 87)] },
        { calls: [call(2, { result: value('LPVOID', '0x20000', '#1') })] },
        { calls: [uses(3, '#1+0x1000')] }
      ],
      [
        { calls: [call(1)] },
        { calls: [call(2, { result: value('LPVOID', '0x20000', '#2') })] },
        { calls: [uses(3, '#2+0x1000')] }
      ]
    )
    expect(inShort(comparison, 'calls').slice(1, 3)).toEqual(['✓ VirtualAlloc()', '✓ VirtualLock(q)'])
  })

  test('of several processes go together process by process', () => {
    const steps = [
      { process: 'A' as const, calls: [call(1)] },
      { process: 'B' as const, calls: [call(1)] }
    ]
    const { comparison } = compared(steps, steps)
    expect(everything(comparison).sections[0]!.rows.map(({ process }) => process)).toEqual(['A', 'B', 'A'])
    const other = compared(steps, [steps[1]!, steps[0]!])
    expect(everything(other.comparison).counts.calls.differs).toBeGreaterThan(0)
  })
})

describe('a side that is not there to the end', () => {
  test('that died has the rest of the other alone, and another end', () => {
    const { comparison } = compared([{ calls: [call(1)] }, { calls: [call(2)] }], [{ calls: [call(1)] }], {
      rightEnd: { status: 'died', statusText: 'The program died of EXCEPTION_ACCESS_VIOLATION.' }
    })
    expect(inShort(comparison, 'calls')).toEqual([
      '✓ VirtualAlloc()',
      '✗ VirtualAlloc(): only here',
      '✗ How the program ended: end'
    ])
  })

  test('that has not come so far is waited for, and said to be behind', () => {
    const { comparison, windows } = compared(
      [{ calls: [call(1)] }, { calls: [call(2)] }],
      [{ calls: [call(1)] }],
      {
        leftEnd: { isOver: false, status: 'paused', statusText: '' },
        rightEnd: { isOver: false, status: 'paused', statusText: '' }
      }
    )
    expect(inShort(comparison, 'calls')).toEqual(['✓ VirtualAlloc()'])
    expect(everything(comparison).notices).toEqual([
      'The simulator machine is 1 call or check ahead; they are compared when the Windows machine has come as far.'
    ])
    windows.go({ calls: [call(2)] })
    expect(inShort(comparison, 'calls')).toEqual(['✓ VirtualAlloc()', '✓ VirtualAlloc()'])
    expect(everything(comparison).notices).toEqual([])
  })

  test('that was stopped, or waits for ever, is said', () => {
    const { comparison } = compared([], [], {
      leftEnd: { status: 'stopped', statusText: 'Stopped.' },
      rightEnd: { status: 'paused', isOver: false, statusText: 'All threads wait for each other.' }
    })
    expect(everything(comparison).notices).toEqual([
      'The run on the simulator machine was stopped before its end.',
      'The Windows machine: All threads wait for each other.'
    ])
  })
})

describe('regions', () => {
  const made = (base: number, name: string) =>
    call(1, { result: value('LPVOID', `0x${base.toString(16)}`, name) })
  const at = (base: number, name: string, regions: ReturnType<typeof region>[]) => [
    { calls: [made(base, name)], regions }
  ]

  test('of the same allocation are compared by their offsets, wherever they lie', () => {
    const pieces = (base: number, second: number) => [
      region(base, 1),
      region(base + 0x1000, 2, { protect: second, allocationBase: base })
    ]
    const alike = compared(at(0x10000, '#1', pieces(0x10000, 2)), at(0x70000, '#1', pieces(0x70000, 2)))
    expect(inShort(alike.comparison, 'regions')).toEqual([
      '≈ #1: BaseAddress (address)',
      '≈ #1+0x1000: BaseAddress (address)'
    ])
    const apart = compared(at(0x10000, '#1', pieces(0x10000, 2)), at(0x70000, '#1', pieces(0x70000, 0x20)))
    expect(inShort(apart.comparison, 'regions')).toEqual([
      '≈ #1: BaseAddress (address)',
      '✗ #1+0x1000: Protect, BaseAddress (address)'
    ])
    expect(everything(apart.comparison).counts.regions).toEqual({ same: 0, expected: 1, differs: 1 })
  })

  test('at the same address are ✓, and those of one machine alone ✗', () => {
    const { comparison } = compared(
      [
        {
          calls: [made(0x10000, '#1'), made(0x20000, '#2')],
          regions: [region(0x10000, 1), region(0x20000, 1)]
        }
      ],
      [{ calls: [made(0x10000, '#1'), made(0x20000, '#2')], regions: [region(0x10000, 1)] }]
    )
    expect(inShort(comparison, 'regions')).toEqual(['✓ #1', '✗ #2: only here'])
  })

  test('from before the program are summed up by use', () => {
    const before = (base: number, use: string) => region(base, 1, { owner: 'before', use, madeByLine: null })
    const { comparison } = compared(
      [{ regions: [before(0x10000, 'Stack'), before(0x20000, 'Heap')] }],
      [{ regions: [before(0x10000, 'Stack'), before(0x20000, 'Heap'), before(0x30000, 'Heap')] }]
    )
    expect(inShort(comparison, 'regions')).toEqual([
      '≈ Heaps, from before the program: before the program (before)',
      '✓ Stacks, from before the program'
    ])
  })

  test('are those of the moment that is shown, at the same place of the program', () => {
    const { comparison } = compared(
      [
        { calls: [made(0x10000, '#1')], regions: [region(0x10000, 1)] },
        { calls: [call(2, { name: 'GetLastError' })] },
        { calls: [call(3)], regions: [] }
      ],
      [
        { calls: [made(0x10000, '#1')], regions: [region(0x10000, 1)] },
        { calls: [call(3)], regions: [] }
      ]
    )
    expect(inShort(comparison, 'regions', 1)).toEqual(['✓ #1'])
    expect(everything(comparison, 2).positions).toEqual({ simulator: 2, windows: 1 })
    expect(inShort(comparison, 'regions', 2)).toEqual(['✓ #1'])
    expect(inShort(comparison, 'regions', 3)).toEqual([])
    expect(inShort(comparison, 'regions', 1)).toEqual(['✓ #1'])
  })

  test('50,000 of one allocation are compared again at the cost of what changed', () => {
    const count = 50_000
    const all = () =>
      Array.from({ length: count }, (_, i) =>
        region(0x1000_0000 + i * 0x1000, 1, {
          allocationBase: 0x1000_0000,
          protect: i % 2 === 0 ? 2 : 4
        })
      )
    const { comparison, simulator, windows } = compared(
      [{ calls: [made(0x1000_0000, '#1')], regions: all() }],
      [{ calls: [made(0x1000_0000, '#1')], regions: all() }]
    )
    expect(everything(comparison).counts.regions).toEqual({ same: count, expected: 0, differs: 0 })
    // The simulator changes one page, and one more on the way there and back.
    const change = (run: typeof simulator, index: number, protect: number): void => {
      const last = run.moments.at(-1)!
      const old = last.processes.get('A')!
      const set = [region(0x1000_0000 + index * 0x1000, 1, { allocationBase: 0x1000_0000, protect })]
      const regions = changeRegions(old.regions, { removed: [], set })
      run.moments.push({ ...last, step: null, processes: new Map([['A', { ...old, regions }]]) })
    }
    for (let i = 0; i < 20; i++) {
      change(simulator, i * 2000, 0x20)
      change(windows, i * 2000, i === 7 ? 0x40 : 0x20)
    }
    comparison.at(1, { only: 'all', sections: [] })
    const begun = performance.now()
    for (let i = 2; i <= 21; i++) comparison.at(i, { only: 'all', sections: [] })
    const cost = performance.now() - begun
    expect(inShort(comparison, 'regions', 21)).toHaveLength(500)
    const counts = everything(comparison, 21).counts.regions
    expect([counts.differs, counts.same]).toEqual([1, count - 1])
    // Each of them would take longer if it looked at all regions.
    expect(cost).toBeLessThan(1000)
  }, 30_000)
})

describe('output', () => {
  const printed = (left: string, right: string, more: Parameters<typeof call>[1][] = []) =>
    compared(
      [{ calls: more.map((m) => call(1, m)), output: left, regions: [region(0x10000, 1)] }],
      [{ calls: more.map((m) => call(1, m)), output: right, regions: [region(0x10000, 1)] }]
    ).comparison

  test('that is the same is ✓; other words are ✗', () => {
    expect(inShort(printed('one\ntwo\n', 'one\nthree\n'), 'output')).toEqual([
      '✓ one',
      '✗ two: only here',
      '✗ three: only here'
    ])
  })

  test('that names the same place at another address is ≈', () => {
    const { comparison } = compared(
      [{ calls: [call(1)], output: 'p = 0x10010\n', regions: [region(0x10000, 1)] }],
      [
        {
          calls: [call(1, { result: value('LPVOID', '0x70000', '#1') })],
          output: 'p = 0x70010\n',
          regions: [region(0x70000, 1)]
        }
      ]
    )
    expect(inShort(comparison, 'output')).toEqual(['≈ p = 0x10010: line (address)'])
  })

  test('with another number is ✗, unless the program asked for figures of the computer', () => {
    expect(inShort(printed('n = 3\n', 'n = 4\n'), 'output')).toEqual(['✗ n = 3: line'])
    const asked = [{ name: 'GlobalMemoryStatusEx', result: value('BOOL', '0x1', 'TRUE', 'TRUE') }]
    const row = everything(printed('n = 3\n', 'n = 4\n', asked)).sections[2]!.rows[0]!
    expect(row.parts[0]).toMatchObject({ reason: 'figures', note: 'Asked before: GlobalMemoryStatusEx.' })
  })

  test('of a check that is known to differ under Wine is ≈', () => {
    expect(inShort(printed('ok 7 a == 1\n', 'todo 7 a == 1: 0x0 != 0x1\n'), 'output')).toEqual([
      '≈ ok 7 a == 1: line (todo-wine)'
    ])
  })
})
