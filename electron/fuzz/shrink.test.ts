import { describe, expect, test } from 'vitest'
import type { Action, Sequence } from '../known-differences/actions'
import { Generator } from './generate'
import { shrink, simplifications, withoutParts } from './shrink'

const marked = (sequence: Sequence, operation: string): boolean =>
  sequence.some((action) => action.operation === operation)

describe('shrinking', () => {
  test('leaves the actions that are needed, in their order, and the last', async () => {
    const long = new Generator(21, 'private', 1).sequence(40)
    const last: Action = { by: 'A', operation: 'VirtualLock', args: [], keeps: null }
    const first = long.find((action) => action.operation === 'VirtualProtect')!
    const short = await shrink([...long, last], async (candidates) =>
      candidates.map((candidate) => candidate.at(-1) === last && marked(candidate, 'VirtualProtect'))
    )
    expect(short.map((action) => action.operation)).toEqual(['VirtualProtect', 'VirtualLock'])
    expect(first.operation).toBe('VirtualProtect')
  })

  test('makes arguments as simple as they can be while it reproduces', async () => {
    const action: Action = {
      by: 'B',
      operation: 'VirtualAlloc',
      args: [
        { kind: 'place', base: 'arena', offset: 0x12345 },
        { kind: 'number', family: 'size', value: 0x7654 }
      ],
      keeps: null
    }
    const isLarge = (candidate: Sequence): boolean => {
      const size = candidate[0]!.args[1]!
      return size.kind === 'number' && size.value > 0x3000
    }
    const short = await shrink([action], async (candidates) => candidates.map(isLarge))
    expect(short).toEqual([
      {
        ...action,
        by: 'A',
        args: [
          { kind: 'place', base: 'arena', offset: 0 },
          { kind: 'number', family: 'size', value: 0x4000 }
        ]
      }
    ])
  })

  test('keeps everything when nothing shorter reproduces', async () => {
    const sequence = new Generator(2, 'sections', 1).sequence(9)
    expect(await shrink(sequence, async (candidates) => candidates.map(() => false))).toEqual(sequence)
  })

  test('never leaves out the last action, and always ends', () => {
    const sequence = new Generator(4, 'private', 2).sequence(7)
    for (const size of [1, 2, 3, 6])
      for (const candidate of withoutParts(sequence, size)) {
        expect(candidate.at(-1)).toBe(sequence.at(-1))
        expect(candidate.length).toBeLessThan(sequence.length)
      }
    for (const candidate of simplifications(sequence)) expect(candidate).not.toEqual(sequence)
  })
})
