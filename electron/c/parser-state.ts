import type { FunctionDefinition, FunctionSymbol, Initialisation, Symbol, Variable } from './ast'
import { DataArea } from './data-area'
import { GiveUp, suggestion, type Place, type Reporter } from './diagnostics'
import type { PackingChange } from './pragma-pack'
import type { TryNesting } from './try-nesting'
import { isPunct, type Token } from './token'
import { alignmentOf, sizeOf, type CType, type FunctionType, type StructDefinition } from './types'
import { roundUp } from './struct-layout'

/** Names that one block, or the file, declares. */
export interface Scope {
  readonly symbols: Map<string, Symbol>
  readonly tags: Map<string, CType>
}
export const newScope = (): Scope => ({ symbols: new Map(), tags: new Map() })

/** The function whose body is being read. */
export interface CurrentFunction {
  readonly name: string
  readonly type: FunctionType
  readonly locals: Variable[]
  /** Bytes of locals so far. */
  frameSize: number
  resultHolder: Variable | null
  stackSlot?: Variable
  readonly labels: Map<string, Place>
  readonly gotos: Token[]
  loops: number
  /** The tries that are being read, and the jumps among them. */
  readonly tries: TryNesting
  switches: { readonly cases: { value: bigint | null }[]; readonly type: CType }[]
}

/** What the built-in headers know that concerns messages only. */
export interface KnownNames {
  /** What to say of a name of C, C++ or Windows that is not supported; null for any other name. */
  hintFor(name: string): string | null
  /** The built-in header that defines a macro of that name, whether it is included or not. */
  headerOf(name: string): string | null
  /** Names of macros in force. */
  macroNames(): Iterable<string>
}

/** Words of the language that are long enough to be misspelt. */
const commonWords =
  'for while switch case break continue return sizeof struct union typedef unsigned signed double float const static'.split(
    ' '
  )

/** Deepest nesting of expressions, blocks and types: beyond it no person wrote the text. */
const maximumNesting = 240

/** Everything the parts of the parser share while they read one text. */
export class ParserState {
  at = 0
  readonly scopes: Scope[]
  readonly data = new DataArea()
  readonly definitions: FunctionDefinition[] = []
  readonly staticInits: {
    readonly variable: Variable
    readonly init: readonly Initialisation[]
  }[] = []
  readonly globals: Variable[] = []
  /** Functions in order of their definition's index. */
  readonly functions: FunctionSymbol[] = []
  function: CurrentFunction | null = null
  /** What #pragma pack says, in the order of the text. */
  packing: readonly PackingChange[] = []
  /** Built-in headers whose lack was told. */
  readonly missedHeaders = new Set<string>()
  /** Those of which a constant was missing, which is an error. */
  readonly missedMacros = new Set<string>()
  /** Types and constants that blocks declared, by the function they stand in. */
  readonly innerNames = new Map<string, Scope>()
  /** The largest alignment that was asked for in the declaration that is read. */
  askedAlignment = 0
  /** Parameters are being read. */
  inParameters = 0
  /** Structs whose members are not known, which was told. */
  readonly unknownStructs = new Set<StructDefinition>()
  /** Names whose declaration could not be read, which was told: nothing more is said of them. */
  readonly lost = new Set<string>()
  private nesting = 0

  constructor(
    readonly tokens: readonly Token[],
    readonly source: string,
    readonly reporter: Reporter,
    outer: Scope,
    readonly included: ReadonlySet<string>,
    readonly known: KnownNames,
    readonly originOf: (name: string) => FunctionSymbol['origin'],
    /** A built-in header is being read. */
    readonly isHeader: boolean
  ) {
    this.scopes = isHeader ? [outer] : [outer, newScope()]
  }

