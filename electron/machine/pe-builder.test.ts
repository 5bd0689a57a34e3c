import { expect, test } from 'vitest'
import { buildImage, TEXT_ADDRESS, type BuiltImage } from './pe-builder'
import { imageChecksum } from './pe-checksum'
import { readImports } from './pe-imports'
import { relocatedAddresses, relocationSection } from './pe-relocations'

const imports = [
  { library: 'KERNEL32.dll', names: ['GetTickCount', 'VirtualAlloc'] },
  { library: 'msvcrt.dll', names: ['printf'] }
]

function bytesOf({ parts, size }: BuiltImage): DataView {
  const bytes = new Uint8Array(size)
  for (const part of parts) bytes.set(part.bytes, part.offset)
  return new DataView(bytes.buffer)
}

const program = buildImage({
  name: 'program.exe',
  dll: false,
  imageBase: 0x140000000,
  text: 0x2000,
  rdata: 0x1000,
  data: 0x3000,
  exports: [],
  code: new Uint8Array(0x1000).fill(0xcc),
  constants: new Uint8Array(0x1000),
  imports,
  thunks: [
    { at: 0x20, name: 'VirtualAlloc' },
    { at: 0x40, name: 'NotImported' }
  ],
  main: 0x10
})
const image = bytesOf(program)
const optional = image.getUint32(0x3c, true) + 24
const directory = (index: number): number => image.getUint32(optional + 112 + index * 8, true)

test('what an image imports can be read from it again, entry by entry', () => {
  const read = (address: number, length: number): Uint8Array => new Uint8Array(image.buffer, address, length)
  const found = readImports(read, directory(1))
  expect(found.map(({ library, name }) => `${library} ${name}`)).toEqual([
    'KERNEL32.dll GetTickCount',
    'KERNEL32.dll VirtualAlloc',
    'msvcrt.dll printf'
  ])
  expect(new Map(found.map(({ name, slot }) => [name, slot]))).toEqual(program.slots)
  // IMAGE_DIRECTORY_ENTRY_IAT: two tables, each ended by zero.
  expect(directory(12)).toBe(program.slots.get('GetTickCount'))
  expect(image.getUint32(optional + 112 + 12 * 8 + 4, true)).toBe((3 + 2) * 8)
})

test('a thunk jumps through the entry of its function, and one of nothing stays as it was', () => {
  const code = TEXT_ADDRESS + 0x2000 - 0x1000
  expect(image.getUint16(code + 0x20, true)).toBe(0x25ff)
  expect(code + 0x26 + image.getInt32(code + 0x22, true)).toBe(program.slots.get('VirtualAlloc'))
  expect(image.getUint8(code + 0x40)).toBe(0xcc)
})

test('the entry point leads to main by the one absolute address, which the relocations name', () => {
  const entry = image.getUint32(optional + 16, true)
  expect(image.getUint16(entry, true)).toBe(0xb848)
  expect(image.getBigUint64(entry + 2, true)).toBe(0x140000000n + BigInt(TEXT_ADDRESS + 0x1000 + 0x10))
  const at = directory(5)
  const size = image.getUint32(optional + 112 + 5 * 8 + 4, true)
  expect(relocatedAddresses(new Uint8Array(image.buffer, at, size))).toEqual([entry + 2])
})

test('relocations come in blocks of whole words, one a page', () => {
  const addresses = [0x5008, 0x1000, 0x1ff8, 0x1010]
  const section = relocationSection(addresses)
  expect(section.length).toBe(8 + 8 + 8 + 4)
  expect(relocatedAddresses(section)).toEqual([0x1000, 0x1010, 0x1ff8, 0x5008])
  expect(relocatedAddresses(section.subarray(0, 12))).toEqual([])
})

test('the checksum is the sum of the words with their carries, and the length', () => {
  const part = (offset: number, ...bytes: number[]): { offset: number; bytes: Uint8Array } => ({
    offset,
    bytes: Uint8Array.from(bytes)
  })
  expect(imageChecksum([part(0, 0x34, 0x12)], 0x100)).toBe(0x1234 + 0x100)
  expect(imageChecksum([part(0, 0xff, 0xff), part(8, 2, 0, 5)], 0x100)).toBe(2 + 5 + 0x100)
  const checksum = image.getUint32(optional + 64, true)
  image.setUint32(optional + 64, 0, true)
  expect(imageChecksum([{ offset: 0, bytes: new Uint8Array(image.buffer) }], program.size)).toBe(checksum)
})
