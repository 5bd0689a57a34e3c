import type { Token } from './token'
import { spell } from './macro'
import { layOut, type DeclaredMember } from './struct-layout'
import { parseConstant } from './parse-expressions'
import { hasOldParameters, parseOldParameters } from './parse-old-parameters'
import { type ParserState } from './parser-state'
import { packingAt } from './pragma-pack'
import * as T from './types'
import { arrayOf, pointerTo, sizeOf, typeText, type CType, type Parameter, type StructType } from './types'

export type StorageClass = 'typedef' | 'extern' | 'static' | 'auto' | 'register'

export interface Specifiers {
  readonly type: CType
  readonly storage: StorageClass | null
  readonly start: Token
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
  return storageWords.has(token.text) || p.find(token.text)?.kind === 'typedef'
}

/** Skips calling conventions, qualifiers that change nothing here, __attribute__ and __declspec. Answers whether const was among them. */
export function skipQualifiers(p: ParserState): boolean {
  let constant = false
  for (;;) {
    const token = p.token
    if (token.kind !== 'name') return constant
    if (attributeWords.has(token.text)) {
      p.next()
      if (p.is('(')) skipParens(p)
    } else if (qualifierWords.has(token.text)) {
      if (/const/.test(token.text)) constant = true
      p.next()
    } else return constant
  }
}

function skipParens(p: ParserState): void {
  const open = p.expect('(', 'here')
  for (let depth = 1; depth > 0;) {
    const token = p.next()
    if (token.kind === 'end') p.reporter.fail(open, 'This ( is never closed.')
    if (token.text === '(' && token.kind === 'punct') depth++
    if (token.text === ')' && token.kind === 'punct') depth--
  }
}

/** What a declaration begins with: storage class and type. */
export function parseSpecifiers(p: ParserState): Specifiers {
  const start = p.token
  const words: string[] = []
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
    } else if (text === '_Complex' || text === '_Atomic' || text === 'typeof' || text === '__typeof__') {
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
  return { type, storage, start }
}

function unknownType(p: ParserState): never {
  const { token } = p
  if (token.kind === 'end') return p.reporter.fail(p.previous, 'The file ends where a type should stand.')
  if (token.kind !== 'name') return p.reporter.fail(token, `Here should be a type, not ${token.text}.`)
  const hint = p.known.hintFor(token.text)
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

function parseStruct(p: ParserState): StructType {
  const keyword = p.next()
  const isUnion = keyword.text === 'union'
  const attributes = p.at
  skipQualifiers(p)
  let packed = saysPacked(p, attributes)
  const tag = p.token.kind === 'name' && !keywords.has(p.token.text) ? p.next() : null
  if (!tag && !p.is('{')) p.reporter.fail(p.token, `Here should be the name or the { of the ${keyword.text}.`)
  let type: StructType | undefined
  if (tag) {
    const known = p.is('{') || p.is(';') ? p.scope.tags.get(tag.text) : p.findTag(tag.text)
    if (known?.kind === 'struct') type = known
    else if (known) p.reporter.error(tag, `${tag.text} is the name of an enum, not of a ${keyword.text}.`)
  }
  if (!type) {
    const definition = {
      isUnion,
      tag: tag?.text ?? null,
      typedefName: null,
      members: null,
      size: 0,
      alignment: 1
    }
    type = { kind: 'struct', definition }
    if (tag) p.scope.tags.set(tag.text, type)
  }
  if (!p.is('{')) return type
  if (type.definition.members !== null) {
    p.reporter.error(tag ?? keyword, `${keyword.text} ${tag?.text ?? ''} is defined twice.`)
    const { definition } = type
    type = { kind: 'struct', definition: { ...definition, members: null } }
  }
  const members = p.nested(() => parseMembers(p))
  const { definition } = type
  const close = p.previous
  const behind = p.at
  skipQualifiers(p)
  packed ||= saysPacked(p, behind)
  Object.assign(definition, layOut(members, isUnion, packed ? 1 : packingAt(p.packing, close.start)))
  return type
}

/** Whether the attributes from there to here pack a struct: GNU C's __attribute__((packed)). */
function saysPacked(p: ParserState, from: number): boolean {
  return p.tokens.slice(from, p.at).some((token) => /^(__)?packed(__)?$/.test(token.text))
}

function parseMembers(p: ParserState): DeclaredMember[] {
  const open = p.expect('{', 'here')
  const members: DeclaredMember[] = []
  const names = new Set<string>()
  while (!p.accept('}')) {
    if (p.token.kind === 'end') p.reporter.fail(open, 'This { is never closed: a } is missing.')
    if (p.accept(';')) continue
    const from = p.at
    const { type, storage, start } = parseSpecifiers(p)
    if (storage) p.reporter.error(start, `A member cannot be ${storage}.`)
    const base = spelled(p, from)
    if (p.is(';')) {
      if (type.kind === 'struct') members.push({ name: null, type, width: null, written: base })
      p.next()
      continue
    }
    do {
      const at = p.at
      const declarator: Declarator = p.is(':') ? { name: null, type } : parseDeclarator(p, type)
      const written =
        type.kind === 'struct' && base.includes('{')
          ? typeText(declarator.type)
          : `${base} ${spelled(p, at, declarator.name)}`.trim()
      let width: number | null = null
      if (p.accept(':')) {
        const place = p.token
        width = Number(parseConstant(p))
        const bits = (sizeOf(declarator.type) ?? 0) * 8
        if (declarator.type.kind !== 'int') p.reporter.error(place, 'A bit-field is an integer.')
        else if (width < 0 || width > bits)
          p.reporter.error(place, `${width} bits do not fit in ${typeText(declarator.type)}.`)
      }
      skipQualifiers(p)
      const place = declarator.name ?? start
      const flexible = declarator.type.kind === 'array' && declarator.type.count === null
      const memberType = flexible ? arrayOf((declarator.type as T.ArrayType).of, 0) : declarator.type
      if (sizeOf(memberType) === null)
        p.reporter.error(
          place,
          `A member cannot be of type ${typeText(declarator.type)}: its size is not known.`
        )
      if (declarator.name) {
        if (names.has(declarator.name.text))
          p.reporter.error(place, `There are two members ${declarator.name.text}.`)
        names.add(declarator.name.text)
      }
      members.push({ name: declarator.name?.text ?? null, type: memberType, width, written })
    } while (p.accept(','))
    p.expect(';', 'behind this member')
  }
  return members
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
  if (!p.is(']')) {
    const value = parseConstant(
      p,
      "An array's size must be constant here: allocate a block whose size is computed (malloc, VirtualAlloc)."
    )
    if (value < 0n) p.reporter.error(open, 'An array cannot have a negative size.')
    if (value > 0x7fffffffn) p.reporter.error(open, 'This array is too large: it must stay below 2 GB.')
    count = Number(BigInt.asUintN(31, value))
  }
  p.expect(']', "behind the array's size")
  const element = p.nested(() => parseSuffix(p, base))
  if (
    element.kind === 'function' ||
    element.kind === 'void' ||
    (sizeOf(element) === null && !(element.kind === 'array'))
  )
    p.reporter.error(open, `There are no arrays of ${typeText(element)}.`)
  const type = arrayOf(element, count)
  if ((sizeOf(type) ?? 0) > 0x7fffffff)
    p.reporter.error(open, 'This array is too large: it must stay below 2 GB.')
  return type
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
      const declarator = parseDeclarator(p, type)
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
