import { describe, expect, it } from 'vitest'
import { readListing } from './machine-code'
import { threadCode, threadListing } from './thread-code'
import { blockFields } from './thread-worker'

describe('the machine code of threads', () => {
  const { bytes, labels, instructions } = readListing(threadListing)

  it('has every call and jump land on the label that stands beside it', () => {
    const jumps = instructions.filter((line) => /^(?:j\w+|call) [a-z_]+$/.test(line.text))
    const view = new DataView(new Uint8Array(bytes).buffer)
    for (const line of jumps) {
      const end = line.offset + line.size
      const distance = line.size === 2 ? view.getInt8(end - 1) : view.getInt32(end - 4, true)
      expect(labels.get(line.text.replace(/^\w+ /, '')), line.text).toBe(end + distance)
    }
    expect(jumps.length).toBe(3)
  })

  it('names the fields of the thread block where the bytes have their offsets', () => {
    const uses = instructions.flatMap((line) => {
      const field = /\[r[ab]x\+([A-Z_0-9]+)(?:\+0x([0-9a-f]+))?\]/.exec(line.text)
      return field ? [{ line, name: field[1]!, more: parseInt(field[2] ?? '0', 16) }] : []
    })
    for (const { line, name, more } of uses) {
      const offset = blockFields[name as keyof typeof blockFields] + more
      if (offset === 0) continue
      const expected = offset < 0x80 ? [offset] : [offset & 255, offset >> 8, 0, 0]
      expect(bytes.slice(line.offset, line.offset + line.size).slice(-expected.length), line.text).toEqual(
        expected
      )
    }
    expect(uses.length).toBeGreaterThan(20)
  })

  it('has unwind information that begins at its frame', () => {
    const code = threadCode()
    const view = new DataView(code.bytes.buffer)
    expect(view.getUint32(code.functionTable, true)).toBe(labels.get('frame'))
    expect(view.getUint32(code.functionTable + 4, true)).toBe(labels.get('caught'))
  })
})
