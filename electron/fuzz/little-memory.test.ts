import { afterAll, expect, test } from 'vitest'
import { makeBatch, runSequences } from './campaign'
import { openLittleMemory } from './machines'

const machines = openLittleMemory()
afterAll(() => machines.close())

test('a program does not notice that memory is so short that its pages come and go', async () => {
  const sequences = makeBatch(1, true).sequences.slice(0, 3)
  const presses = sequences.flat().filter((action) => action.operation === 'press')
  expect(presses.length).toBeGreaterThan(0)
  const { comparisons, endings } = await runSequences(machines, sequences)
  expect(endings).toEqual([])
  expect(comparisons.map((comparison) => comparison.unexplained)).toEqual(sequences.map(() => null))
  expect(comparisons.map((comparison) => comparison.compared.length)).toEqual(sequences.map((s) => s.length))
}, 60_000)
