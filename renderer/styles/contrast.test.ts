import { describe, expect, it } from 'vitest'
import { contrast } from './colour-distance'
import { colourTokens, rgb, themes } from './testing/theme-tokens'

/** What text and pictures stand on. */
const grounds = [
  'bench',
  'surface',
  'surface-head',
  'surface-hover',
  'surface-raised',
  'accent-weak',
  'now-bar'
]
const changes = ['new', 'gone', 'protect', 'commit', 'decommit'].map((name) => `change-${name}`)
const moods = ['good', 'bad', 'warn']
const walk = ['pml4', 'pdpt', 'pd', 'pt', 'offset'].map((name) => `walk-${name}`)
const code = colourTokens.filter((name) => name.startsWith('code-'))
const weak = [...changes, ...moods].map((name) => `${name}-weak`)
const walkWeak = walk.map((name) => `${name}-weak`)
const pairs = (texts: readonly string[], on: readonly string[]): readonly (readonly [string, string])[] =>
  texts.flatMap((text) => on.map((ground) => [text, ground] as const))
const ownWeak = (names: readonly string[]): readonly (readonly [string, string])[] =>
  names.map((name) => [name, `${name}-weak`] as const)

/** Text and what it stands on, somewhere in the window. */
const texts = [
  ...pairs(['text', 'text-second', 'text-faint'], [...grounds, ...weak, ...walkWeak]),
  ...pairs(['accent', ...moods, ...changes], grounds),
  ...ownWeak([...moods, ...changes, ...walk]),
  ...pairs(walk, ['surface', 'bench', 'surface-raised']),
  ...pairs(code, ['surface', 'surface-head', 'surface-hover', 'surface-raised', 'now-bar', 'accent-weak']),
  ['accent-text', 'accent'],
  ['surface', 'text']
] as const

/** Figures of tables, on their rows. */
const tableTexts = pairs(['text'], ['surface', 'surface-hover', 'accent-weak', 'now-bar', ...weak])

/** Borders of controls, marks and rings, and what is beside them. */
const marks = [
  ...pairs(['line-control', 'focus', 'breakpoint', 'now-mark'], grounds.slice(0, 5)),
  ...pairs(['focus', 'accent', 'line-control'], ['accent-weak', 'now-bar']),
  ['now-mark', 'now-bar'],
  ['focus', 'accent-text']
] as const

const tooLittle = (
  all: readonly (readonly [string, string])[],
  theme: (typeof themes)[number],
  least: number
): readonly string[] =>
  all.flatMap(([front, ground]) => {
    const found = contrast(rgb(front, theme), rgb(ground, theme))
    return found < least ? [`${front} on ${ground}: ${found.toFixed(2)}`] : []
  })

describe.each(themes)('the theme %s', (theme) => {
  it('has all text at 4.5:1', () => {
    expect(tooLittle(texts, theme, 4.5)).toEqual([])
  })
  it('has the text of tables at 7:1', () => {
    expect(tooLittle(tableTexts, theme, 7)).toEqual([])
  })
  it('has borders of controls, marks and focus rings at 3:1', () => {
    expect(tooLittle(marks, theme, 3)).toEqual([])
  })
})

it('every colour token is judged here or with the palette of types, or says why it need not be', () => {
  const needNot = ['line', 'type-free']
  const judged = new Set([...texts, ...marks].flat().concat(needNot))
  expect(colourTokens.filter((name) => !judged.has(name) && !name.startsWith('type-'))).toEqual([])
})
