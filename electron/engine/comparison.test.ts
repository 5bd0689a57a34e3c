import { expect, test } from 'vitest'
import type { CallRecord, ShownValue } from '../../shared/contract/step'
import { callDifferences, compareHappenings, type Happening } from './comparison'

function value(name: string, raw: string, meaning: string | null = null): ShownValue {
  return { name, raw, text: raw, meaning }
}

function call(line: number, more: Partial<CallRecord> = {}): CallRecord {
  return {
    line,
    name: 'VirtualAlloc',
    args: [],
    result: value('LPVOID', '0x10000', '#1'),
    outs: [],
    failed: false,
    lastError: 0,
    why: null,
    rule: null,
    exception: null,
    ...more
  }
}

const at = (line: number, more: Partial<CallRecord> = {}): Happening => ({
  process: 'A',
  kind: 'call',
  call: call(line, more)
})

test('the same allocation at another address is no difference', () => {
  expect(callDifferences(call(1), call(1, { result: value('LPVOID', '0x7f0000', '#1') }))).toEqual([])
})

test('another result is a difference, and so is another reason for failing', () => {
  expect(callDifferences(call(1), call(1, { result: value('LPVOID', '0x0', 'NULL'), failed: true }))).toEqual(
    ['result']
  )
  const failing = { failed: true, result: value('BOOL', '0x0', 'FALSE') }
  expect(
    callDifferences(call(1, { ...failing, lastError: 487 }), call(1, { ...failing, lastError: 87 }))
  ).toEqual(['last error'])
})

test('the last error of a call that succeeded is left over from before and is not compared', () => {
  expect(callDifferences(call(1, { lastError: 5 }), call(1, { lastError: 0 }))).toEqual([])
})

test('an exception on one side is a difference', () => {
  const exception = { code: 0xc0000005, name: 'EXCEPTION_ACCESS_VIOLATION', where: '', why: null, rule: null }
  expect(callDifferences(call(1), call(1, { exception }))).toEqual(['result'])
})

test('where the machines go different ways, rows meet again at the nearest common place', () => {
  const rows = compareHappenings([at(1), at(2), at(3), at(5)], [at(1), at(5)])
  expect(rows.map((row) => [row.left !== null, row.right !== null, row.differences])).toEqual([
    [true, true, []],
    [true, false, ['only here']],
    [true, false, ['only here']],
    [true, true, []]
  ])
})

test('what only one machine did at the end stands alone', () => {
  const rows = compareHappenings([at(1)], [at(1), at(2)])
  expect(rows.at(-1)).toMatchObject({ left: null, differences: ['only here'] })
})
