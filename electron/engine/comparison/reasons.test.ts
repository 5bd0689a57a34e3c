import { expect, test } from 'vitest'
import type { CallRecord } from '../../../shared/contract/step'
import { call, check, compared, failing, inShort, region, value } from './testing/two-runs'

const end = '✓ How the program ended'
const truth = value('BOOL', '0x1', 'TRUE', 'TRUE')
const done = (line: number, name: string, more: Partial<CallRecord> = {}): CallRecord =>
  call(line, { name, result: truth, ...more })
const number = (name: string, raw: number, text = String(raw)) =>
  value(name, `0x${raw.toString(16)}`, null, text)

test('a number that a call was told on each machine is the same one where it is handed on, and no other is', () => {
  const allocates = (index: number) =>
    call(1, {
      name: 'TlsAlloc',
      result: value('DWORD', `0x${index.toString(16)}`, 'what TlsAlloc answers', String(index))
    })
  const sets = (line: number, index: number) =>
    done(line, 'TlsSetValue', { args: [number('dwTlsIndex', index)] })
  const { comparison } = compared(
    [{ calls: [allocates(0)] }, { calls: [sets(2, 0)] }, { calls: [sets(3, 5)] }],
    [{ calls: [allocates(12)] }, { calls: [sets(2, 12)] }, { calls: [sets(3, 6)] }]
  )
  const [, second, third] = inShort(comparison, 'calls')
  expect(second).toBe('≈ TlsSetValue(0): dwTlsIndex (follows)')
  expect(third).toMatch(/^(✗ TlsSetValue\(5\): dwTlsIndex|≈ .*\(figures\))$/)
})

test('a handle’s number that is given anew after it was closed means the new handle', () => {
  const uses = (line: number, name: string, handle: string, more: Partial<CallRecord> = {}) =>
    done(line, name, { args: [value('hObject', '0x88', handle, 'h')], ...more })
  const refused = failing(2, 6, { name: 'MapViewOfFile', args: [value('hObject', '0x88', 'handle#2', 'h')] })
  const { comparison } = compared(
    [
      { calls: [uses(1, 'CloseHandle', 'handle#1')] },
      { calls: [refused] },
      { calls: [uses(3, 'SetHandleInformation', 'handle#3')] }
    ],
    [
      { calls: [uses(1, 'CloseHandle', 'handle#1')] },
      { calls: [refused] },
      { calls: [uses(3, 'SetHandleInformation', 'handle#2')] }
    ]
  )
  expect(inShort(comparison, 'calls')).toEqual([
    '✓ CloseHandle(h)',
    '✓ MapViewOfFile(h)',
    '✓ SetHandleInformation(h)',
    end
  ])
})

test('two handles that are open at once are not each other', () => {
  const uses = (line: number, handle: string) =>
    done(line, 'SetHandleInformation', { args: [value('hObject', '0x88', handle, 'h')] })
  const { comparison } = compared(
    [{ calls: [uses(1, 'handle#1')] }, { calls: [uses(2, 'handle#2')] }, { calls: [uses(3, 'handle#1')] }],
    [{ calls: [uses(1, 'handle#1')] }, { calls: [uses(2, 'handle#2')] }, { calls: [uses(3, 'handle#2')] }]
  )
  expect(inShort(comparison, 'calls')[2]).toBe('✗ SetHandleInformation(h): hObject')
})

test('what threads did at another turn is ≈, what only one machine did is ✗, and one thread has no turns', () => {
  const makes = { calls: [done(1, 'CreateThread')] }
  const one = { calls: [done(2, 'Sleep')] }
  const two = { calls: [done(3, 'SetEvent')] }
  const rest = [4, 5, 6].map((line) => ({ calls: [done(line, 'SwitchToThread')] }))
  const more = { calls: [done(9, 'ResetEvent')] }
  const left = [one, two, ...rest]
  const right = [two, one, ...rest, more]
  const several = inShort(compared([makes, ...left], [makes, ...right]).comparison, 'calls')
  expect(several.filter((row) => row.includes('(turns)'))).toHaveLength(4)
  expect(several.filter((row) => row.startsWith('✗'))).toEqual(['✗ ResetEvent(): only here'])
  const single = inShort(compared(left, right).comparison, 'calls')
  expect(single.filter((row) => row.startsWith('✗'))).toHaveLength(5)
})

test('figures follow where every region that differs is explained, and are ✗ where one is not', () => {
  const stack = region(0x50000, 4, { use: 'Stack', madeByLine: 7 })
  const figures = (windowsTitle: string, more = [stack]) =>
    inShort(
      compared(
        [{ regions: [region(0x10000, 1)], calls: [call(1)] }],
        [{ regions: [region(0x10000, 1), ...more], calls: [call(1)] }],
        { windowsTitle }
      ).comparison,
      'figures'
    )[0]
  expect(figures('Wine 8.0')).toBe('≈ Regions of the program: figure (follows)')
  expect(figures('Windows 10.0.22631')).toBe('✗ Regions of the program: figure')
  expect(figures('Wine 8.0', [stack, region(0x90000, 1, { madeByLine: 8 })])).toBe(
    '✗ Regions of the program: figure'
  )
})

