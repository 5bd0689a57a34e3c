import type { Token } from './token'
import { SyntaxProblem } from './diagnostics'
import { parseAttribute } from './parse-alignment'
import { knownValue } from './stack-memory'
import { spell } from './macro'
import { parseStruct } from './parse-structs'
import { parseConstant, parseConditional, parseExpression } from './parse-expressions'
import { hasOldParameters, parseOldParameters } from './parse-old-parameters'
import type { Expression } from './ast'
import { type ParserState } from './parser-state'
import * as T from './types'
import { arrayOf, isInteger, pointerTo, sizeOf, typeText, type CType, type Parameter } from './types'

export type StorageClass = 'typedef' | 'extern' | 'static' | 'auto' | 'register'

export interface Specifiers {
  readonly type: CType
  readonly storage: StorageClass | null
  readonly start: Token
  /** What _Alignas and its like ask for; 0 for nothing. */
  readonly alignment: number
}
export interface Declarator {
  readonly name: Token | null
  readonly type: CType
}

const ignoredWords = new Set([
  'volatile',
  '__volatile__',
  '__volatile',
  'restrict',
  '__restrict',
  '__restrict__',
  'inline',
  '__inline',
  '__inline__',
  '__forceinline',
  '_Noreturn',
  '__extension__',
  '__stdcall',
  '__cdecl',
  '__fastcall',
  '__vectorcall',
  '__thiscall',
  '_stdcall',
  '_cdecl',
  '__unaligned',
  '__ptr64',
  '__ptr32',
  '__w64',
  '_Thread_local',
  '__thread'
])
const storageWords = new Set(['typedef', 'extern', 'static', 'auto', 'register'])
const typeWords = new Set([
  'void',
  'char',
  'short',
  'int',
  'long',
  'float',
  'double',
  'signed',
  'unsigned',
  '_Bool',
  '__int64',
  '__int32',
  '__int16',
  '__int8',
  '_int64',
  '__signed__',
  'struct',
  'union',
  'enum',
  '_Complex',
  '_Atomic',
  'typeof',
  '__typeof__'
])
const qualifierWords = new Set(['const', '__const', '__const__', ...ignoredWords])
const attributeWords = new Set(['__attribute__', '__declspec', '_Alignas', '__pragma', 'alignas'])

/** Words of the language: no name of the program. */
export const keywords: ReadonlySet<string> = new Set([
  ...storageWords,
  ...typeWords,
  ...qualifierWords,
  ...attributeWords,
  'if',
  'else',
  'while',
  'do',
  'for',
  'switch',
  'case',
  'default',
  'break',
  'continue',
  'return',
  'goto',
  'sizeof',
  '_Static_assert',
  '_Generic',
  '_Alignof',
  '__try',
  '__except',
  '__finally',
  '__leave',
  'asm',
  '__asm',
  '__asm__'
])

/** Whether a declaration, or a type name, begins at the token `n` behind the current one. */
export function startsType(p: ParserState, n = 0): boolean {
  const token = p.peek(n)
  if (token.kind !== 'name') return false
  if (typeWords.has(token.text) || qualifierWords.has(token.text) || attributeWords.has(token.text))
    return true
  return storageWords.has(token.text) || p.find(token.text)?.kind === 'typedef' || isAnnotation(p, token)
}

/** Skips calling conventions, qualifiers that change nothing here, __attribute__ and __declspec. Answers whether const was among them. */
export function skipQualifiers(p: ParserState): boolean {
  let constant = false
  for (;;) {
    const token = p.token
    if (token.kind !== 'name') return constant
    if (attributeWords.has(token.text)) {
      parseAttribute(p, p.next().text)
    } else if (qualifierWords.has(token.text)) {
      if (/const/.test(token.text)) constant = true
      p.next()
    } else if (isAnnotation(p, token)) {
      p.next()
      if (p.is('(')) skipTo(p, ')')
    } else return constant
  }
}

/** Microsoft's annotations of parameters, `_In_reads_bytes_(size)`: they promise, and change nothing. */
function isAnnotation(p: ParserState, { text }: Token): boolean {
  return (
    /^_(In|Out|Inout|Outptr|COM_Outptr|Outref|Ret|Deref|Pre|Post|Field|Success|Check|Must|When|At|Reserved|Frees|Notnull|Maybenull|Null|NullNull|Printf|Scanf|Use|Acquires|Releases|Requires|Struct|Param|Return|Function|IRQL)([a-z_]*_)?$/.test(
      text
    ) && p.find(text) === undefined
  )
}

