import { describe, expect, it } from 'vitest'
import { interpretBytes } from './interpret-bytes'
import { byteRows, memoryBytes } from './memory-bytes'

const read = (...bytes: (number | null)[]): Record<string, string | null> =>
  Object.fromEntries(interpretBytes(bytes).values.map(({ name, text }) => [name, text]))

describe('bytes read as a value', () => {
  it('are integers with the lowest byte first, with and without a sign', () => {
    expect(read(0xff, 0xff, 0, 0x80, 0, 0, 0, 0x80)).toMatchObject({
      u8: '255',
      i8: '-1',
      u16: '65535',
      i16: '-1',
      u32: '2147549183',
      i32: '-2147418113',
      u64: '9223372039002324991',
      i64: '-9223372034707226625'
    })
  })
  it('are said once where the sign makes no difference', () => {
    expect(read(4, 0x80)).toMatchObject({ 'u8 i8': '4', u16: '32772', i16: '-32764' })
  })
  it('are a letter where they are one', () => {
    expect(read(65)['ASCII']).toBe("'A'")
    expect(read(0)['ASCII']).toBe("'\\0'")
    expect(read(200)['ASCII']).toBe('none')
  })
  it('are a pointer that can be followed only when it is an address of a process', () => {
    expect(interpretBytes([0, 0, 1, 0, 0xf0, 1, 0, 0]).pointer).toBe(0x1f000010000)
    expect(interpretBytes([4, 0, 0, 0, 0, 0, 0, 0]).pointer).toBeNull()
    expect(interpretBytes(Array(8).fill(0xcc)).pointer).toBeNull()
  })
  it('say nothing where a byte of them cannot be read', () => {
    expect(read(1, null, 3, 4)).toMatchObject({
      'u8 i8': '1',
      'u16 i16': null,
      'u64 i64': null,
      pointer: null
    })
  })
})

describe('the bytes of a look', () => {
  const bytes = memoryBytes({
    id: 'each',
    address: 0x1000,
    problem: '',
    hex: '41??00',
    changed: [2],
    region: ''
  })
  it('have their address, their value and whether the step changed them', () => {
    expect(bytes).toEqual([
      { address: 0x1000, value: 0x41, changed: false },
      { address: 0x1001, value: null, changed: false },
      { address: 0x1002, value: 0, changed: true }
    ])
  })
  it('are cut in rows, the last one as short as it is', () => {
    expect(byteRows(bytes, 2, 8).map((row) => row.length)).toEqual([2, 1])
    expect(byteRows(bytes, 1, 2)).toHaveLength(2)
  })
})
