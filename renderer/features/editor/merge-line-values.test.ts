import { describe, expect, it } from 'vitest'
import { mergeLineValues } from './merge-line-values'

const value = (line: number, name: string, text: string) => ({ line, name, value: text })

describe('values beside the lines', () => {
  it('are one text where the machines agree, line by line', () => {
    const both = [value(9, 'old', '4'), value(7, 'i', '1'), value(9, 'n', '2')]
    expect(
      mergeLineValues({ simulator: both, windows: both }).map(({ line, parts }) => [
        line,
        parts.map((p) => p.text)
      ])
    ).toEqual([
      [7, ['i = 1']],
      [9, ['old = 4', 'n = 2']]
    ])
  })
  it('name the machines where addresses differ, which is no disagreement', () => {
    const [line] = mergeLineValues({
      simulator: [value(7, 'p', '0x16d0c602000 ""')],
      windows: [value(7, 'p', '0x56c2000 ""')]
    })
    expect(line!.parts).toEqual([
      { text: 'p = S 0x16d0c602000 · W 0x56c2000 ""', differs: false, address: 0x16d0c602000 }
    ])
  })
  it('leave the addresses inside of a structure out', () => {
    const [line] = mergeLineValues({
      simulator: [value(7, 'n', '{value = 1, next = 0x61786fff40}')],
      windows: [value(7, 'n', '{value = 1, next = 0x559ff80}')]
    })
    expect(line!.parts).toEqual([{ text: 'n = {value = 1, next = 0x…}', differs: false }])
    expect(line!.title).toContain('0x559ff80')
  })
  it('are marked where the machines disagree', () => {
    const [line] = mergeLineValues({ simulator: [value(7, 'e', '87')], windows: [value(7, 'e', '487')] })
    expect(line!.parts).toEqual([{ text: 'e = S 87 ≠ W 487', differs: true }])
    expect(line!.title).toContain('they differ')
  })
  it('come from the one machine there is', () => {
    expect(mergeLineValues({ windows: [value(7, 'e', '487')] })[0]!.parts[0]!.text).toBe('e = 487')
    expect(mergeLineValues({})).toEqual([])
  })
  it('are cut where they are long, and whole in the title', () => {
    const long = 'x'.repeat(90)
    const [line] = mergeLineValues({ simulator: [value(1, 's', long)] })
    expect(line!.parts[0]!.text.length).toBeLessThan(50)
    expect(line!.title).toContain(long)
  })
})
