import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { constantFamilies } from '../win32/constant-families'
import { structureTable } from '../win32/structures'
import { differences } from './differences'
import { glossaryPage } from './glossary'
import { constantsIn, figureGroups, figureIds, figureOf } from './index'

const root = join(import.meta.dirname, '..', '..')
const all = figureIds.map((id) => figureOf(id)!)

describe('figures', () => {
  it('have a sentence that ends with a period and is no longer than 240 characters', () => {
    const texts = [
      ...all.flatMap(({ id, says, formula }) => [
        [id, says] as const,
        ...(formula === '' ? [] : [[id, formula] as const])
      ]),
      ...differences.map(([one, other, line]) => [`${one}, ${other}`, line] as const)
    ]
    expect(texts.filter(([, text]) => !text.endsWith('.') || text.length > 240)).toEqual([])
  })
  it('say where they are from and where to read on', () => {
    const without = all.filter(
      ({ source, reading }) => source === '' || (reading.url === null && /: $/.test(reading.text))
    )
    expect(without.map(({ id }) => id)).toEqual([])
    for (const { reading } of all)
      if (reading.url !== null)
        expect(reading.url).toMatch(/^https:\/\/learn\.microsoft\.com\/en-us\/[\w/.-]+$/)
  })
  it('name fields that the table of structures has', () => {
    const unknown = all.filter(({ field }) => {
      const [structure = '', name = ''] = field.split('.')
      return field !== '' && structureTable.get(structure)?.fields[name] === undefined
    })
    expect(unknown.map(({ id, field }) => `${id}: ${field}`)).toEqual([])
  })
  it('each have an id of their own', () => {
    const ids = figureGroups.flatMap(({ figures }) => Object.keys(figures))
    expect(ids.length).toBe(new Set(ids.map((id) => id.toLowerCase())).size)
  })
  it('each have a neighbour, and pairs name figures that exist, once', () => {
    expect(all.filter(({ neighbours }) => neighbours.length === 0).map(({ id }) => id)).toEqual([])
    const known = new Set(figureIds)
    expect(
      differences.filter(([one, other]) => !known.has(one) || !known.has(other) || one === other)
    ).toEqual([])
    const pairs = differences.map(([one, other]) => [one, other].sort().join(' '))
    expect(pairs.filter((pair, i) => pairs.indexOf(pair) !== i)).toEqual([])
  })
  it('are neighbours of their neighbours', () => {
    for (const { id, neighbours } of all)
      for (const { id: other } of neighbours)
        expect(figureOf(other)!.neighbours.map((neighbour) => neighbour.id)).toContain(id)
  })
  it('are there for every constant of protections, states, types and allocations', () => {
    const names = (
      ['protection', 'memoryState', 'memoryType', 'allocationType', 'freeType', 'section'] as const
    ).flatMap((family) => Object.keys(constantFamilies[family].members))
    expect(names.filter((name) => figureOf(name) === undefined)).toEqual([])
    expect(constantsIn('PAGE_READWRITE | PAGE_GUARD | 0x8000')).toEqual(['PAGE_READWRITE', 'PAGE_GUARD'])
  })
})

/** The sources of the window without their tests. */
function windowSources(): string {
  const texts: string[] = []
  for (const entry of readdirSync(join(root, 'renderer'), { recursive: true, withFileTypes: true }))
    if (entry.isFile() && /\.(vue|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
      texts.push(readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  return texts.join('\n')
}

/** Terms that neighbours and labs name, which are no figure of a picture. */
const terms: readonly string[] = [
  'granule',
  'view',
  'section-handles',
  'placeholder',
  'commit-peak',
  'state-committed'
]

it('the window shows every figure that is explained, but for terms', () => {
  const sources = windowSources()
  const shown = (id: string): boolean =>
    sources.includes(`'${id}'`) || sources.includes(`data-explain="${id}"`)
  const figures = figureGroups
    .filter(({ title }) => !['Constants', 'Structures', 'Errors'].includes(title))
    .flatMap(({ figures: of }) => Object.keys(of))
  expect(figures.filter((id) => !shown(id) && !terms.includes(id))).toEqual([])
})

it('docs/glossary.md is up to date', async () => {
  const file = join(root, 'docs', 'glossary.md')
  const page = await format(glossaryPage(), { ...(await resolveConfig(file)), filepath: file })
  expect(readFileSync(file, 'utf8')).toBe(page)
  // Prettier lays out a long page of Markdown.
}, 30_000)
