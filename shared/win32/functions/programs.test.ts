import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { constantEntry } from '../constant-knowledge'
import { windowsDeclarations } from '../headers/declarations'
import { exceptionWords, labWords, libraryMacros } from '../language-words'
import { structureOf } from '../structures'
import { functionEntry } from '.'

const root = join(import.meta.dirname, '..', '..', '..')
const programs = ['conformance', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.c'))
    .map((name) => join(folder, name))
)

/** The words of a program without its comments, texts and conditions. */
function wordsOf(source: string): string[] {
  const bare = source
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ' ')
    .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""')
    .replace(/^\s*#\s*(?:include|if|ifdef|ifndef|elif|undef)\b.*$/gm, '')
  return bare.match(/[A-Za-z_]\w*(?:\s*\()?/g) ?? []
}

/** What a program defines itself: macros, types, enum constants, functions, variables, members. */
function definesItself(source: string, name: string): boolean {
  return new RegExp(
    `#\\s*define\\s+${name}\\b|\\b(?!return\\b)\\w[\\w *]*[\\s*]${name}\\s*[;,=(\\[){]|[{,]\\s*${name}\\s*[,=}]|\\}\\s*${name}\\s*[;,]`
  ).test(source)
}

const { macros, typeNames } = windowsDeclarations

describe('the conformance programs and examples', () => {
  it('are there', () => expect(programs.length).toBeGreaterThan(150))

  it('call only functions that are in the table', () => {
    const unknown = new Set<string>()
    for (const program of programs) {
      const source = readFileSync(join(root, program), 'utf8')
      for (const word of wordsOf(source)) {
        const name = word.replace(/\s*\($/, '')
        if (name === word || !/^[A-Z]\w*[a-z]/.test(name)) continue
        const known =
          functionEntry(name) ??
          labWords.get(name) ??
          exceptionWords.get(name) ??
          macros.get(name) ??
          typeNames.get(name)
        if (known === undefined && !definesItself(source, name)) unknown.add(`${program}: ${name}`)
      }
    }
    expect([...unknown]).toEqual([])
  })

  it('use only constants, structures and types that are in the table', () => {
    const unknown = new Set<string>()
    for (const program of programs) {
      const source = readFileSync(join(root, program), 'utf8')
      for (const name of wordsOf(source)) {
        if (!/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name)) continue
        const known =
          constantEntry(name) ??
          structureOf(name) ??
          typeNames.get(name) ??
          macros.get(name) ??
          libraryMacros.get(name) ??
          labWords.get(name)
        const defined = /^(LAB_|__)/.test(name) || definesItself(source, name)
        if (known === undefined && !defined) unknown.add(`${program}: ${name}`)
      }
    }
    expect([...unknown]).toEqual([])
  })
})
