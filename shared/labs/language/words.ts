import { describeError, describeException } from '../../win32/errors'
import { allocationTypeText, protectionText, stateText, typeText } from '../../win32/flags'
import type { LabValue } from './evaluate'
import { roots } from './reference'
import type { MomentWish } from './syntax'
import type { Typed } from './typed'
import { pluralOf, type LabType } from './types'

/** A moment as it is written: `after @reserve`. */
export function momentWords(moment: MomentWish): string {
  if (moment.when === 'end') return 'at end'
  return `${moment.when} @${moment.mark}${moment.visit === 1 ? '' : `#${moment.visit}`}`
}

/** A size as people say it: `1 MiB`, `8 KiB`, `100 bytes`. */
export function sizeWords(bytes: number): string {
  const unit = (
    [
      ['TiB', 2 ** 40],
      ['GiB', 2 ** 30],
      ['MiB', 2 ** 20],
      ['KiB', 2 ** 10]
    ] as const
  ).find(([, size]) => bytes !== 0 && bytes % (size / 4) === 0 && Math.abs(bytes) >= size)
  if (unit !== undefined) return `${bytes / unit[1]} ${unit[0]}`
  if (bytes !== 0 && bytes % 1024 === 0) return `${bytes / 1024} KiB`
  return bytes === 1 ? '1 byte' : `${bytes} bytes`
}

const hex = (value: number): string => `0x${value.toString(16)}`

/** A value in words, as its type is spoken of. */
export function valueWords(value: LabValue, type: LabType): string {
  switch (type.kind) {
    case 'bytes':
      return sizeWords(value as number)
    case 'address':
      return value === 0 ? 'NULL' : value === -1 ? 'INVALID_HANDLE_VALUE' : hex(value as number)
    case 'protection':
      return value === 0 ? 'none' : protectionText(value as number)
    case 'flags':
      return type.of === 'allocation' ? allocationTypeText(value as number) : hex(value as number)
    case 'state':
      return stateText(value as number)
    case 'memory-type':
      return value === 0 ? 'none' : typeText(value as number)
    case 'error':
      return value === 0 ? '0 (no error)' : `${describeError(value as number).name} (${value as number})`
    case 'exception-code':
      return describeException(value as number).name
    case 'boolean':
      return value === true ? 'yes' : 'no'
    case 'text':
      return `"${shortened(value as string)}"`
    case 'number':
    case 'c-number':
      return Number.isInteger(value) && Math.abs(value as number) >= 0x10000
        ? `${value as number} (${hex(value as number)})`
        : String(value)
    case 'list':
      return `${(value as readonly LabValue[]).length} ${pluralOf(type.of)}`
    case 'record':
      return 'it'
  }
}

const shortened = (text: string): string =>
  (text.length > 80 ? `${text.slice(0, 77)}...` : text).replaceAll('\n', '\\n')

/** An expression in words, to speak of its value: `the state of the region at base after @reserve`. */
export function expressionWords(typed: Typed): string {
  switch (typed.kind) {
    case 'value':
      return typed.words
    case 'c':
      return typed.text
    case 'index':
      return `the ${typed.name}`
    case 'root': {
      const { words } = roots[typed.name]!
      return words.replace(/\{(\d)\}/g, (_, i: string) => expressionWords(typed.args[Number(i)]!))
    }
    case 'call': {
      const { which } = typed
      if (typeof which !== 'number') return `the call of ${typed.name} at @${which.mark}`
      return which === 1 ? `the call of ${typed.name}` : `call ${which} of ${typed.name}`
    }
    case 'property':
      return typed.words.replace('{of}', expressionWords(typed.of))
    case 'element':
      return `its ${typed.name}`
    case 'quantified': {
      const such = typed.condition === null ? '' : ` ${conditionWords(typed.condition)}`
      if (typed.quantifier === 'sum') return `the sum of ${expressionWords(typed.list)}${such}`
      const elements = typed.list.type.kind === 'list' ? pluralOf(typed.list.type.of) : 'elements'
      const those = `${elements}${such} ${placeWords(typed.list)}`
      if (typed.quantifier === 'count') return `the number of ${those}`
      return `${typed.quantifier === 'first' ? 'the first' : typed.quantifier} of the ${those}`
    }
    case 'not':
      return `not ${expressionWords(typed.of)}`
    case 'negate':
      return `-${expressionWords(typed.of)}`
    case 'binary':
      return `${bracketed(typed.left)} ${typed.operator} ${bracketed(typed.right)}`
    case 'moment':
      return `${expressionWords(typed.of)} ${momentWords(typed.moment)}`
    case 'process':
      return `${expressionWords(typed.of)} in process ${typed.process}`
    case 'machine':
      return `${expressionWords(typed.of)} on ${typed.machine === 'windows' ? 'Windows' : 'the simulator'}`
    case 'same':
      return `${expressionWords(typed.of)} on both machines`
  }
}

const bracketed = (typed: Typed): string =>
  typed.kind === 'binary' && (typed.operator === 'and' || typed.operator === 'or')
    ? `(${expressionWords(typed)})`
    : expressionWords(typed)

/** A condition on an element as a clause: `that are resident`, `whose state is MEM_COMMIT`. */
export function conditionWords(typed: Typed, wanted = true): string {
  const not = wanted ? '' : 'not '
  if (typed.kind === 'element') return `that are ${not}${typed.adjective || typed.name}`
  if (typed.kind === 'not') return conditionWords(typed.of, !wanted)
  if (typed.kind !== 'binary') return `for which ${expressionWords(typed)} is ${not}so`
  const { operator, left, right } = typed
  if (operator === 'and' || operator === 'or') {
    const both = `${conditionWords(left)} ${operator} ${conditionWords(right)}`
    return wanted ? both : `that are not those ${both}`
  }
  const signs: Partial<Record<typeof operator, string>> = {
    ...{
      '==': `is ${not}`,
      '!=': wanted ? 'is other than ' : 'is ',
      has: wanted ? 'has ' : 'does not have '
    },
    ...{
      '<': `is ${not}less than `,
      '>': `is ${not}more than `,
      '<=': `is ${not}at most `,
      '>=': `is ${not}at least `
    },
    contains: wanted ? 'contains ' : 'does not contain '
  }
  const of = left.kind === 'element' ? left.name : expressionWords(left)
  return `whose ${of} ${signs[operator] ?? operator}${expressionWords(right)}`
}

/** A list as the place where its elements are: `in the 64 KiB from base on`, `among the program’s regions`. */
export function placeWords(list: Typed): string {
  const inner = list.kind === 'moment' || list.kind === 'process' || list.kind === 'machine' ? list.of : list
  return `${inner.kind === 'root' && inner.name === 'pages' ? 'in' : 'among'} ${expressionWords(list)}`
}
