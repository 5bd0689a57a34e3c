import { describe, expect, test } from 'vitest'
import { compile } from '../c'
import { callsIn, makeBatch } from './campaign'
import type { Theme } from './choices'
import { Generator } from './generate'
import { operations } from './operations'
import { renderProgram } from './render'

const themes: readonly Theme[] = ['private', 'watch', 'sections', 'files', 'placeholders', 'heap']

describe('the generator', () => {
  test('makes the same sequences from the same seed, and others from another', () => {
    expect(makeBatch(7)).toEqual(makeBatch(7))
    expect(makeBatch(7).sequences).not.toEqual(makeBatch(8).sequences)
  })

  test('makes sequences of every theme as long as asked for, of operations that exist', () => {
    for (const theme of themes) {
      const sequence = new Generator(1, theme, 1).sequence(30)
      expect(sequence).toHaveLength(30)
      for (const action of sequence) expect(operations).toHaveProperty(action.operation)
      expect(sequence.every((action) => action.by === 'A')).toBe(true)
    }
  })

  test('lets both processes act where there are two', () => {
    const sequence = new Generator(3, 'sections', 2).sequence(60)
    expect(new Set(sequence.map((action) => action.by))).toEqual(new Set(['A', 'B']))
  })

  test('keeps each result in a slot of its own', () => {
    for (const theme of themes) {
      const sequence = new Generator(11, theme, 1).sequence(60)
      const kept = sequence
        .filter((action) => action.keeps !== null)
        .map((action) => `${kindOfResult(action.operation)} ${action.keeps}`)
      expect(new Set(kept).size).toBe(kept.length)
    }
  })
})

/** Which of the program's arrays an operation's result goes to. */
function kindOfResult(operation: string): string {
  if (/FileMapping$/.test(operation)) return 'section'
  if (operation === 'CreateFile') return 'file'
  if (operation === 'HeapCreate') return 'heap'
  return /^Heap/.test(operation) ? 'block' : 'place'
}

describe('a rendered program', () => {
  test('is C that our front end takes, whatever the seed', () => {
    for (let seed = 1; seed <= 3; seed++) {
      const { source, processes } = renderProgram(makeBatch(seed).sequences.slice(0, 6))
      const compiled = compile(source, 'fuzz.c')
      expect(compiled.ok ? [] : compiled.diagnostics).toEqual([])
      if (compiled.ok) expect(compiled.program.processes).toEqual(processes)
    }
  })

  test('names flags as Windows names them', () => {
    const { source, firstSteps } = renderProgram([
      [
        {
          by: 'A',
          operation: 'VirtualAlloc',
          args: [
            { kind: 'place', base: 'arena', offset: 0x2000 },
            { kind: 'number', family: 'size', value: 0x1000 },
            { kind: 'number', family: 'allocation', value: 0x3010 },
            { kind: 'number', family: 'protection', value: 0x104 }
          ],
          keeps: null
        }
      ]
    ])
    expect(source).toContain(
      'place(1, -1, VirtualAlloc(ARENA + 0x2000, 0x1000, MEM_COMMIT | MEM_RESERVE | 0x10, PAGE_READWRITE | PAGE_GUARD));'
    )
    expect(firstSteps).toEqual([1])
  })

  test('counts the calls of its actions and not its looks', () => {
    const actions = new Generator(5, 'private', 1).sequence(40)
    const touches = actions.filter((action) => ['read', 'write', 'execute'].includes(action.operation))
    expect(callsIn(actions)).toBe(40 - touches.length)
  })
})
