import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Op, type OpName } from './opcodes'

const sources = (): string =>
  ['./vm-loop.ts', './vm-rare.ts']
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n')

test('the loop has one case for each instruction, with its number', () => {
  const text = sources()
  const checks = readFileSync(new URL('./vm-checks.ts', import.meta.url), 'utf8')
  const cases = [...text.matchAll(/case (\d+) \/\* (\w+) \*\//g)]
    .map(([, number, name]) => [name, Number(number)])
    .concat([...checks.matchAll(/case Op\.(\w+):/g)].map(([, name]) => [name, Op[name as OpName]]))
  expect(Object.fromEntries(cases)).toEqual(Op)
  expect(cases.length).toBe(Object.keys(Op).length)
})

test('numbers beside names elsewhere in the loop are those of the names', () => {
  const text = sources()
  const uses = [...text.matchAll(/(\d+) \/\* (\w+) \*\//g)]
  expect(uses.length).toBeGreaterThan(0)
  for (const [, number, name] of uses) expect(Op[name as OpName]).toBe(Number(number))
})
