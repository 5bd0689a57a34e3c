import { namedConstants as k } from '../../win32/constants'
import {
  machineNames,
  type MachineName,
  type ObservedRegion,
  type ProcessLetter
} from '../../contract/observation'
import { NoValue, type LabMoment, type LabState } from './lab-state'
import { recordProperties } from './reference'
import { momentWords } from './words'
import type { MomentWish } from './syntax'
import type { Typed } from './typed'

/** Whatever an expression can come to: records and lists are plain objects and arrays. */
export type LabValue = number | string | boolean | readonly LabValue[] | { readonly [name: string]: unknown }

/** The runs of a program that there are. */
export type LabStates = Partial<Readonly<Record<MachineName, LabState>>>

/** Where an expression is evaluated. */
export interface Evaluation {
  readonly states: LabStates
  /** The machine that is meant where none is named. */
  readonly machine: MachineName
  readonly moment: MomentWish
  readonly process: ProcessLetter | null
  readonly row: number
  readonly column: number
  readonly element: Readonly<Record<string, unknown>> | null
}

/** The evaluation of a whole expression on a machine. */
export function evaluationOn(states: LabStates, machine: MachineName, moment: MomentWish): Evaluation {
  return { states, machine, moment, process: null, row: 0, column: 0, element: null }
}

/** A value, or why there is none. */
export type Evaluated =
  { readonly ok: true; readonly value: LabValue } | { readonly ok: false; readonly reason: string }

/** Evaluates an expression; what cannot be told is an answer, not a throw. */
export function evaluate(typed: Typed, where: Evaluation): Evaluated {
  try {
    return { ok: true, value: valueOf(typed, where) }
  } catch (error) {
    if (error instanceof NoValue) return { ok: false, reason: error.message }
    throw error
  }
}

/** As `evaluate`, for those who catch `NoValue` themselves. */
export function valueOf(typed: Typed, where: Evaluation): LabValue {
  switch (typed.kind) {
    case 'value':
      return typed.value
    case 'index':
      return where[typed.name]
    case 'c': {
      const { at, process } = momentOf(where)
      return at.c(process, concrete(typed.text, where), typed.type)
    }
    case 'root':
      return rootValue(typed, where)
    case 'call':
      return callOf(typed, where)
    case 'property':
      return propertyOf(typed, where)
    case 'element':
      return told(where.element![typed.name] as LabValue, typed.name, where)
    case 'quantified':
      return quantified(typed, where)
    case 'not':
      return valueOf(typed.of, where) !== true
    case 'negate':
      return -(valueOf(typed.of, where) as number)
    case 'binary':
      return binary(typed, where)
    case 'moment':
      return valueOf(typed.of, { ...where, moment: typed.moment })
    case 'process':
      return valueOf(typed.of, { ...where, process: typed.process })
    case 'machine':
      return valueOf(typed.of, { ...where, machine: typed.machine })
    case 'same': {
      const [one, other] = machineNames.map((machine) => valueOf(typed.of, { ...where, machine }))
      return one === other
    }
  }
}

/** A C expression with the indices of a matrix's cell in it. */
function concrete(text: string, where: Evaluation): string {
  return text.replace(/\b(row|column)\b/g, (name) => String(name === 'row' ? where.row : where.column))
}

function stateOf(where: Evaluation): LabState {
  const state = where.states[where.machine]
  if (state === undefined)
    throw new NoValue(
      where.machine === 'windows'
        ? 'This needs the Windows machine, which did not run.'
        : 'This needs the simulator, which did not run.'
    )
  return state
}

function momentOf(where: Evaluation): { readonly at: LabMoment; readonly process: ProcessLetter } {
  const at = stateOf(where).at(where.moment)
  return { at, process: where.process ?? at.process }
}

const isOwn = (region: ObservedRegion): boolean => region.owner === 'program'

function rootValue(typed: Extract<Typed, { kind: 'root' }>, where: Evaluation): LabValue {
  const { at, process } = momentOf(where)
  const address = (): number => valueOf(typed.args[0]!, where) as number
  const total = (state: number): number =>
    at.regions(process).reduce((sum, r) => (isOwn(r) && r.state === state ? sum + r.size : sum), 0)
  switch (typed.name) {
    case 'regionAt':
      return record(at.regionAt(process, address()))
    case 'regions':
      return at.regions(process).filter(isOwn).map(record)
    case 'allRegions':
      return at.regions(process).map(record)
    case 'committed':
      return total(k.MEM_COMMIT)
    case 'reserved':
      return total(k.MEM_RESERVE)
    case 'largestFree':
      return largestGap(at.regions(process))
    case 'pageAt':
      return record(at.pages(process, address(), 1)[0] ?? {})
    case 'pages':
      return at.pages(process, address(), valueOf(typed.args[1]!, where) as number).map(record)
    case 'calls':
      return at.calls(process).map(record)
    case 'faults':
      return at.faults().map(record)
    case 'sections':
      return at.sections().map(record)
    case 'output':
      return at.output
    case 'text': {
      const c = typed.args[0] as Extract<Typed, { kind: 'c' }>
      return at.c(process, concrete(c.text, where), typed.type)
    }
    case 'checks':
      return at.checks
    case 'died':
      return at.died
    case 'exitCode':
      return at.exitCode
    case 'counters':
      return at.counters(process)
    case 'machine':
      return at.machine()
    default:
      throw new Error(`The language has ${typed.name}, the evaluator has not.`)
  }
}

