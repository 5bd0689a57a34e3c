import { machineNames } from '../../contract/observation'
import { evaluate, offender, valueOf, type Evaluation } from './evaluate'
import { NoValue } from './lab-state'
import type { Typed } from './typed'
import { conditionWords, expressionWords, placeWords, valueWords } from './words'
import { pluralOf, type LabType } from './types'

/** Whether a condition holds; where it does not, what was expected and what was found, in one sentence. */
export type Verdict =
  { readonly holds: true } | { readonly holds: false; readonly says: string; readonly evaluated: boolean }

/** Judges a condition. `evaluated` is false where something it asks for could not be told. */
export function judge(typed: Typed, where: Evaluation): Verdict {
  const found = evaluate(typed, where)
  if (!found.ok) return { holds: false, says: found.reason, evaluated: false }
  if (found.value === true) return { holds: true }
  try {
    return { holds: false, says: capital(sentence(typed, where)), evaluated: true }
  } catch (error) {
    if (error instanceof NoValue) return { holds: false, says: error.message, evaluated: false }
    throw error
  }
}

/** Why a condition that does not hold does not. */
function sentence(typed: Typed, where: Evaluation): string {
  switch (typed.kind) {
    case 'moment':
    case 'process':
    case 'machine':
      return within(typed, where)
    case 'binary':
      return binarySentence(typed, where)
    case 'not':
      return `expected ${statement(typed.of, false)}, but it is so.`
    case 'quantified':
      return quantifiedSentence(typed, where)
    case 'same': {
      const [simulator, windows] = machineNames.map((machine) =>
        valueWords(valueOf(typed.of, { ...where, machine }), typed.of.type)
      )
      return `expected ${expressionWords(typed.of)} to be the same on both machines; on the simulator it is ${simulator!}, on Windows ${windows!}.`
    }
    default:
      return `expected ${statement(typed, true)}, but it is not so.`
  }
}

/** A condition with a moment, a process or a machine around it: its sentence names them. */
function within(
  typed: Extract<Typed, { kind: 'moment' | 'process' | 'machine' }>,
  where: Evaluation
): string {
  const inner: Evaluation =
    typed.kind === 'moment'
      ? { ...where, moment: typed.moment }
      : typed.kind === 'process'
        ? { ...where, process: typed.process }
        : { ...where, machine: typed.machine }
  const around = expressionWords({
    ...typed,
    of: { kind: 'value', type: typed.type, value: true, words: '' }
  }).trim()
  return `${around}: ${sentence(typed.of, inner)}`
}

/** `the page at p to be resident`. */
function statement(typed: Typed, wanted: boolean): string {
  const not = wanted ? '' : 'not '
  if (typed.kind === 'property') {
    const words = typed.words
    // "{of} resident": the property of yes or no stands behind what it is of.
    if (words.startsWith('{of} ')) return `${expressionWords(typed.of)} ${not}to be ${words.slice(5)}`
  }
  return `${expressionWords(typed)} ${not}to be so`
}

function binarySentence(typed: Extract<Typed, { kind: 'binary' }>, where: Evaluation): string {
  const { operator, left, right } = typed
  if (operator === 'and') return sentence(valueOf(left, where) === true ? right : left, where)
  if (operator === 'or')
    return `${withoutStop(sentence(left, where))}; and the other way, ${sentence(right, where)}`
  // The unknown stands on the left, whichever way the author wrote it.
  const [asked, wanted] = left.kind === 'value' ? [right, left] : [left, right]
  const found = valueOf(asked, where)
  const type = typeFor(asked, wanted)
  const wantedValue = valueOf(wanted, where)
  const isWritten = wanted.kind === 'value' || (wanted.kind === 'binary' && wanted.operator === '|')
  const wantedWords = isWritten ? expressionWords(wanted) : valueWords(wantedValue, type)
  const from = isWritten ? '' : ` (${expressionWords(wanted)})`
  const foundWords = valueWords(found, type)
  const relation: Partial<Record<typeof operator, string>> = {
    '==': 'to be',
    '!=': 'to be other than',
    '<': left === asked ? 'to be less than' : 'to be more than',
    '>': left === asked ? 'to be more than' : 'to be less than',
    '<=': left === asked ? 'to be at most' : 'to be at least',
    '>=': left === asked ? 'to be at least' : 'to be at most',
    has: 'to have',
    contains: 'to contain'
  }
  if (asked.kind === 'quantified' && asked.quantifier === 'count' && operator === '==') {
    const such = asked.condition === null ? '' : ` ${conditionWords(asked.condition)}`
    const plural = asked.list.type.kind === 'list' ? pluralOf(asked.list.type.of) : 'elements'
    const none = wantedValue === 0 ? 'no' : wantedWords
    return `expected ${none} ${plural}${such} ${placeWords(asked.list)}${from}; there ${found === 1 ? 'is' : 'are'} ${found === 0 ? 'none' : foundWords}.`
  }
  const it = operator === '!=' ? 'and it is just that' : `it is ${foundWords}`
  return `expected ${expressionWords(asked)} ${relation[operator] ?? operator} ${wantedWords}${from}; ${it}.`
}

/** A C number is spoken of as what it is compared with. */
function typeFor(asked: Typed, wanted: Typed): LabType {
  return asked.type.kind === 'c-number' || asked.type.kind === 'number' ? wanted.type : asked.type
}

function quantifiedSentence(typed: Extract<Typed, { kind: 'quantified' }>, where: Evaluation): string {
  const such = typed.condition === null ? '' : ` ${conditionWords(typed.condition)}`
  const count = (valueOf(typed.list, where) as readonly unknown[]).length
  const place = placeWords(typed.list)
  const plural = typed.list.type.kind === 'list' ? pluralOf(typed.list.type.of) : 'elements'
  if (typed.quantifier === 'any')
    return `expected ${plural}${such} ${place}; ${count === 0 || typed.condition === null ? 'there are none at all' : `there is none of the kind among ${count}`}.`
  const odd = offender(typed, where)
  const address = odd?.['address'] ?? odd?.['base']
  const which = typeof address === 'number' ? `the one at 0x${address.toString(16)} is none` : 'one is none'
  return `expected only ${plural}${such} ${place}; ${which}.`
}

const withoutStop = (text: string): string => text.replace(/\.$/, '')
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
