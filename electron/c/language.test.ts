import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runProgram } from './testing/run-program'

/** Programs with what mingw's compiler made of them under Wine 8.0. */
const folder = new URL('./testing/programs/', import.meta.url)
const programs = readdirSync(folder).filter((name) => name.endsWith('.c'))

describe('a program prints what a compiled one prints', () => {
  test.each(programs)('%s', (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8')
    const expected = readFileSync(new URL(name.replace(/c$/, 'expected'), folder), 'utf8')
    const ran = runProgram(source)
    expect(ran.output).toBe(expected)
    expect(ran.pause.reason).toBe('ended')
  })
})
