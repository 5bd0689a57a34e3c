import type { TouchOutcome, Translation } from '../../../shared/contract/memory-translation'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { hexText, lowestBit, readNumber, splitAddress, tableNames } from './address-bits'

/** A part of a translation that a learner says before seeing it. */
export type PartId =
  'half' | (typeof tableNames)[number] | 'offset' | 'decides' | 'valid' | 'place' | 'frame' | 'write'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** A part to predict: a number to type, or one of some choices. */
export interface Part {
  readonly id: PartId
  readonly question: string
  /** Null: a number is typed. */
  readonly choices: readonly Choice[] | null
}

const unknown: Choice = { value: 'unknown', label: 'cannot be known on this machine' }
const none: Choice = { value: 'none', label: 'none is asked' }

const outcomes: Readonly<Record<TouchOutcome, string>> = {
  'no-fault': 'no fault: the processor writes by itself',
  'demand-zero-fault': 'demand-zero fault: a page of zeros',
  'soft-fault': 'soft fault: the page is in memory',
  'hard-fault': 'hard fault: read from disk',
  'copy-on-write': 'copy on write: a page of its own',
  'guard-page': 'guard page: the guard goes off',
  'access-violation': 'access violation'
}

/** What an outcome of a touch is called. */
export function outcomeName(outcome: TouchOutcome): string {
  return outcomes[outcome]
}

/** All parts in the order of the walk; always the same ones, so that what is asked tells nothing. */
export const parts: readonly Part[] = [
  {
    id: 'half',
    question: 'The address is',
    choices: [
      { value: 'user', label: 'in the user’s half' },
      { value: 'kernel', label: 'in the kernel’s half' },
      { value: 'not-canonical', label: 'not canonical' }
    ]
  },
  ...tableNames.map((id, at): Part => ({
    id,
    question: `Index in the ${id}, bits ${lowestBit(at) + 8}–${lowestBit(at)}`,
    choices: null
  })),
  { id: 'offset', question: 'Offset, bits 11–0', choices: null },
  {
    id: 'decides',
    question: 'The walk ends at the',
    choices: [
      ...['PXE', 'PPE', 'PDE', 'PTE'].map((value, at) => ({
        value,
        label: `${value}, in the ${tableNames[at]!}`
      })),
      none,
      unknown
    ]
  },
  {
    id: 'valid',
    question: 'That entry is',
    choices: [
      { value: 'valid', label: 'valid' },
      { value: 'not-valid', label: 'not valid' },
      { value: 'none', label: 'none: no entry is asked' },
      unknown
    ]
  },
  {
    id: 'place',
    question: 'The page is',
    choices: [
      { value: 'frame', label: 'in a frame' },
      { value: 'zeros', label: 'nowhere yet: zeros at the first touch' },
      { value: 'page-file', label: 'in the page file' },
      { value: 'file', label: 'only in a file' },
      { value: 'nowhere', label: 'nowhere: there is no page' },
      unknown
    ]
  },
  { id: 'frame', question: 'Number of the frame', choices: null },
  {
    id: 'write',
    question: 'A write would be',
    choices: [...Object.entries(outcomes).map(([value, label]) => ({ value, label })), unknown]
  }
]

/** The answers; `frame` is null where the page is in none. */
export type Solution = Readonly<Record<PartId, string | null>>

const writable = m.PAGE_READWRITE | m.PAGE_WRITECOPY | m.PAGE_EXECUTE_READWRITE | m.PAGE_EXECUTE_WRITECOPY

/** What a write does where the machine tells no more than VirtualQuery. */
function publicOutcome({ half, state, protect }: Translation): string {
  if (half !== 'user' || state !== m.MEM_COMMIT) return 'access-violation'
  if ((protect & m.PAGE_GUARD) !== 0) return 'guard-page'
  return (protect & writable) === 0 ? 'access-violation' : 'unknown'
}

/** The right answers for an address. */
export function solutionOf(translation: Translation): Solution {
  const { indices, offset } = splitAddress(BigInt(translation.address))
  const { half, levels, place, touch } = translation
  const last = levels.at(-1)
  const isUnknown = last !== undefined && last.entry === null
  return {
    half,
    PML4: String(indices[0]),
    PDPT: String(indices[1]),
    PD: String(indices[2]),
    PT: String(indices[3]),
    offset: String(offset),
    decides: last === undefined ? 'none' : isUnknown ? 'unknown' : last.entryName,
    valid:
      last === undefined
        ? 'none'
        : isUnknown
          ? 'unknown'
          : last.entry?.form === 'hardware'
            ? 'valid'
            : 'not-valid',
    place: place.kind,
    frame: place.kind === 'frame' ? String(place.frame.frame) : null,
    write: touch?.write.outcome ?? publicOutcome(translation)
  }
}

/** Whether an answer is right; null for one that is still empty. Numbers are compared, however they are written. */
export function isRight(part: Part, given: string, solution: Solution): boolean | null {
  const text = given.trim()
  if (text === '') return null
  const right = solution[part.id]
  if (part.choices !== null) return text === right
  const number = readNumber(text)
  return number !== null && right !== null && number === Number(right)
}

/** The right answer for reading: a choice's label, a number in decimal and hexadecimal. */
export function answerText(part: Part, solution: Solution): string {
  const right = solution[part.id]
  if (right === null) return 'in no frame'
  if (part.choices !== null) return part.choices.find(({ value }) => value === right)?.label ?? right
  return `${right} (${hexText(Number(right))})`
}

/** The number of a frame is asked of those who say that there is one. */
export function askedParts(given: Readonly<Partial<Record<PartId, string>>>): readonly Part[] {
  return parts.filter(({ id }) => id !== 'frame' || given.place === 'frame')
}

/** How a part stands. */
export type Verdict = 'open' | 'right' | 'wrong' | 'revealed'

/** How far a prediction has come, in numbers. */
export interface Score {
  readonly asked: number
  readonly right: number
  /** Right the first time it was checked. */
  readonly atOnce: number
  readonly wrong: number
  readonly revealed: number
  readonly open: number
}

/** Counts verdicts; `tries` says how often each was checked with an answer. */
export function scoreOf(
  asked: readonly Part[],
  verdicts: Readonly<Partial<Record<PartId, Verdict>>>,
  tries: Readonly<Partial<Record<PartId, number>>>
): Score {
  const count = (verdict: Verdict): number =>
    asked.filter(({ id }) => (verdicts[id] ?? 'open') === verdict).length
  return {
    asked: asked.length,
    right: count('right'),
    atOnce: asked.filter(({ id }) => verdicts[id] === 'right' && tries[id] === 1).length,
    wrong: count('wrong'),
    revealed: count('revealed'),
    open: count('open')
  }
}

/** The score in a sentence. */
export function scoreText({ asked, right, atOnce, wrong, revealed, open }: Score): string {
  const rest = [
    wrong > 0 ? `${wrong} wrong` : '',
    revealed > 0 ? `${revealed} revealed` : '',
    open > 0 ? `${open} open` : ''
  ].filter(Boolean)
  const first = right > 0 && atOnce < right ? ` (${atOnce} at the first try)` : ''
  return `${right} of ${asked} right${first}${rest.length > 0 ? `, ${rest.join(', ')}` : ''}.`
}