test('an explained difference elsewhere in the program explains no figure', () => {
  const flush = (lastError: number) => failing(1, lastError, { name: 'FlushViewOfFile' })
  const { comparison } = compared(
    [
      { calls: [flush(5)], checks: [check(1, 'ok')] },
      { regions: [region(0x10000, 1, { madeByLine: 2 })], line: 2 }
    ],
    [
      { calls: [flush(6)], checks: [check(1, 'todo')] },
      { regions: [], line: 2 }
    ]
  )
  expect(inShort(comparison, 'calls')[0]).toMatch(/^≈ .*todo-wine/)
  expect(inShort(comparison, 'figures')[0]).toBe('✗ Regions of the program: figure')
})

test('a line that only one machine printed follows from what parted them there, not from what came later', () => {
  const flush = (line: number, lastError: number) => ({
    calls: [failing(line, lastError, { name: 'FlushViewOfFile' })]
  })
  const verdict = (line: number, windows: 'ok' | 'todo') => (left: boolean) => ({
    checks: [check(line, left ? 'ok' : windows)],
    line: 90 + line
  })
  const later = compared(
    [{ output: 'early\n' }, flush(1, 5), verdict(2, 'todo')(true)],
    [flush(1, 6), verdict(2, 'todo')(false)]
  )
  expect(inShort(later.comparison, 'output')).toEqual(['✗ early: only here'])
  const earlier = compared(
    [flush(1, 5), verdict(2, 'todo')(true), { output: 'late\n', line: 95 }],
    [flush(1, 6), verdict(2, 'todo')(false)]
  )
  expect(inShort(earlier.comparison, 'output')).toEqual(['≈ late: only here (follows)'])
  const together = compared(
    [flush(1, 5), verdict(2, 'todo')(true), verdict(3, 'ok')(true), { output: 'after\n', line: 95 }],
    [flush(1, 6), verdict(2, 'todo')(false), verdict(3, 'ok')(false)]
  )
  expect(inShort(together.comparison, 'output')).toEqual(['✗ after: only here'])
})

test('a check about answers that need not be alike may come out otherwise; one about others may not', () => {
  const asks = (raw: number) => call(1, { name: 'GetProcessHeaps', result: number('DWORD', raw) })
  const left = [{ calls: [asks(2)], checks: [check(2, 'ok')], line: 1 }]
  const right = [{ calls: [asks(5)], checks: [check(2, 'FAIL')], line: 1 }]
  const printed = (of: typeof left) => of.map((step) => ({ ...step, output: `${step.checks[0]!.text}\n` }))
  const { comparison } = compared(
    [{ calls: [asks(2)] }, ...printed([{ ...left[0]!, calls: [], line: 9 }])],
    [{ calls: [asks(5)] }, ...printed([{ ...right[0]!, calls: [], line: 9 }])]
  )
  expect(inShort(comparison, 'calls').slice(0, 2)).toEqual([
    '≈ GetProcessHeaps(): result (before)',
    '≈ check: x: verdict (follows)'
  ])
  // The line that the check printed differs as the check does.
  expect(inShort(comparison, 'output')).toEqual(['≈ ok 2 x: line (follows)'])
  const plain = compared(
    [{ calls: [done(1, 'Sleep')] }, { checks: [check(2, 'ok')], output: 'ok 2 x\n', line: 9 }],
    [{ calls: [done(1, 'Sleep')] }, { checks: [check(2, 'FAIL')], output: 'FAIL 2 x\n', line: 9 }]
  ).comparison
  expect(inShort(plain, 'calls')[1]).toBe('✗ check: x: verdict')
  expect(inShort(plain, 'output')).toEqual(['✗ ok 2 x: line'])
})

test('the last error of a function that says itself what went wrong says nothing', () => {
  const native = (lastError: number) =>
    failing(1, lastError, { name: 'NtFreeVirtualMemory', result: number('NTSTATUS', 0xc0000008) })
  const { comparison } = compared([{ calls: [native(0)] }], [{ calls: [native(487)] }])
  expect(inShort(comparison, 'calls')[0]).toBe('✓ NtFreeVirtualMemory()')
})

test('a pointer of which only the lower half was printed is the same place', () => {
  const at = (raw: string) => ({ calls: [call(1, { result: value('LPVOID', raw, '#1') })] })
  const { comparison } = compared(
    [at('0x16d0c600000'), { output: 'at c600000\nat 0x207618048\nat c600008\n' }],
    [at('0x7fc056d0000'), { output: 'at 56d0000\nat 0x91029504\nat 56d0000\n' }]
  )
  expect(inShort(comparison, 'output')).toEqual([
    '≈ at c600000: line (address)',
    '≈ at 0x207618048: line (address)',
    '✗ at c600008: line'
  ])
})
