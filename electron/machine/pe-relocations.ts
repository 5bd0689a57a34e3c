import { namedConstants as k } from '../../shared/win32/constants'

const pageSize = 0x1000
const blockHeader = 8

/** .reloc for 64-bit addresses at these relative virtual addresses. Microsoft, PE Format (The .reloc Section). */
export function relocationSection(addresses: readonly number[]): Uint8Array {
  const pages = new Map<number, number[]>()
  for (const address of [...addresses].sort((a, b) => a - b)) {
    const page = address - (address % pageSize)
    pages.set(page, [...(pages.get(page) ?? []), address % pageSize])
  }
  // Blocks start at multiples of 4: an odd number of entries is filled up with one that means nothing.
  const blocks = [...pages].map(([page, offsets]) => ({
    page,
    entries: [...offsets.map((offset) => (k.IMAGE_REL_BASED_DIR64 << 12) | offset)].concat(
      offsets.length % 2 === 1 ? [k.IMAGE_REL_BASED_ABSOLUTE << 12] : []
    )
  }))
  const size = blocks.reduce((sum, { entries }) => sum + blockHeader + entries.length * 2, 0)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { page, entries } of blocks) {
    view.setUint32(at, page, true)
    view.setUint32(at + 4, blockHeader + entries.length * 2, true)
    entries.forEach((entry, i) => view.setUint16(at + blockHeader + i * 2, entry, true))
    at += blockHeader + entries.length * 2
  }
  return bytes
}

/** The relative virtual addresses that a relocation directory names. Entries of other kinds than DIR64 do not occur on x64. */
export function relocatedAddresses(section: Uint8Array): number[] {
  const view = new DataView(section.buffer, section.byteOffset, section.length)
  const addresses: number[] = []
  for (let at = 0; at + blockHeader <= section.length;) {
    const page = view.getUint32(at, true)
    const size = view.getUint32(at + 4, true)
    if (size < blockHeader || at + size > section.length) break
    for (let entry = at + blockHeader; entry + 2 <= at + size; entry += 2) {
      const word = view.getUint16(entry, true)
      if (word >> 12 === k.IMAGE_REL_BASED_DIR64) addresses.push(page + (word & 0xfff))
    }
    at += size
  }
  return addresses
}
