import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Aligner } from './aligner'

/** An aligner of letters, and what it told: `a=a`, `a|` and `|b` for what only one side has. */
function aligner(): {
  left: string[]
  right: string[]
  rows: string[]
  advance: (leftIsOver?: boolean, rightIsOver?: boolean) => string
  go: () => void
  waiting: () => unknown
} {
  const left: string[] = []
  const right: string[] = []
  const rows: string[] = []
  let sure = 0
  const it = new Aligner<string>(left, right, (letter) => letter, {
    row: (a, b) => void rows.push(a !== null && b !== null ? a : `${a ?? ''}|${b ?? ''}`),
    guess: () => (sure = rows.length),
    takeBack: () => (rows.length = sure)
  })
  return {
    left,
    right,
    rows,
    advance: (a = true, b = true) => {
      it.advance(a, b)
      return rows.join(' ')
    },
    go: () => it.advance(false, false),
    waiting: () => it.waiting
  }
}

function aligned(left: string, right: string): string {
  const it = aligner()
  it.left.push(...left)
  it.right.push(...right)
  return it.advance()
}

describe('two sequences', () => {
  test('that are the same go together one by one', () => {
    expect(aligned('abc', 'abc')).toBe('a b c')
  })

  test('meet again after something that only one side did', () => {
    expect(aligned('abxycde', 'abcde')).toBe('a b x| y| c d e')
    expect(aligned('abcde', 'abxycde')).toBe('a b |x |y c d e')
  })

  test('meet again where both did something of their own', () => {
    expect(aligned('abxcde', 'abyzcde')).toBe('a b x| |y |z c d e')
  })

  test('do not meet at one place by chance where a nearer look shows another', () => {
    expect(aligned('abgcde', 'abcdeg')).toBe('a b g| c d e |g')
  })

  test('of a loop that ran more often on one side go on together after it', () => {
    expect(aligned('alplplpend', 'alpend')).toBe('a l p l| p| l| p| e n d')
    expect(aligned('alpend', `a${'lp'.repeat(600)}end`).endsWith('|l |p e n d')).toBe(true)
  })

  test('of which one stopped early have the rest alone', () => {
    expect(aligned('ab', 'abcd')).toBe('a b |c |d')
  })

  test('that never meet stand alone', () => {
    expect(aligned('abc', 'xyz')).toBe('a| b| c| |x |y |z')
  })
})

describe('sequences that are on their way', () => {
  test('wait for the side that is behind', () => {
    const it = aligner()
    it.left.push('a', 'b', 'c')
    it.right.push('a')
    expect(it.advance(false, false)).toBe('a')
    expect(it.waiting()).toEqual({ left: 2, right: 0 })
    it.right.push('b')
    expect(it.advance(false, false)).toBe('a b')
  })

  test('are guessed at where they part, and put right by what comes', () => {
    const it = aligner()
    it.left.push('a', 'x')
    it.right.push('a', 'b')
    expect(it.advance(false, false)).toBe('a x| |b')
    it.left.push('b', 'c', 'd')
    it.right.push('c', 'd')
    expect(it.advance(false, false)).toBe('a x| b c d')
  })

  test('are no certainty where a nearer meeting may turn out to be the end', () => {
    const it = aligner()
    it.left.push('c', 'a', 'a', 'd', 'c')
    it.advance(false, false)
    it.right.push('a', 'd', 'c')
    it.advance(false, false)
    expect(it.advance()).toBe(aligned('caadc', 'adc'))
  })

  test('come to the same rows in whatever portions they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
        (left, right, portions) => {
          const it = aligner()
          let [i, j] = [0, 0]
          portions.forEach((portion, turn) => {
            if (turn % 2 === 0) it.left.push(...left.slice(i, (i += portion)))
            else it.right.push(...right.slice(j, (j += portion)))
            it.advance(false, false)
          })
          it.left.push(...left.slice(i))
          it.right.push(...right.slice(j))
          return it.advance() === aligned(left.join(''), right.join(''))
        }
      )
    )
  })

  test('10,000 items that come one by one cost no more than they are', () => {
    const it = aligner()
    const begun = performance.now()
    for (let i = 0; i < 10_000; i++) {
      it.left.push(`l${i % 7}`)
      it.right.push(`l${i % 7}`)
      it.go()
    }
    expect(it.rows).toHaveLength(10_000)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
