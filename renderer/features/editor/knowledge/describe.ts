import type { ConstantFamilyName } from '../../../../shared/win32/constant-families'
import { constantEntry, decodeConstant, errorPage } from '../../../../shared/win32/constant-knowledge'
import { describeError, describeException } from '../../../../shared/win32/errors'
import {
  functionEntry,
  functionNameOf,
  microsoftPage,
  prototypeOf,
  type FunctionEntry
} from '../../../../shared/win32/functions'
import { isAvailable } from '../../../../shared/win32/functions/availability'
import { windowsDeclarations, type Prototype } from '../../../../shared/win32/headers/declarations'
import { exceptionWords, labWords, libraryFunctions } from '../../../../shared/win32/language-words'
import { fieldMeaning, structureOf } from '../../../../shared/win32/structures'
import { familyAt } from './expected-constants'
import { memberAccess, ownPrototype, structureOfExpression } from './program-text'

/** What there is to say of a word of a program. */
export interface Description {
  /** The place of the word. */
  readonly from: number
  readonly to: number
  readonly name: string
  /** As C declares it, in lines. */
  readonly code: string
  /** One sentence; empty where there is none. */
  readonly says: string
  /** The fields of a structure, each as C declares it and what it holds. */
  readonly fields: readonly { readonly code: string; readonly means: string }[]
  /** Further facts, each a line. */
  readonly facts: readonly string[]
  /** Microsoft's page, or null. */
  readonly link: string | null
  /** Where it can be called; null where that is no question. */
  readonly available: { readonly simulator: boolean; readonly windows: boolean } | null
}

type Content = Omit<Description, 'from' | 'to' | 'fields'> & { readonly fields?: Description['fields'] }

/** What there is to say of the word or number at a place; null where there is nothing. `blanked` has no comments and strings. */
export function describeAt(blanked: string, position: number): Description | null {
  const before = /\w*$/.exec(blanked.slice(Math.max(0, position - 80), position))![0]
  const after = /^\w*/.exec(blanked.slice(position, position + 80))![0]
  const from = position - before.length
  const to = position + after.length
  const word = before + after
  if (word === '') return null
  const content = /^\d/.test(word) ? describeNumber(blanked, word, from) : describeWord(blanked, word, from)
  return content === null ? null : { from, to, fields: [], ...content }
}

function describeWord(blanked: string, word: string, from: number): Content | null {
  const member = memberAccess(blanked, from)
  if (member !== null) return describeField(blanked, member.expression, word, from)
  const family = familyAt(blanked, from) ?? undefined
  return (
    describeFunction(word) ??
    describeConstant(word, family) ??
    describeStructure(word) ??
    describeLanguage(word) ??
    describeOwn(blanked, word) ??
    describeTypeName(word)
  )
}

/** A function, as `describeAt` says it; null for a name that is none. */
export function describeFunction(name: string): Content | null {
  const entry = functionEntry(name)
  const prototype = prototypeOf(name)
  if (entry === undefined || prototype === undefined) return null
  const facts = [`${entry.header}, ${entry.dll ?? 'put in place by the compiler'}`]
  const failure = failureText(entry, prototype.returns)
  if (failure !== '') facts.push(failure)
  if (entry.writes.length > 0) facts.push(`Writes through ${entry.writes.join(', ')}.`)
  if (entry.since !== undefined) facts.push(`Since ${entry.since}.`)
  if (entry.limits !== undefined) facts.push(`On the simulator: ${entry.limits}`)
  return {
    name,
    code: prototypeText(prototype),
    says: entry.says,
    facts,
    link: entry.link,
    available: isAvailable(windowsDeclarations.functions.has(name) ? name : functionNameOf(name))
  }
}

function failureText({ fails }: FunctionEntry, returns: string): string {
  if (returns === 'void' || fails === 'never') return ''
  if (fails === 'nonzero' && returns === 'HRESULT') return 'Not S_OK: it failed, with that code.'
  if (fails === 'nonzero')
    return /^H(LOCAL|GLOBAL)$/.test(returns)
      ? 'Not NULL: it failed.'
      : 'Not 0: it failed, with that error code.'
  if (fails === 'status') return 'Below 0: it failed, with that status; NT_SUCCESS says so.'
  if (fails === 'all-ones')
    return returns === 'HANDLE' ? 'INVALID_HANDLE_VALUE: it failed.' : 'All bits set: it failed.'
  if (fails === 'zero') return `${zeroOf(returns)}: it failed.`
  return `0x${fails.toString(16).toUpperCase()}: it failed.`
}

function zeroOf(type: string): string {
  if (/^BOOL(EAN)?$/.test(type)) return 'FALSE'
  return /\*|^L?P[A-Z]|^H[A-Z]|^FARPROC/.test(type) ? 'NULL' : '0'
}

