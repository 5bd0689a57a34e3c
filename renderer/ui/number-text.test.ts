import { describe, expect, it } from 'vitest'
import {
  addressGroups,
  addressText,
  amountText,
  countText,
  fillingDigits,
  kibText,
  sizeInFull
} from './number-text'

describe('numbers as text', () => {
  it('addresses have 12 lower-case hex digits in groups of four, 16 above 2^48', () => {
    expect(addressGroups(0x7ff6abcd0000)).toEqual(['7ff6', 'abcd', '0000'])
    expect(addressGroups(0x630000)).toEqual(['0000', '0063', '0000'])
    expect(addressGroups(2 ** 52)).toHaveLength(4)
    expect(addressText(0x1f000010000)).toBe('0x1f000010000')
  })
  it('the filling zeros are counted, and an address of 0 keeps one digit', () => {
    expect(fillingDigits(0x630000)).toBe(6)
    expect(fillingDigits(0x7ff6abcd0000)).toBe(0)
    expect(fillingDigits(0)).toBe(11)
  })
  it('sizes are in K with thousands separators', () => {
    expect(kibText(0x1000)).toBe('4 K')
    expect(kibText(0x100000)).toBe('1,024 K')
    expect(sizeInFull(0x2000)).toBe('8,192 bytes (0x2000), 2 pages')
  })
  it('sums are in the unit a person would say', () => {
    expect(amountText(0x3000)).toBe('12 K')
    expect(amountText(1_258_291)).toBe('1.2 MB')
    expect(amountText(128 * 2 ** 40)).toBe('128 TB')
    expect(countText(1, 'region')).toBe('1 region')
    expect(countText(2048, 'page')).toBe('2,048 pages')
  })
})