/** What a declaration begins with: storage class and type. */
export function parseSpecifiers(p: ParserState): Specifiers {
  const start = p.token
  const words: string[] = []
  const outerAlignment = p.askedAlignment
  p.askedAlignment = 0
  let storage: StorageClass | null = null
  let constant = false
  let type: CType | null = null
  for (;;) {
    constant = skipQualifiers(p) || constant
    const token = p.token
    if (token.kind !== 'name') break
    const { text } = token
    if (storageWords.has(text)) {
      if (storage !== null && storage !== text)
        p.reporter.error(token, `${text} cannot stand together with ${storage}.`)
      storage = text as StorageClass
      p.next()
    } else if (text === 'struct' || text === 'union') {
      if (type !== null || words.length > 0) break
      type = parseStruct(p)
    } else if (text === 'enum') {
      if (type !== null || words.length > 0) break
      type = parseEnum(p)
    } else if (text === 'typeof' || text === '__typeof__') {
      if (type !== null || words.length > 0) break
      type = parseTypeOf(p)
    } else if (text === '_Complex' || text === '_Atomic') {
      p.reporter.fail(token, `${text} is not supported.`)
    } else if (typeWords.has(text)) {
      if (type !== null) break
      words.push(text)
      p.next()
    } else {
      if (type !== null || words.length > 0) break
      const symbol = p.find(text)
      if (symbol?.kind !== 'typedef') break
      type = symbol.type
      p.next()
    }
  }
  if (type === null) {
    if (words.length > 0) type = typeOfWords(p, words, start)
    else if (storage !== null) {
      p.reporter.warning(start, 'No type is given here: int is taken.')
      type = T.intType
    } else type = unknownType(p)
  }
  if (constant) type = { ...type, constant: true }
  const alignment = p.askedAlignment
  p.askedAlignment = outerAlignment
  return { type, storage, start, alignment }
}

/** `typeof(type)` or `typeof(expression)`, as GNU C and C23 have it. */
function parseTypeOf(p: ParserState): CType {
  const word = p.next()
  p.expect('(', `behind ${word.text}`)
  const type = startsType(p) ? parseTypeName(p) : { ...parseExpression(p).type }
  p.expect(')', `of ${word.text}`)
  return type
}

