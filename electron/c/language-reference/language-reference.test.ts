import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile } from '..'
import { FlatProcess } from '../testing/flat-process'
import { runProgram } from '../testing/run-program'
import { languagePage, languageReference, programOf } from '.'

/** What the entries call of Windows. */
const machine = (): FlatProcess =>
  new FlatProcess('A', {
    GetModuleHandleA: () => 0x10000,
    GetProcAddress: () => 0x7777,
    GetCurrentProcessId: () => 42
  })

for (const { heading, entries } of languageReference)
  describe(heading, () => {
    test.each(entries.map((entry) => [entry.text, entry] as const))('%s', (_text, entry) => {
      const source = programOf(entry)
      if (entry.refuses !== undefined) {
        const compiled = compile(source, 'test.c')
        const said = compiled.ok ? [] : compiled.diagnostics.filter((d) => d.severity === 'error')
        expect(said.map((d) => d.message).join('\n')).toContain(entry.refuses)
        expect(said).toHaveLength(1)
        return
      }
      const ran = runProgram(source, machine())
      const told = [...ran.warnings, ...ran.said]
      if (entry.warns === undefined) expect(told).toEqual([])
      else expect(told.join('\n')).toContain(entry.warns)
      if (entry.prints !== undefined) expect(ran.output).toBe(entry.prints)
      expect(ran.pause.reason).toBe('ended')
    })
  })

test('docs/c-language.md is what the table says: node scripts/language-page.mjs writes it', () => {
  const page = new URL('../../../docs/c-language.md', import.meta.url)
  expect(readFileSync(page, 'utf8')).toBe(languagePage())
})
