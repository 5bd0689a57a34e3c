import { expect, test } from 'vitest'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { regionTree } from '../../../shared/contract/region-tree'
import type { ShownException } from '../../../shared/contract/step'
import { faultAddress, faultFacts, reasonOfPage } from './fault-facts'

const region = (protect: number, state = 0x1000): ObservedRegion => ({
  ...{ base: 0x10000, size: 0x1000, state, type: 0x20000, protect, allocationBase: 0x10000 },
  ...{ allocationProtect: 4, owner: 'program', use: '', madeByLine: 5 }
})
const exception = (code: number, where: string): ShownException => ({
  ...{ code, name: 'EXCEPTION', where, why: null, rule: null }
})

test('an access violation says its line and what the page is', () => {
  expect(faultFacts(exception(0xc0000005, 'write to 0x10010'), 7, regionTree([region(2)]))).toEqual([
    { name: 'in line', value: '7', figure: 'step' },
    { name: 'the page', value: 'MEM_COMMIT, PAGE_READONLY', figure: 'protect' }
  ])
})

test('reserved and free pages are told apart', () => {
  const page = (at: string): string | undefined =>
    faultFacts(exception(0xc0000005, `read from ${at}`), null, regionTree([region(0, 0x2000)])).find(
      ({ name }) => name === 'the page'
    )?.value
  expect(page('0x10000')).toBe('MEM_RESERVE')
  expect(page('0x20000')).toBe('MEM_FREE: nothing is allocated there')
})

test('a guard that was hit is gone, and the card says so', () => {
  const facts = faultFacts(exception(0x80000001, 'read from 0x10000'), null, regionTree([region(4)]))
  expect(facts.at(-1)).toEqual({
    name: 'guard',
    value: 'cleared by this touch: the next one passes',
    figure: 'page-guard'
  })
  const set = faultFacts(exception(0x80000001, 'read from 0x10000'), null, regionTree([region(0x104)]))
  expect(set.at(-1)?.value).toBe('still set')
})

test('an exception without an address says its line alone', () => {
  expect(faultAddress(exception(0xc0000094, ''))).toBeNull()
  expect(faultFacts(exception(0xc0000094, ''), 3, null)).toEqual([
    { name: 'in line', value: '3', figure: 'step' }
  ])
})

test('what the page is says why, where the machine does not', () => {
  const why = (where: string, at: ObservedRegion): string | null =>
    reasonOfPage(exception(0xc0000005, where), regionTree([at]))
  expect(why('write to 0x10004', region(2))).toBe('The page is PAGE_READONLY: it cannot be written.')
  expect(why('execute at 0x10004', region(4))).toContain('cannot be executed (Data Execution Prevention)')
  expect(why('read from 0x10000', region(0, 0x2000))).toContain('commit it first')
  expect(why('read from 0x30000', region(4))).toContain('memory is free')
  expect(why('write to 0x0', region(4))).toContain('first 64 KiB')
  expect(why('read from 0xffffffffffffffff', region(4))).toContain('told no address')
  expect(reasonOfPage(exception(0xc0000094, ''), null)).toBeNull()
})