/** What the names of a declaration are that cannot be read: later uses of them are no news. */
export function loseNames(p: ParserState): void {
  let depth = 0
  for (let n = 0; p.peek(n).kind !== 'end'; n++) {
    const { kind, text } = p.peek(n)
    if (depth === 0 && /^[;{}]$/.test(text)) return
    if (/^[([{]$/.test(text)) depth++
    else if (/^[)\]}]$/.test(text)) depth--
    else if (depth === 0 && kind === 'name' && /^[=;,[()]$/.test(p.peek(n + 1).text)) p.lost.add(text)
  }
}

/** `Node` where only `struct Node` was declared; null for a name that is no tag. */
export function tagHint(p: ParserState, name: string): string | null {
  const tag = p.findTag(name)
  if (!tag) return null
  const word = tag.kind === 'struct' ? (tag.definition.isUnion ? 'union' : 'struct') : 'enum'
  return `${name} is a ${word}: write ${word} ${name}, or give it a name of its own with typedef.`.replace(
    'a enum',
    'an enum'
  )
}

function unknownType(p: ParserState): never {
  const { token } = p
  if (p.lost.has(token.text)) throw new SyntaxProblem()
  loseNames(p)
  if (token.kind === 'end') return p.reporter.fail(p.previous, 'The file ends where a type should stand.')
  if (token.kind !== 'name') return p.reporter.fail(token, `Here should be a type, not ${token.text}.`)
  const hint = p.known.hintFor(token.text) ?? tagHint(p, token.text)
  return p.reporter.fail(token, hint ?? `There is no type ${token.text}${p.suggest(token.text) || '.'}`)
}

function typeOfWords(p: ParserState, words: readonly string[], start: Token): CType {
  const count = (word: string): number => words.filter((w) => w === word).length
  const unsigned = count('unsigned') > 0
  const rest = words
    .filter((w) => !['unsigned', 'signed', '__signed__'].includes(w))
    .sort()
    .join(' ')
  const pick = (signedType: CType, unsignedType: CType): CType => (unsigned ? unsignedType : signedType)
  switch (rest) {
    case 'void':
      return T.voidType
    case '_Bool':
      return T.boolType
    case 'char':
    case '__int8':
      return unsigned ? T.unsignedCharType : words.length > 1 ? T.signedCharType : T.charType
    case 'short':
    case 'int short':
    case '__int16':
      return pick(T.shortType, T.unsignedShortType)
    case '':
    case 'int':
    case '__int32':
      return pick(T.intType, T.unsignedIntType)
    case 'long':
    case 'int long':
      return pick(T.longType, T.unsignedLongType)
    case 'long long':
    case 'int long long':
    case '__int64':
    case '_int64':
      return pick(T.longLongType, T.unsignedLongLongType)
    case 'float':
      return T.floatType
    case 'double':
    case 'double long':
      return T.doubleType
    default:
      return p.reporter.fail(start, `${words.join(' ')} is not a type.`)
  }
}

function parseEnum(p: ParserState): CType {
  const keyword = p.next()
  skipQualifiers(p)
  const tag = p.token.kind === 'name' && !keywords.has(p.token.text) ? p.next() : null
  if (!p.is('{')) {
    if (!tag) p.reporter.fail(p.token, 'Here should be the name or the { of the enum.')
    const known = p.findTag(tag.text)
    if (known?.kind === 'int') return known
    return p.reporter.fail(tag, `There is no enum ${tag.text} so far.`)
  }
  p.next()
  const enumerators = new Map<bigint, string>()
  const type: CType = { ...T.intType, ...(tag ? { alias: `enum ${tag.text}` } : {}), enumerators }
  if (tag) p.scope.tags.set(tag.text, type)
  let value = 0n
  while (!p.accept('}')) {
    const name = p.next()
    if (name.kind !== 'name')
      p.reporter.fail(
        name,
        name.kind === 'end'
          ? 'This enum is never closed: a } is missing.'
          : `${name.text} is not a name for an enum's constant.`
      )
    if (p.accept('=')) value = parseConstant(p)
    p.scope.symbols.set(name.text, {
      kind: 'constant',
      name: name.text,
      type: T.intType,
      value: BigInt.asIntN(32, value)
    })
    if (!enumerators.has(value)) enumerators.set(BigInt.asIntN(32, value), name.text)
    value++
    if (!p.accept(',') && !p.is('}')) p.expect('}', `behind the constants of the enum (line ${keyword.line})`)
  }
  skipQualifiers(p)
  return type
}

/** The part of a declaration that is about one name: pointers, the name, array bounds, parameters. */
export function parseDeclarator(p: ParserState, base: CType): Declarator {
  return p.nested(() => {
    let type = base
    skipQualifiers(p)
    while (p.accept('*')) {
      type = pointerTo(type)
      if (skipQualifiers(p)) type = { ...type, constant: true }
    }
    if (p.is('(') && isNestedDeclarator(p)) {
      p.next()
      const inside = p.at
      skipToClose(p)
      type = parseSuffix(p, type)
      const after = p.at
      p.at = inside
      const inner = parseDeclarator(p, type)
      if (!p.is(')')) p.expect(')', 'behind this declarator')
      p.at = after
      return inner
    }
    const name = p.token.kind === 'name' && !keywords.has(p.token.text) ? p.next() : null
    return { name, type: parseSuffix(p, type) }
  })
}

/** `(*f)(...)` and `(f)`, as against the parameters of an unnamed function. */
function isNestedDeclarator(p: ParserState): boolean {
  let n = 1
  while (qualifierWords.has(p.peek(n).text)) n++
  const token = p.peek(n)
  if (token.text === '*' || token.text === '(' || token.text === '^') return true
  return token.kind === 'name' && !keywords.has(token.text) && p.find(token.text)?.kind !== 'typedef'
}

function skipToClose(p: ParserState): void {
  const open = p.previous
  for (let depth = 1; depth > 0;) {
    const token = p.next()
    if (token.kind === 'end') p.reporter.fail(open, 'This ( is never closed.')
    if (token.kind !== 'punct') continue
    if (token.text === '(') depth++
    if (token.text === ')') depth--
  }
}

function parseSuffix(p: ParserState, base: CType): CType {
  if (p.is('(')) return parseParameters(p, base)
  if (!p.is('[')) return base
  const open = p.next()
  skipQualifiers(p)
  p.accept('static')
  let count: number | null = null
  let length: Expression | null = null
  const isParameter = p.inParameters > 0
  // The first length of a parameter says nothing: it is a pointer.
  if (isParameter) skipToBracket(p)
  else if (!p.is(']')) ({ count, length } = parseLength(p, open))
  p.expect(']', "behind the array's size")
  const inParameters = p.inParameters
  p.inParameters = 0
  const element = p.nested(() => parseSuffix(p, base))
  p.inParameters = inParameters
  if (element.kind === 'array' && element.length)
    p.reporter.fail(
      open,
      'Only the first length of an array may be computed here: the others must be constant.'
    )
  if (
    element.kind === 'function' ||
    element.kind === 'void' ||
    (sizeOf(element) === null && !(element.kind === 'array'))
  )
    p.reporter.error(open, `There are no arrays of ${typeText(element)}.`)
  const type: CType = length ? { kind: 'array', of: element, count, length } : arrayOf(element, count)
  if ((sizeOf(type) ?? 0) > 0x7fffffff)
    p.reporter.error(open, 'This array is too large: it must stay below 2 GB.')
  return type
}

/** An array's length: a constant, or an expression where that may be. */
function parseLength(p: ParserState, open: Token): { count: number | null; length: Expression | null } {
  const e = parseConditional(p)
  const value = e.op === 'constant' ? e.value : p.function === null ? null : knownValue(e)
  if (!isInteger(e.type)) p.reporter.error(e.place, "An array's size must be an integer.")
  else if (value === null && p.function !== null) return { count: null, length: e }
  else if (value === null)
    p.reporter.error(
      e.place,
      "Outside of functions, an array's size must be a constant; a const variable is none in C: use #define or enum."
    )
  if ((value ?? 0n) < 0n) p.reporter.error(open, 'An array cannot have a negative size.')
  if ((value ?? 0n) > 0x7fffffffn) p.reporter.error(open, 'This array is too large: it must stay below 2 GB.')
  return { count: Number(BigInt.asUintN(31, value ?? 1n)), length: null }
}

/** Skips to the closing bracket of the level that reading is in. */
function skipToBracket(p: ParserState): void {
  for (let depth = 0; p.token.kind !== 'end' && (depth > 0 || !p.is(']')); p.next()) {
    if (p.is('[')) depth++
    if (p.is(']')) depth--
  }
}

/** Skips from an opening bracket to behind its partner. */
function skipTo(p: ParserState, close: ')'): void {
  let depth = 0
  do {
    const token = p.next()
    if (token.kind === 'end') return
    if (token.kind === 'punct' && token.text === '(') depth++
    if (token.kind === 'punct' && token.text === close) depth--
  } while (depth > 0)
}

function parseParameters(p: ParserState, result: CType): CType {
  const oldStyle = hasOldParameters(p)
  const open = p.next()
  if (oldStyle) {
    const params = parseOldParameters(p, adjusted)
    return { kind: 'function', result, params, variadic: false, unprototyped: false }
  }
  const params: Parameter[] = []
  let variadic = false
  const unprototyped = p.is(')')
  if (p.is('void') && p.peek().text === ')') p.next()
  else
    while (!p.is(')')) {
      if (p.accept('...')) {
        variadic = true
        break
      }
      const from = p.at
      if (!startsType(p)) unknownType(p)
      const { type } = parseSpecifiers(p)
      p.inParameters++
      const declarator = parseDeclarator(p, type)
      p.inParameters--
      skipQualifiers(p)
      const written = spelled(p, from, declarator.name)
      params.push({ name: declarator.name?.text ?? null, type: adjusted(declarator.type), written })
      if (declarator.type.kind === 'void') p.reporter.error(open, 'A parameter cannot be void.')
      if (!p.accept(',')) break
    }
  p.expect(')', 'behind the parameters')
  skipQualifiers(p)
  if (result.kind === 'array' || result.kind === 'function')
    p.reporter.error(open, `A function cannot return ${typeText(result)}.`)
  return { kind: 'function', result, params, variadic, unprototyped }
}

/** The tokens from there to here as text, without that one. */
export function spelled(p: ParserState, from: number, without: Token | null = null): string {
  return spell(p.tokens.slice(from, p.at).filter((t) => t !== without))
}

/** Parameters of array or function type are pointers (C11 6.7.6.3). */
function adjusted(type: CType): CType {
  if (type.kind === 'array') return pointerTo(type.of)
  return type.kind === 'function' ? pointerTo(type) : type
}

/** A type without a name, as in casts and sizeof. */
export function parseTypeName(p: ParserState): CType {
  const { type } = parseSpecifiers(p)
  const declarator = parseDeclarator(p, type)
  if (declarator.name) p.reporter.error(declarator.name, 'Only a type can stand here, without a name.')
  return declarator.type
}
