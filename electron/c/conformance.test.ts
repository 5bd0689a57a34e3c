import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile } from '.'

const root = new URL('../../conformance/', import.meta.url)
const programs = ['private', 'sections', 'process', 'seeds'].flatMap((group) =>
  readdirSync(new URL(`${group}/`, root))
    .filter((name) => name.endsWith('.c'))
    .map((name) => `${group}/${name}`)
)

describe('every conformance program compiles', () => {
  test('there are some', () => expect(programs.length).toBeGreaterThan(100))
  test.each(programs)('%s', (name) => {
    const compiled = compile(readFileSync(new URL(name, root), 'utf8'), name)
    expect(compiled.ok ? [] : compiled.diagnostics).toEqual([])
  })
})
