import { windowsHeaderTexts } from '.'

/** A parameter or field: its name and its type as the header writes it. */
export interface NamedType {
  readonly name: string
  readonly type: string
}

/** A function's prototype, types as the header writes them. */
export interface Prototype {
  readonly name: string
  readonly returns: string
  readonly params: readonly NamedType[]
  /** It takes further arguments: `...`. */
  readonly variadic: boolean
}

/** A field of a structure. Fields of unnamed members stand as the structure's own, as C lets them be written. */
export interface FieldDeclaration extends NamedType {
  /** The fields of a member that is a structure written in place. */
  readonly fields: readonly FieldDeclaration[]
  /** How many bits a bit-field has; null for a whole field. */
  readonly bits: number | null
}

/** A structure or union. */
export interface StructureDeclaration {
  readonly kind: 'struct' | 'union'
  /** The name that programs use. */
  readonly name: string
  /** Further names of the same type, without those of pointers to it. */
  readonly otherNames: readonly string[]
  readonly fields: readonly FieldDeclaration[]
}

/** An enum with its constants, in order. */
export interface EnumDeclaration {
  readonly name: string
  readonly members: readonly { readonly name: string; readonly value: number }[]
}

/** A macro: with parameters, or null for one without. */
export interface MacroDeclaration {
  readonly name: string
  readonly params: readonly string[] | null
  readonly body: string
}

/** What the text of headers declares, by name. */
export interface Declarations {
  readonly functions: ReadonlyMap<string, Prototype>
  readonly structures: ReadonlyMap<string, StructureDeclaration>
  readonly enums: ReadonlyMap<string, EnumDeclaration>
  /** Names of types that are other names: `PDWORD` for `DWORD *`. Callback types have their whole prototype. */
  readonly typeNames: ReadonlyMap<string, string>
  readonly macros: ReadonlyMap<string, MacroDeclaration>
}

const conventions =
  /^(WINAPI|WINAPIV|NTAPI|CALLBACK|APIENTRY|WINBASEAPI|__stdcall|__cdecl|FORCEINLINE|extern)$/
const tokenPattern = /[A-Za-z_]\w*|0[xX][0-9a-fA-F]+|\d+|\.\.\.|"[^"]*"|<<|>>|\S/g

/**
 * Reads the declarations of a header's text. It understands what our own headers hold: prototypes, structures, enums,
 * typedefs and macros, without conditions and function bodies (those are skipped).
 */