  get token(): Token {
    return this.tokens[this.at]!
  }
  /** The token `n` behind the current one. */
  peek(n = 1): Token {
    return this.tokens[Math.min(this.at + n, this.tokens.length - 1)]!
  }
  get previous(): Token {
    return this.tokens[Math.max(0, this.at - 1)]!
  }
  next(): Token {
    const token = this.token
    if (token.kind !== 'end') this.at++
    return token
  }
  is(text: string): boolean {
    const token = this.token
    return token.text === text && (token.kind === 'punct' || token.kind === 'name')
  }
  /** Takes the token when it is that punctuator or word. */
  accept(text: string): boolean {
    if (!this.is(text)) return false
    this.at++
    return true
  }
  /** Takes that punctuator, or says where it is missing. */
  expect(text: string, where: string): Token {
    if (this.is(text)) return this.next()
    const { token, previous } = this
    if (token.kind === 'end')
      return this.reporter.fail(behind(previous), `The file ends before ${text} ${where}.`)
    if (token.text === 'and' || token.text === 'or')
      return this.reporter.fail(token, `C writes ${token.text === 'and' ? '&&' : '||'} for ${token.text}.`)
    if (
      text === ';' &&
      /statement|declaration/.test(where) &&
      (token.text === ')' || token.text === ']') &&
      !token.lineStart
    )
      return this.reporter.fail(token, `This ${token.text} closes nothing: there is one too many.`)
    if (text === ';' || text === ')' || text === ']')
      return this.reporter.fail(behind(previous), `A ${text} is missing ${where}.`)
    return this.reporter.fail(token, `Here should be ${text} ${where}, not ${token.text}.`)
  }

  /** Runs one level deeper; refuses nesting that would overflow our own stack. */
  nested<T>(read: () => T): T {
    if (++this.nesting > maximumNesting) {
      this.reporter.error(this.token, `This is nested more than ${maximumNesting} deep: simplify it.`)
      throw new GiveUp()
    }
    try {
      return read()
    } finally {
      this.nesting--
    }
  }

  get scope(): Scope {
    return this.scopes.at(-1)!
  }
  /** Leaves the innermost block; what it declared besides variables is kept for those who look at the program. */
  leaveScope(): void {
    const scope = this.scopes.pop()
    if (!scope || !this.function) return
    for (const [name, symbol] of scope.symbols)
      if (symbol.kind === 'constant' || symbol.kind === 'typedef') this.innerScope.symbols.set(name, symbol)
    for (const [name, type] of scope.tags) this.innerScope.tags.set(name, type)
  }
  private get innerScope(): Scope {
    const name = this.function!.name
    let scope = this.innerNames.get(name)
    if (!scope) this.innerNames.set(name, (scope = newScope()))
    return scope
  }
  find(name: string): Symbol | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const symbol = this.scopes[i]!.symbols.get(name)
      if (symbol) return symbol
    }
    return undefined
  }
  findTag(name: string): CType | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const type = this.scopes[i]!.tags.get(name)
      if (type) return type
    }
    return undefined
  }
  /** `; did you mean X?` over everything that has a name here. */
  suggest(name: string): string {
    const names = new Set<string>([...this.known.macroNames(), ...commonWords])
    for (const scope of this.scopes) for (const symbol of scope.symbols.keys()) names.add(symbol)
    return suggestion(name, names)
  }

  /** Makes room for a local in the frame of the current function, or for a static in the data area. */
  allocate(variable: Variable): void {
    const size = sizeOf(variable.type) ?? 0
    // Compilers align large arrays to 16 bytes, as SSE wants them.
    const own = size >= 16 && variable.type.kind === 'array' ? 16 : alignmentOf(variable.type)
    const alignment = Math.max(own, variable.alignment ?? 1)
    if (variable.storage === 'static') {
      variable.offset = this.data.allocate(size, alignment)
      return
    }
    const current = this.function!
    variable.offset = roundUp(current.frameSize, alignment)
    current.frameSize = variable.offset + size
    current.locals.push(variable)
  }

  /** A local without a name: room for a value that C keeps out of sight. */
  temporary(type: CType, place: Place): Variable {
    const variable: Variable = {
      kind: 'variable',
      name: '',
      type,
      storage: this.function ? 'local' : 'static',
      place,
      offset: 0,
      owner: null,
      isDefined: true,
      used: true
    }
    this.allocate(variable)
    return variable
  }

  /** The source between two places, as written, blanks collapsed, comments left out. */
  textOf(place: Place): string {
    if (place.start < 0) return ''
    return this.source
      .slice(place.start, place.end)
      .replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  }
}

/** The place right behind a token: where something is missing. */
export function behind(token: Place): Place {
  const length = Math.max(0, token.end - token.start)
  return { line: token.line, column: token.column + length, start: token.end, end: token.end + 1 }
}

/** From the start of one place to the end of another. */
export function span(from: Place, to: Place): Place {
  return { line: from.line, column: from.column, start: from.start, end: Math.max(from.end, to.end) }
}

export { isPunct }
