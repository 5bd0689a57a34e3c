import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkTypes,
  evaluate,
  evaluationOn,
  judge,
  NoValue,
  parseExpression,
  type LabState,
  type ProgramScope
} from '.'
import { recordProperties, roots } from './reference'

const words = [
  ...Object.keys(roots),
  ...Object.values(recordProperties).flatMap((properties) => Object.keys(properties)),
  ...[
    'count(',
    'any(',
    'all(',
    'first(',
    'sum(',
    'same(',
    'where',
    'and',
    'or',
    'not',
    'has',
    'contains',
    '(',
    ')',
    ','
  ],
  ...[
    '==',
    '!=',
    '<',
    '|',
    '+',
    '-',
    '*',
    '/',
    '.',
    'A.',
    'B.',
    'windows.',
    'after @go',
    'before @go#2',
    'at end'
  ],
  ...[
    '1',
    '0x10',
    '2 pages',
    '64 KiB',
    '"text"',
    '`a[row]`',
    'p',
    'NULL',
    'MEM_COMMIT',
    'PAGE_GUARD',
    'VirtualAlloc',
    'yes'
  ]
]
const program: ProgramScope = {
  processes: ['A', 'B'],
  marks: new Map([['go', 3]]),
  meaningOf: (text) => ({ kind: text === 'p' ? 'pointer' : 'integer' })
}
/** A run that tells nothing. */
const silent: LabState = {
  machine: 'simulator',
  lineOf: () => 1,
  at: () => {
    throw new NoValue('Nothing is known.')
  }
}

test('whatever is written, it is read or refused at a place in it, never thrown at', () => {
  const written = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '))
  )
  fc.assert(
    fc.property(written, (text) => {
      const parsed = parseExpression(text)
      if (!parsed.ok) {
        expect(parsed.problem.start).toBeGreaterThanOrEqual(0)
        expect(parsed.problem.start).toBeLessThanOrEqual(text.length)
        expect(parsed.problem.message).toMatch(/[.?]$/)
        return
      }
      const checked = checkTypes(parsed.value, { program, inMatrix: true, bothMachines: true })
      if (!checked.ok) return void expect(checked.problem.end).toBeGreaterThan(checked.problem.start)
      const where = evaluationOn({ simulator: silent }, 'simulator', { when: 'end' })
      expect(typeof evaluate(checked.typed, where).ok).toBe('boolean')
      if (checked.typed.type.kind === 'boolean')
        expect(typeof judge(checked.typed, where).holds).toBe('boolean')
    }),
    { numRuns: 3000 }
  )
})

test('what is longer than an author would write is refused', () => {
  expect(parseExpression(`1${' + 1'.repeat(5000)} == 2`)).toMatchObject({
    ok: false,
    problem: { start: 2000 }
  })
})

test('brackets nested without end are refused', () => {
  expect(parseExpression('('.repeat(400))).toMatchObject({
    ok: false,
    problem: { message: 'This is nested too deep.' }
  })
  expect(parseExpression(`${'not '.repeat(400)}died`)).toMatchObject({
    ok: false,
    problem: { message: 'This is nested too deep.' }
  })
  expect(parseExpression(`${'-'.repeat(400)}1`)).toMatchObject({
    ok: false,
    problem: { message: 'This is nested too deep.' }
  })
  expect(parseExpression('A.'.repeat(400))).toMatchObject({
    ok: false,
    problem: { message: 'This is nested too deep.' }
  })
})