export function readDeclarations(texts: readonly string[]): Declarations {
  const functions = new Map<string, Prototype>()
  const structures = new Map<string, StructureDeclaration>()
  const enums = new Map<string, EnumDeclaration>()
  const typeNames = new Map<string, string>()
  const macros = new Map<string, MacroDeclaration>()

  for (const text of texts) {
    const lines = text.replace(/\\\n/g, ' ').split('\n')
    for (const line of lines) readMacro(line, macros)
    const code = lines.filter((line) => !/^\s*#/.test(line)).join('\n')
    for (const statement of statementsOf(code.match(tokenPattern) ?? [])) {
      const tokens = statement.filter((token) => !conventions.test(token))
      if (tokens[0] === 'typedef') readTypedef(tokens.slice(1))
      else if (/^(struct|union|enum)$/.test(tokens[0] ?? '') && tokens[2] === '{') readTypedef(tokens)
      else readPrototype(tokens)
    }
  }
  return { functions, structures, enums, typeNames, macros }

  function readTypedef(tokens: readonly string[]): void {
    const open = tokens.indexOf('{')
    const tagged = /^(struct|union|enum)$/.test(tokens[0] ?? '')
    if (!tagged || open < 0) {
      readTypeNames(tokens)
      return
    }
    const close = closing(tokens, open)
    const tag = open > 1 ? tokens[open - 1]! : ''
    const names = splitAt(tokens.slice(close + 1), ',')
    const plain = names.filter((name) => name.length === 1).map((name) => name[0]!)
    const name = plain[0] ?? tag
    for (const other of names)
      if (other.length > 1) typeNames.set(other.at(-1)!, `${name} ${'*'.repeat(other.length - 1)}`)
    const body = tokens.slice(open + 1, close)
    if (tokens[0] === 'enum') enums.set(name, { name, members: enumMembers(body) })
    else
      structures.set(name, {
        kind: tokens[0] === 'union' ? 'union' : 'struct',
        name,
        otherNames: plain.slice(1),
        fields: fieldsOf(body)
      })
  }

  function readTypeNames(tokens: readonly string[]): void {
    const callback = tokens.indexOf('(')
    if (callback >= 0) {
      const name = tokens.slice(callback).find((token) => /^\w+$/.test(token))
      if (name !== undefined) typeNames.set(name, joined(tokens.filter((token) => token !== name)))
      return
    }
    const [first, ...more] = splitAt(tokens, ',')
    if (first === undefined) return
    const base = first.slice(0, -1).filter((token) => token !== '*')
    const declared = [first.slice(base.length), ...more]
    for (const words of declared) typeNames.set(words.at(-1)!, joined([...base, ...words.slice(0, -1)]))
  }

  function readPrototype(tokens: readonly string[]): void {
    const open = tokens.indexOf('(')
    const name = tokens[open - 1]
    if (open < 2 || name === undefined) return
    const params = splitAt(tokens.slice(open + 1, closing(tokens, open)), ',')
    const variadic = params.at(-1)?.[0] === '...'
    const named = params.filter((param) => param[0] !== '...' && !(param.length === 1 && param[0] === 'void'))
    functions.set(name, {
      name,
      returns: joined(tokens.slice(0, open - 1)),
      params: named.map((param, i) => namedType(param, `argument${i + 1}`)),
      variadic
    })
  }
}

/** What the built-in headers of Windows declare. */
export const windowsDeclarations: Declarations = readDeclarations(windowsHeaderTexts)

function readMacro(line: string, macros: Map<string, MacroDeclaration>): void {
  const found = /^\s*#\s*define\s+(\w+)(\(([^)]*)\))?\s*(.*)$/.exec(line)
  if (found === null) return
  const params = found[2] === undefined ? null : found[3]!.split(',').map((param) => param.trim())
  macros.set(found[1]!, { name: found[1]!, params, body: found[4]!.trim() })
}

/** Declarations, each without its `;`; a function's body ends one too and is left out. */
function statementsOf(tokens: readonly string[]): string[][] {
  const statements: string[][] = []
  let current: string[] = []
  let depth = 0
  tokens.forEach((token, i) => {
    if (token === ';' && depth === 0) {
      if (current.length > 0) statements.push(current)
      current = []
      return
    }
    current.push(token)
    if (token === '{') depth++
    if (
      token === '}' &&
      --depth === 0 &&
      current.includes('(') &&
      !/^(typedef|struct|union|enum)$/.test(current[0]!)
    ) {
      if (tokens[i + 1] !== ';') statements.push(current.slice(0, current.indexOf('{')))
      current = []
    }
  })
  return statements
}

function fieldsOf(tokens: readonly string[]): FieldDeclaration[] {
  return statementsOf([...tokens, ';']).flatMap((words): FieldDeclaration[] => {
    const open = words.indexOf('{')
    if (open >= 0) {
      const close = closing(words, open)
      const inner = fieldsOf(words.slice(open + 1, close))
      const name = words[close + 1]
      return name === undefined ? inner : [{ name, type: words[0]!, fields: inner, bits: null }]
    }
    const colon = words.indexOf(':')
    const bits = colon < 0 ? null : Number(words[colon + 1])
    const [first, ...more] = splitAt(colon < 0 ? words : words.slice(0, colon), ',')
    if (first === undefined) return []
    const own = { ...namedType(first, ''), fields: [], bits }
    return [own, ...more.map((name) => ({ ...namedType([own.type, ...name], ''), fields: [], bits: null }))]
  })
}

function enumMembers(tokens: readonly string[]): { name: string; value: number }[] {
  let next = 0
  return splitAt(tokens, ',').map(([name, , value]) => {
    const own = value === undefined ? next : Number(value)
    next = own + 1
    return { name: name!, value: own }
  })
}

/** `PVOID *lpAddresses`, `BYTE Name[8]` or `int (*compare)(int a)` as name and type. */
function namedType(words: readonly string[], otherwise: string): NamedType {
  const pointer = words.indexOf('(')
  const called = words[pointer + 2]
  if (pointer > 0 && words[pointer + 1] === '*' && called !== undefined && /^\w+$/.test(called)) {
    const returns = joined(words.slice(0, pointer))
    const params = joined(words.slice(pointer + 5, -1))
    return { name: called, type: `${returns} (*)(${params})` }
  }
  const bracket = words.indexOf('[')
  const end = bracket < 0 ? words.length : bracket
  const last = words[end - 1]!
  const named = end > 1 && /^[A-Za-z_]\w*$/.test(last)
  const type = joined(named ? words.slice(0, end - 1) : words.slice(0, end))
  return { name: named ? last : otherwise, type: type + words.slice(end).join('') }
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0
  for (let i = open; i < tokens.length; i++) {
    if (/^[({]$/.test(tokens[i]!)) depth++
    if (/^[)}]$/.test(tokens[i]!) && --depth === 0) return i
  }
  return tokens.length
}

function splitAt(tokens: readonly string[], separator: string): string[][] {
  const parts: string[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (/^[({[]$/.test(token)) depth++
    if (/^[)}\]]$/.test(token)) depth--
    if (token === separator && depth === 0) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts.filter((part) => part.length > 0)
}

/** Types as one writes them: `const VOID *`, `char **`. */
function joined(tokens: readonly string[]): string {
  return tokens
    .map((token) => (token === 'VOID' ? 'void' : token))
    .join(' ')
    .replace(/\* (?=\*)/g, '*')
    .replace(/\( /g, '(')
    .replace(/ ([,)])/g, '$1')
}