/** A prototype in C, with its parameters on lines of their own where there are several. */
export function prototypeText({ name, returns, params, variadic }: Prototype): string {
  const head = returns === '' ? name : returns.endsWith('*') ? `${returns}${name}` : `${returns} ${name}`
  const shown = [...params.map(parameterText), ...(variadic ? ['...'] : [])]
  if (shown.length === 0) return `${head}(${returns === '' ? '' : 'void'})`
  const line = `${head}(${shown.join(', ')})`
  return line.length <= 64 ? line : `${head}(\n  ${shown.join(',\n  ')}\n)`
}

/** A parameter in C: `SIZE_T dwSize`, `SIZE_T *lpNumberOfBytesRead`. */
export function parameterText({ type, name }: { readonly type: string; readonly name: string }): string {
  if (type === '') return name
  if (type.includes('(*)')) return type.replace('(*)', `(*${name})`)
  return type.endsWith('*') ? `${type}${name}` : `${type} ${name}`
}

/** A constant with its value, as `describeAt` says it; `family` is the one its place asks for. */
export function describeConstant(name: string, family?: ConstantFamilyName): Content | null {
  const entry = constantEntry(name, family)
  if (entry === undefined) return null
  const { value, kind, says, link } = entry
  const words = says === '' ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}.` : says
  const facts = says === '' ? [] : [kind.charAt(0).toUpperCase() + kind.slice(1)]
  return { name, code: `${name} = ${valueText(value)}`, says: words, facts, link, available: null }
}

/** A value in hexadecimal and decimal: `0x1E7 (487)`. */
export function valueText(value: number | bigint): string {
  if (value < 0) return String(value)
  return `0x${value.toString(16).toUpperCase()} (${value})`
}

function describeStructure(name: string): Content | null {
  const structure = structureOf(name)
  if (structure === undefined) return null
  const { declaration, facts, link } = structure
  return {
    name,
    code: `${name === declaration.name ? '' : `${name}: `}${declaration.kind} ${declaration.name}`,
    fields: declaration.fields.map((field) => ({
      code: parameterText(field),
      means: fieldMeaning(facts, field)
    })),
    says: facts.says,
    facts: [],
    link,
    available: null
  }
}

function describeField(blanked: string, expression: string, name: string, position: number): Content | null {
  const structure = structureOfExpression(blanked, expression, position)
  const field = structure?.fields.find((one) => one.name === name)
  if (structure === null || field === undefined) return null
  const windows = structureOf(structure.name)
  const meaning = windows === undefined ? '' : fieldMeaning(windows.facts, field)
  const bits = field.bits === null ? '' : ` : ${field.bits}`
  return {
    name,
    code: `${parameterText(field)}${bits}`,
    says: meaning === '' ? '' : `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    facts: [`A field of ${structure.name}`],
    link: windows?.link ?? null,
    available: null
  }
}

function describeLanguage(name: string): Content | null {
  const exception = exceptionWords.get(name)
  if (exception !== undefined) {
    const { code, says, page } = exception
    const facts = ['A word of structured exceptions']
    return { name, code, says, facts, link: microsoftPage(page), available: null }
  }
  const lab = labWords.get(name)
  if (lab !== undefined)
    return {
      name,
      code: prototypeText(lab.prototype),
      says: lab.says,
      facts: ['A word of lab.h'],
      link: null,
      available: null
    }
  const library = libraryFunctions.get(name)
  if (library === undefined) return null
  return {
    name,
    code: prototypeText(library.prototype),
    says: '',
    facts: [`C library, ${library.header}`],
    link: null,
    available: null
  }
}

function describeOwn(blanked: string, name: string): Content | null {
  const prototype = ownPrototype(blanked, name)
  if (prototype === null) return null
  return {
    name,
    code: prototypeText(prototype),
    says: '',
    facts: ['A function of this program'],
    link: null,
    available: null
  }
}

function describeTypeName(name: string): Content | null {
  const type = windowsDeclarations.typeNames.get(name)
  if (type === undefined) return null
  const link = microsoftPage('winprog/windows-data-types')
  return {
    name,
    code: `typedef ${type} ${name}`,
    says: '',
    facts: ['A type of Windows'],
    link,
    available: null
  }
}

function describeNumber(blanked: string, word: string, from: number): Content | null {
  const value = Number(word.replace(/[uUlL]+$/, ''))
  if (!Number.isSafeInteger(value)) return null
  const family = familyAt(blanked, from)
  const about = (name: string, says: string, link: string): Content => ({
    name: word,
    code: `${name} = ${valueText(value)}`,
    says,
    facts: [],
    link: microsoftPage(link),
    available: null
  })
  if (family === 'errorCode') {
    const { name, text } = describeError(value)
    return name.startsWith('error ') ? null : about(name, text, errorPage(value))
  }
  const exception = value >= 0x80000000 && value <= 0xffffffff ? describeException(value) : null
  if (exception !== null && !exception.name.startsWith('exception '))
    return about(exception.name, exception.text, 'debug/getexceptioncode')
  const decoded = family === null ? null : decodeConstant(family, value)
  if (decoded === null || family === null) return null
  const single = constantEntry(decoded, family)
  return {
    ...about(decoded, single?.says ?? '', ''),
    link: constantEntry(decoded.split(' | ')[0]!, family)?.link ?? null
  }
}
