import { describe, expect, it } from 'vitest'
import { readAddress, readNumber, truthText } from './answer-text'

describe('what is typed as an answer', () => {
  it('is a number in decimal with or without groups, or in hexadecimal', () => {
    expect(readNumber(' 1,024 ')).toBe(1024)
    expect(readNumber('0x1f')).toBe(31)
    expect(readNumber('-2.5')).toBe(-2.5)
    expect(readNumber('1 024')).toBe(1024)
  })
  it('is no number where it is empty, words or two numbers', () => {
    for (const text of ['', '  ', 'four', '4 KiB', '1-2']) expect(readNumber(text), text).toBeNull()
  })
  it('is an address in hexadecimal, with the marks that tools write', () => {
    expect(readAddress('0x1f000010000')).toBe(0x1f000010000)
    expect(readAddress('000001f0`00010000')).toBe(0x1f000010000)
    expect(readAddress('here')).toBeNull()
    expect(readAddress('ffffffffffffffff')).toBeNull()
  })
})

describe('the answer that a run gave', () => {
  it('is said in words', () => {
    expect(truthText({ form: 'number', value: 0, words: '0 KiB' })).toBe('0 KiB')
    expect(truthText({ form: 'address', value: 0x10000 })).toBe('0x10000')
    expect(truthText({ form: 'region', base: 0x10000, size: 0x2000 })).toBe('0x10000, 8 K')
    expect(truthText({ form: 'myth', verdict: 'imprecise' })).toBe('Imprecise')
  })
})
