import { describe, expect, it } from 'vitest'
import { fields } from './control-block'
import { listing, machineCode, readListing } from './machine-code'

describe('the machine code', () => {
  const code = machineCode(0x1122334455667788n)

  it('begins with the address of its control block', () => {
    expect(new DataView(code.bytes.buffer).getBigUint64(0, true)).toBe(0x1122334455667788n)
  })

  it('has every call and jump land on the label that stands beside it', () => {
    const { bytes, labels, instructions } = readListing(listing)
    const wrong = instructions.filter((line) => {
      const target = /^(?:j\w+|call) ([a-z]\w*)$/.exec(line.text)
      if (!target || target[1] === 'rsi') return false
      const short = line.size === 2
      const view = new DataView(new Uint8Array(bytes).buffer)
      const end = line.offset + line.size
      const distance = short ? view.getInt8(end - 1) : view.getInt32(end - 4, true)
      return labels.get(target[1]!) !== end + distance
    })
    expect(wrong).toEqual([])
    expect(instructions.filter((line) => line.text.startsWith('j')).length).toBeGreaterThan(20)
  })

  it('names the fields of the control block where the bytes have their offsets', () => {
    const { bytes, instructions } = readListing(listing)
    for (const line of instructions) {
      const field = /\[r[ab]x\+([A-Z_0-9]+)(?:([+-])(0x)?([0-9a-f]+))?\]/.exec(line.text)
      if (!field) continue
      const [, name, sign, hex, more] = field
      const offset =
        fields[name as keyof typeof fields] +
        (more ? parseInt(more, hex ? 16 : 10) * (sign === '-' ? -1 : 1) : 0)
      const tail = bytes.slice(line.offset, line.offset + line.size)
      const expected = offset < 0x80 ? [offset] : [offset & 255, offset >> 8, 0, 0]
      if (offset === 0) continue
      expect(tail.join(' '), line.text).toContain(expected.join(' '))
    }
  })
})