/** The user's addresses, from the end of the first 64 KiB to the last 64 KiB (learn, SYSTEM_INFO). */
const firstUserAddress = 0x10000
const endOfUserAddresses = 0x7fffffff0000

function largestGap(regions: readonly ObservedRegion[]): number {
  let largest = 0
  let end = firstUserAddress
  for (const { base, size } of regions) {
    largest = Math.max(largest, base - end)
    end = Math.max(end, base + size)
  }
  return Math.max(largest, endOfUserAddresses - end)
}

const record = (facts: object): LabValue => facts as { readonly [name: string]: unknown }

function callOf(typed: Extract<Typed, { kind: 'call' }>, where: Evaluation): LabValue {
  const { at, process } = momentOf(where)
  const named = at.calls(process).filter(({ name }) => name === typed.name)
  const { which } = typed
  if (typeof which === 'number') {
    const call = named[which - 1]
    if (call !== undefined) return record(call)
    const count =
      named.length === 0
        ? 'was not called'
        : `was called ${named.length === 1 ? 'once' : `${named.length} times`} only`
    throw new NoValue(`${typed.name} ${count}.`)
  }
  const line = stateOf(where).lineOf(which.mark)
  const call = named.filter((one) => one.line === line)[which.visit - 1]
  if (call === undefined) throw new NoValue(`The line marked @${which.mark} did not call ${typed.name}.`)
  return record(call)
}

/** A figure that the machine tells. */
function told(value: LabValue | undefined, name: string, where: Evaluation): LabValue {
  if (value === undefined) throw new NoValue(`There is no ${name} here.`)
  if (value === -1 && isFigure(name))
    throw new NoValue(`${where.machine === 'windows' ? 'Windows' : 'The simulator'} does not tell ${name}.`)
  return value
}

const figures = new Set([
  ...Object.keys(recordProperties.counters),
  ...Object.keys(recordProperties.machine),
  'frame',
  'shares'
])
const isFigure = (name: string): boolean => figures.has(name)

function propertyOf(typed: Extract<Typed, { kind: 'property' }>, where: Evaluation): LabValue {
  const of = valueOf(typed.of, where)
  if (Array.isArray(of))
    return of.map((one) => told((one as Record<string, LabValue>)[typed.name], typed.name, where))
  const facts = of as Record<string, LabValue>
  const args = facts['args'] as unknown as Record<string, number> | undefined
  return told(facts[typed.name] ?? args?.[typed.name], typed.name, where)
}

function quantified(typed: Extract<Typed, { kind: 'quantified' }>, where: Evaluation): LabValue {
  const { quantifier, condition } = typed
  const summed = quantifier === 'sum' && typed.list.kind === 'property' ? typed.list : null
  const list = valueOf(summed?.of ?? typed.list, where) as readonly Record<string, unknown>[]
  const found = condition === null ? list : list.filter((element) => holds(condition, element, where))
  switch (quantifier) {
    case 'count':
      return found.length
    case 'any':
      return found.length > 0
    case 'all':
      return found.length === list.length
    case 'first':
      if (found.length === 0) throw new NoValue('There is no such element: the list is empty.')
      return found[0] as LabValue
    case 'sum':
      return found.reduce(
        (sum, element) => sum + (told(element[summed!.name] as LabValue, summed!.name, where) as number),
        0
      )
  }
}

const holds = (condition: Typed, element: Readonly<Record<string, unknown>>, where: Evaluation): boolean =>
  valueOf(condition, { ...where, element }) === true

/** The first element of an `all` that is not as it should be; null where there is none. */
export function offender(
  typed: Extract<Typed, { kind: 'quantified' }>,
  where: Evaluation
): Readonly<Record<string, unknown>> | null {
  const list = valueOf(typed.list, where) as readonly Record<string, unknown>[]
  return list.find((element) => !holds(typed.condition!, element, where)) ?? null
}

function binary(typed: Extract<Typed, { kind: 'binary' }>, where: Evaluation): LabValue {
  const { operator } = typed
  const left = valueOf(typed.left, where)
  if (operator === 'and') return left === true && valueOf(typed.right, where) === true
  if (operator === 'or') return left === true || valueOf(typed.right, where) === true
  const right = valueOf(typed.right, where)
  const a = left as number
  const b = right as number
  switch (operator) {
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case 'has':
      return (a & b) >>> 0 === b >>> 0 && b !== 0
    case 'contains':
      return (left as string).includes(right as string)
    case '|':
      return (a | b) >>> 0
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      if (b === 0) throw new NoValue('This divides by zero.')
      return a / b
  }
}

/** What is missing where a run never came to a moment. */
export function neverThere(moment: MomentWish, how: string): NoValue {
  return new NoValue(
    moment.when === 'end'
      ? 'The program did not come to its end.'
      : `The program did not come to the moment ${momentWords(moment)}${how === '' ? '' : `: ${how}`}.`
  )
}
