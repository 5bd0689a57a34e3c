import { microsoftPage } from '../win32/functions/function-entry'
import { constantFigures, structureFigures, type ConstantFigureId, type StructureFigureId } from './constants'
import { machineFigures, processFigures } from './counters'
import { differences } from './differences'
import { sourceSentences, unitWords, type FigureFacts, type FigureGroup } from './figure'
import { frameFigures, pageFigures } from './pages'
import { regionFigures, typeFigures } from './regions'
import { signFigures } from './signs'
import { errorFigures, stepFigures, type ErrorFigureId } from './steps'
import { translationFigures } from './translation'

export type { FigureFacts, FigureGroup } from './figure'

/** All groups, in the order of the glossary. */
export const figureGroups: readonly FigureGroup[] = [
  regionFigures,
  typeFigures,
  pageFigures,
  frameFigures,
  processFigures,
  machineFigures,
  translationFigures,
  signFigures,
  stepFigures,
  errorFigures,
  structureFigures,
  constantFigures
]

/** What can be explained, by name: an id that is none does not compile. */
export type FigureId =
  | ConstantFigureId
  | StructureFigureId
  | ErrorFigureId
  | keyof (typeof regionFigures)['figures']
  | keyof (typeof typeFigures)['figures']
  | keyof (typeof pageFigures)['figures']
  | keyof (typeof frameFigures)['figures']
  | keyof (typeof processFigures)['figures']
  | keyof (typeof machineFigures)['figures']
  | keyof (typeof translationFigures)['figures']
  | keyof (typeof signFigures)['figures']
  | keyof (typeof stepFigures)['figures']

/** A figure that is easily taken for another, and the difference. */
export interface Neighbour {
  readonly id: string
  readonly name: string
  readonly line: string
}

/** Everything there is to say of a figure. */
export interface Figure {
  readonly id: string
  readonly name: string
  /** Title of its group. */
  readonly group: string
  readonly says: string
  /** Empty where it is not worked out of others. */
  readonly formula: string
  /** In words; empty for what is no number. */
  readonly unit: string
  /** Who answers it, in a sentence. */
  readonly source: string
  /** The field that holds it; empty for none. */
  readonly field: string
  /** Where to read on. */
  readonly reading: { readonly text: string; readonly url: string | null }
  readonly neighbours: readonly Neighbour[]
}

const factsOf = new Map<string, { readonly facts: FigureFacts; readonly group: string }>()
for (const { title, figures } of figureGroups)
  for (const [id, facts] of Object.entries(figures)) factsOf.set(id, { facts, group: title })

const neighboursOf = new Map<string, Neighbour[]>()
for (const [one, other, line] of differences)
  for (const [id, neighbour] of [
    [one, other],
    [other, one]
  ] as const) {
    const list = neighboursOf.get(id) ?? []
    list.push({ id: neighbour, name: factsOf.get(neighbour)?.facts.name ?? neighbour, line })
    neighboursOf.set(id, list)
  }

/** The ids of all figures, in the order of the glossary. */
export const figureIds: readonly string[] = [...factsOf.keys()]

/** A figure by its id; undefined for an id that is none. */
export function figureOf(id: string): Figure | undefined {
  const found = factsOf.get(id)
  if (found === undefined) return undefined
  const { facts, group } = found
  return {
    id,
    name: facts.name,
    group,
    says: facts.says,
    formula: facts.formula ?? '',
    unit: facts.unit === undefined ? '' : unitWords[facts.unit],
    source: sourceSentences[facts.by],
    field: facts.field ?? '',
    reading: readingOf(facts),
    neighbours: neighboursOf.get(id) ?? []
  }
}

function readingOf({ page, book, doc }: FigureFacts): Figure['reading'] {
  if (doc !== undefined) return { text: `VadLab’s docs/${doc}`, url: null }
  if (page === undefined)
    return { text: `Windows Internals, 7th edition, Part 1, chapter 5: ${book ?? ''}`, url: null }
  const url = microsoftPage(page)
  return { text: page.startsWith('/sysinternals/') ? 'Sysinternals’ page' : 'Microsoft’s page', url }
}

/** The constants that a text names, as ids of figures: `PAGE_READWRITE | PAGE_GUARD`. */
export function constantsIn(text: string): readonly (ConstantFigureId | ErrorFigureId)[] {
  const names = new Set(text.match(/\b(?:PAGE|MEM|SEC|ERROR)_[A-Z0-9_]+\b/g) ?? [])
  return [...names].filter((name): name is ConstantFigureId | ErrorFigureId => factsOf.has(name))
}
