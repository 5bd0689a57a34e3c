import { expect, it } from 'vitest'
import { mostOutputLines, outputLines } from './output-lines'

it('A check’s line is taken apart as lab.h prints it', () => {
  expect(outputLines('ok 8 p != NULL\nFAIL 9 a == b: 0x1 != 0x2\ntodo 10 later\n').lines).toEqual([
    { verdict: 'ok', line: 8, text: 'p != NULL' },
    { verdict: 'FAIL', line: 9, text: 'a == b: 0x1 != 0x2' },
    { verdict: 'todo', line: 10, text: 'later' }
  ])
})
it('A program’s own text stays as it is', () => {
  expect(outputLines('okay then\r\n\n  2').lines.map((line) => line.text)).toEqual(['okay then', '', '  2'])
  expect(outputLines('').lines).toEqual([])
})
it('A long output shows its end and says how much it hides', () => {
  const shown = outputLines('x\n'.repeat(mostOutputLines + 5))
  expect(shown.hidden).toBe(5)
  expect(shown.lines).toHaveLength(mostOutputLines)
})
