import { expect, test } from 'vitest'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { regionTree } from '../../../shared/contract/region-tree'
import type { ActTarget, ActWords } from './act-kind'
import { actKinds, actsFor, targetAt } from './acts'

const region = (base: number, pages: number, more: Partial<ObservedRegion> = {}): ObservedRegion => ({
  ...{ base, size: pages * 4096, state: 0x1000, type: 0x20000, protect: 4, allocationBase: 0x10000 },
  ...{ allocationProtect: 4, owner: 'program', use: '', madeByLine: 5, ...more }
})
const regions = regionTree([
  region(0x10000, 2),
  region(0x12000, 3, { state: 0x2000, protect: 0 }),
  region(0x20000, 1, { type: 0x40000, allocationBase: 0x20000 })
])
const at = (address: number | null, extent: ActTarget['extent'] = 'region'): ActTarget =>
  targetAt('simulator', { letter: 'A', regions }, address, extent)
const words: ActWords = {
  address: { text: 'p + 4096', bytes: 'p + 4096', variable: 'p' },
  allocation: { text: 'p', bytes: 'p', variable: 'p' },
  name: (stem) => `${stem}1`
}
const offered = (target: ActTarget): string[] => actsFor(target).flatMap((kinds) => kinds.map(({ id }) => id))
function lines(
  id: string,
  target: ActTarget,
  form: Readonly<Record<string, string>> = {}
): readonly string[] | string {
  const kind = actKinds.find((one) => one.id === id)!
  const made = kind.statements({ ...kind.defaults(target), ...form }, target, words)
  return typeof made === 'string' ? made : made.lines
}

test('a target knows its region and how far its allocation goes', () => {
  expect(at(0x11000)).toMatchObject({ region: { base: 0x10000 }, allocation: { from: 0x10000, to: 0x15000 } })
  expect(at(0x30000)).toMatchObject({ region: null, allocation: null })
})

test('what is offered fits the state of the pages', () => {
  expect(offered(at(0x10000))).toEqual(
    expect.arrayContaining(['decommit', 'release', 'protect', 'guard', 'write'])
  )
  expect(offered(at(0x10000))).not.toContain('commit')
  expect(offered(at(0x12000))).toEqual(expect.arrayContaining(['commit', 'release']))
  expect(offered(at(0x12000))).not.toContain('protect')
  expect(offered(at(0x20000))).toEqual(expect.arrayContaining(['unmap', 'protect']))
  expect(offered(at(0x20000))).not.toContain('release')
  expect(offered(at(0x30000))).toEqual(['empty', 'allocate', 'reserve', 'map'])
})

test('sizes are said in pages, from the place to the end of its region', () => {
  expect(lines('commit', at(0x12000))).toEqual([
    'VirtualAlloc(p + 4096, 3 * 4096, MEM_COMMIT, PAGE_READWRITE);'
  ])
  expect(lines('decommit', at(0x11000, 'page'))).toEqual(['VirtualFree(p + 4096, 4096, MEM_DECOMMIT);'])
})

test('a whole allocation is freed from its base', () => {
  expect(lines('release', at(0x11000))).toEqual(['VirtualFree(p, 0, MEM_RELEASE);'])
  expect(lines('unmap', at(0x20000))).toEqual(['UnmapViewOfFile(p);'])
})

test('a free place is allocated at the granule at or behind it', () => {
  expect(lines('allocate', at(0x31000), { pages: '2' })).toEqual([
    'char *region1 = VirtualAlloc((void *)0x40000, 2 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);'
  ])
  expect(lines('allocate', at(0x31000), { pages: '1', where: 'anywhere' })).toEqual([
    'char *region1 = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);'
  ])
})

test('a guard keeps the protection there is', () => {
  expect(lines('guard', at(0x10000))).toEqual([
    'DWORD old_protection1;',
    'VirtualProtect(p + 4096, 4096, PAGE_READWRITE | PAGE_GUARD, &old_protection1);'
  ])
})

test('touching goes through the pointer', () => {
  expect(lines('read', at(0x10000))).toEqual(['char byte1 = *(p + 4096);'])
  expect(lines('write', at(0x10000))).toEqual(['*(p + 4096) = 1;'])
  expect(lines('execute', at(0x10000))).toEqual(['((void (*)(void))(p + 4096))();'])
})

test('text and bytes are written as C has them', () => {
  expect(lines('fill', at(0x10000), { what: 'a "b" \\' })).toEqual(['memcpy(p + 4096, "a \\"b\\" \\\\", 8);'])
  expect(lines('fill', at(0x10000), { as: 'bytes', what: '90, 0xC3' })).toEqual([
    'memcpy(p + 4096, "\\x90\\xc3", 2);'
  ])
  expect(lines('fill', at(0x10000), { as: 'bytes', what: 'xyz' })).toMatch(/hexadecimal/)
})

test('a view of a file opens the file first', () => {
  const made = lines('map', at(null), { what: 'file', file: 'data.bin', pages: '1', access: 'copy' })
  expect(made).toHaveLength(3)
  expect(made[2]).toBe('char *view1 = MapViewOfFile(section1, FILE_MAP_COPY, 0, 0, 0);')
  expect(lines('map', at(null), { what: 'file', file: ' ' })).toBe('Say which file is mapped.')
})

test('what is missing is said', () => {
  for (const pages of ['', '0', '-1', '1.5', 'x'])
    expect(lines('reserve', at(null), { pages })).toMatch(/how many pages/)
})

test('no choice of a protection is a number', () => {
  for (const kind of actKinds)
    for (const field of kind.fields(at(0x10000), kind.defaults(at(0x10000))))
      for (const option of field.options ?? []) expect(option.value).not.toMatch(/^0x|^\d/)
})
