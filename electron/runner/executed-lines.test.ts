import { expect, test } from 'vitest'
import { ExecutedLines } from './executed-lines'

test('a line counts as executed once the next is come to, and is told once', () => {
  const lines = new ExecutedLines()
  lines.arrive(3)
  expect(lines.take(false)).toEqual([])
  lines.arrive(4)
  expect(lines.take(false)).toEqual([3])
  lines.arrive(3)
  lines.arrive(4)
  expect(lines.take(false)).toEqual([4])
})

test('a line whose statement is under way has been executed', () => {
  const lines = new ExecutedLines()
  lines.arrive(7)
  expect(lines.take(true)).toEqual([7])
})
