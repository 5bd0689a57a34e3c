import { closestName } from '../../shared/contract/closest-name'
import type { FunctionSymbol, Statement, Symbol, Variable } from './ast'
import { suggestion, GiveUp, NextFunction, SyntaxProblem, type Place } from './diagnostics'
import { parseInitialiser } from './parse-initialisers'
import { parseBlock } from './parse-statements'
import {
  parseDeclarator,
  parseSpecifiers,
  skipQualifiers,
  type Declarator,
  type Specifiers
} from './parse-types'
import { behind, isPunct, newScope, span, type CurrentFunction, type ParserState } from './parser-state'
import type { Token } from './token'
import { declareComputedArray } from './stack-memory'
import { TryNesting } from './try-nesting'
import { sameType, sizeOf, typeText, type CType, type FunctionType } from './types'

/**
 * A declaration, in a block or at the file's top level, or a function's definition. In a block, answers the statements
 * that give locals their first values.
 */
export function parseDeclaration(p: ParserState): Statement[] {
  const from = p.at
  const specifiers = parseSpecifiers(p)
  const statements: Statement[] = []
  if (p.accept(';')) return statements
  for (let first = true; ; first = false) {
    const declarator = parseDeclarator(p, specifiers.type)
    skipAsmLabel(p)
    const { name } = declarator
    if (!name && specifiers.type.kind === 'struct' && isPunct(p.previous, '}') && p.token.lineStart)
      return p.reporter.fail(behind(p.previous), 'A ; is missing behind the } of this type.')
    if (!name) {
      if (isPunct(p.token, '&'))
        return p.reporter.fail(p.token, 'References (&) are C++: C has pointers, declared with *.')
      const what =
        specifiers.type.kind === 'struct' || p.token.kind !== 'name'
          ? `not ${p.token.text}`
          : `not the word ${p.token.text}`
      return p.reporter.fail(
        p.token,
        p.token.kind === 'end'
          ? 'The file ends in a declaration.'
          : `Here should be the name that is declared, ${what}.`
      )
    }
    if (specifiers.storage === 'typedef') declareType(p, name, declarator.type)
    else if (declarator.type.kind === 'function') {
      const symbol = declareFunction(p, name, declarator.type, specifiers)
      const lacksBrace = first && p.function === null && startsBody(p)
      if (lacksBrace)
        p.reporter.error(behind(p.previous), `A { is missing: the body of ${name.text} begins with it.`)
      if (first && (p.is('{') || lacksBrace)) {
        if (p.function !== null) refuseInnerFunction(p, name, from)
        defineFunction(p, symbol, name)
        return statements
      }
    } else declareVariable(p, declarator, name, specifiers, statements)
    if (p.accept(';')) return statements
    if (!p.accept(',')) p.expect(';', `behind the declaration of ${name.text}`)
    if (p.token.kind === 'name' && p.scope.symbols.has(p.token.text) && comparisons.has(p.peek().text))
      p.reporter.fail(
        p.previous,
        'Here should be ; and not , : the parts of a for are separated by semicolons.'
      )
    if (p.previous.text !== ',') return statements
  }
}

const comparisons = new Set(['<', '>', '<=', '>=', '==', '!='])

/** Statements on the next line, where only `{` can begin a function's body. */
function startsBody(p: ParserState): boolean {
  const { token } = p
  if (!token.lineStart || token.kind !== 'name' || token.column === 1) return false
  return /^(return|if|for|while|do|switch)$/.test(token.text) || isPunct(p.peek(), '(')
}

function skipAsmLabel(p: ParserState): void {
  skipQualifiers(p)
}

/** Pointers to pointers, arrays of arrays, through typedefs: beyond it no person wrote the text. */
const maximumDepth = 200
const depths = new WeakMap<CType, number>()

function depthOf(type: CType): number {
  const known = depths.get(type)
  if (known !== undefined) return known
  const parts =
    type.kind === 'pointer'
      ? [type.to]
      : type.kind === 'array'
        ? [type.of]
        : type.kind === 'function'
          ? [type.result, ...type.params.map((param) => param.type)]
          : []
  const depth = 1 + Math.max(0, ...parts.map(depthOf))
  depths.set(type, depth)
  return depth
}

function declareType(p: ParserState, name: Token, type: CType): void {
  if (depthOf(type) > maximumDepth) {
    p.reporter.error(name, `${name.text} is a type of a type, more than ${maximumDepth} times: simplify it.`)
    throw new GiveUp()
  }
  const named = { ...type, alias: name.text } as CType
  if (named.kind === 'struct' && named.definition.typedefName === null)
    named.definition.typedefName = name.text
  enter(p, name, { kind: 'typedef', name: name.text, type: named })
}

function enter(p: ParserState, name: Token, symbol: Symbol): void {
  const known = p.scope.symbols.get(name.text)
  const compatible =
    known !== undefined &&
    known.kind === symbol.kind &&
    'type' in known &&
    'type' in symbol &&
    sameType(known.type, symbol.type)
  if (known && (!compatible || known.kind === 'variable') && !p.isHeader)
    p.reporter.error(
      name,
      `${name.text} is declared twice here${compatible ? '.' : `: before as ${described(known)}.`}`
    )
  p.scope.symbols.set(name.text, symbol)
}

function described(symbol: Symbol): string {
  switch (symbol.kind) {
    case 'typedef':
      return 'a type'
    case 'constant':
      return "an enum's constant"
    default:
      return typeText(symbol.type)
  }
}

function declareFunction(
  p: ParserState,
  name: Token,
  type: FunctionType,
  specifiers: Specifiers
): FunctionSymbol {
  const file = p.scopes[p.isHeader ? 0 : 1]!
  const known = file.symbols.get(name.text)
  if (known?.kind === 'function') {
    const before = known.type
    if (p.is('{')) known.type = { ...type, unprototyped: type.unprototyped }
    if (!sameType(before, type))
      p.reporter.error(name, `${name.text} was declared before as ${typeText(before)}.`)
    if (known.type.unprototyped) known.type = type
    return known
  }
  if (known) p.reporter.error(name, `${name.text} is declared twice: before as ${described(known)}.`)
  const origin = p.isHeader ? p.originOf(name.text) : 'program'
  const symbol: FunctionSymbol = {
    kind: 'function',
    name: name.text,
    type,
    place: name,
    index: -1,
    origin,
    header: null
  }
  // A hand-written prototype of a function that the headers know, as tutorials show them: that function.
  const builtIn = p.isHeader ? undefined : p.scopes[0]!.symbols.get(name.text)
  const isDefinition = p.is('{')
  if (builtIn?.kind === 'function' && !isDefinition && specifiers.storage !== 'static') {
    file.symbols.set(name.text, { ...builtIn, header: null })
    return builtIn
  }
  file.symbols.set(name.text, symbol)
  return symbol
}

/** A definition at the left margin is the next function of the file: reading goes on there. */
function refuseInnerFunction(p: ParserState, name: Token, from: number): never {
  p.reporter.error(name, `A function cannot be defined inside another: is a } missing before ${name.text}?`)
  const start = p.tokens[from]!
  if (!start.lineStart || start.column !== 1) throw new SyntaxProblem()
  p.at = from
  throw new NextFunction()
}

function defineFunction(p: ParserState, declared: FunctionSymbol, name: Token): void {
  if (p.isHeader) p.reporter.fail(name, 'Built-in headers define no functions.')
  const symbol = declared
  if (symbol.index >= 0) p.reporter.error(name, `${name.text} is defined twice.`)
  symbol.index = p.functions.length
  p.functions.push(symbol)
  const { type } = symbol
  const current: CurrentFunction = {
    name: name.text,
    type,
    locals: [],
    frameSize: 0,
    resultHolder: null,
    labels: new Map(),
    gotos: [],
    loops: 0,
    tries: new TryNesting(),
    switches: []
  }
  p.function = current
  p.scopes.push(newScope())
  try {
    const local = (parameter: string, t: CType, place: Place): Variable => {
      const variable: Variable = {
        kind: 'variable',
        name: parameter,
        type: t,
        storage: 'local',
        place,
        offset: 0,
        owner: null,
        isDefined: true,
        used: true
      }
      p.allocate(variable)
      if (parameter) p.scope.symbols.set(parameter, variable)
      return variable
    }
    if (type.result.kind === 'struct')
      current.resultHolder = local('', { kind: 'pointer', to: type.result }, name)
    else if (sizeOf(type.result) === null && type.result.kind !== 'void')
      p.reporter.error(name, `${typeText(type.result)} is not known, so it cannot be returned.`)
    const params = type.params.map((param, i) => {
      if (param.name === null) p.reporter.warning(name, `Parameter ${i + 1} of ${name.text} has no name.`)
      if (sizeOf(param.type) === null) p.reporter.error(name, `The size of parameter ${i + 1} is not known.`)
      return local(param.name ?? '', param.type, name)
    })
    const body = parseBlock(p, p.is('{') ? p.next() : name)
    checkLabels(p, current)
    p.definitions.push({
      symbol,
      params,
      resultHolder: current.resultHolder,
      locals: current.locals,
      body,
      end: body.end,
      place: name,
      stackSlot: current.stackSlot
    })
  } finally {
    p.scopes.pop()
    p.function = null
  }
}

export function checkLabels(p: ParserState, current: CurrentFunction): void {
  for (const name of current.gotos)
    if (!current.labels.has(name.text))
      p.reporter.error(
        name,
        `There is no label ${name.text} in ${current.name}${suggestion(name.text, current.labels.keys()) || '.'}`
      )
  current.tries.checkJumps(p.reporter)
  const used = new Set(current.gotos.map((name) => name.text))
  for (const [label, place] of current.labels)
    if (!used.has(label) && [...used].every((name) => current.labels.has(name)))
      p.reporter.warning(place, `No goto leads to the label ${label}.`)
}

function declareVariable(
  p: ParserState,
  declarator: Declarator,
  name: Token,
  specifiers: Specifiers,
  statements: Statement[]
): void {
  const { storage } = specifiers
  const isStatic = p.function === null || storage === 'static' || storage === 'extern'
  const fileLevel = p.scope === p.scopes[1]
  const known = p.scope.symbols.get(name.text)
  let variable: Variable
  if (declarator.type.kind === 'void')
    p.reporter.error(name, `${name.text} cannot be void: only a pointer to void, void *, can be a variable.`)
  const { type: declared } = declarator
  const computed = declared.kind === 'array' ? declared.length : undefined
  if (computed && isStatic)
    return p.reporter.fail(name, `${name.text} is static, so its size must be a constant.`)
  if (known?.kind === 'variable' && isStatic && fileLevel) {
    // A tentative definition, or extern and the definition (C11 6.9.2).
    if (!sameType(known.type, declarator.type))
      p.reporter.error(name, `${name.text} was declared before as ${typeText(known.type)}.`)
    variable = known
  } else {
    variable = {
      kind: 'variable',
      name: name.text,
      type: declarator.type,
      storage: isStatic ? 'static' : 'local',
      place: name,
      offset: -1,
      owner: isStatic && !fileLevel ? (p.function?.name ?? null) : null,
      isDefined: storage !== 'extern',
      used: false
    }
    enter(p, name, variable)
    if (p.isHeader) return
  }
  const asked = Math.max(specifiers.alignment, p.askedAlignment)
  p.askedAlignment = 0
  if (asked > 1) variable.alignment = asked
  if (computed && declared.kind === 'array') {
    if (p.is('='))
      p.reporter.fail(
        p.token,
        `The size of ${name.text} is computed, so it can have no first values here: assign them.`
      )
    statements.push(declareComputedArray(p, variable, declared, computed, name))
    return
  }
  if (p.is('=')) {
    const equals = p.next()
    if (variable.storage === 'static') {
      const { type, init } = parseInitialiser(p, variable.type, true, equals)
      variable.type = type
      const only = init.length === 1 && type.constant && type.kind === 'int' ? init[0]!.value : null
      if (only?.op === 'constant') variable.known = only.value
      complete(p, variable, name)
      p.staticInits.push({ variable, init })
      variable.isDefined = true
    } else {
      // In scope in its own initialiser, as C has it: `T *p = malloc(sizeof *p)`.
      if (sizeOf(variable.type) !== null) complete(p, variable, name)
      const { type, init, clear } = parseInitialiser(p, variable.type, false, equals)
      variable.type = type
      const only = init.length === 1 && type.constant && type.kind === 'int' ? init[0]!.value : null
      if (only?.op === 'constant') variable.known = only.value
      complete(p, variable, name)
      statements.push({ op: 'initialise', place: span(specifiers.start, p.previous), variable, clear, init })
    }
  } else {
    if (storage !== 'extern') variable.isDefined = true
    if (storage !== 'extern' || variable.offset >= 0) complete(p, variable, name)
    else if (sizeOf(variable.type) !== null) complete(p, variable, name)
    if (variable.storage === 'local') statements.push({ op: 'declare', place: name, variable })
  }
  if (variable.storage === 'static' && !p.globals.includes(variable)) p.globals.push(variable)
}

/** `; did you mean struct point?` or a full stop. */
function similarTag(p: ParserState, type: CType): string {
  if (type.kind !== 'struct' || type.definition.tag === null) return '.'
  const { tag, isUnion } = type.definition
  const known = p.scopes.flatMap((scope) => [...scope.tags.keys()]).filter((name) => name !== tag)
  const close = closestName(tag, known)
  return close === null ? '.' : `; did you mean ${isUnion ? 'union' : 'struct'} ${close}?`
}

/** Gives a variable its room, once. */
function complete(p: ParserState, variable: Variable, name: Token): void {
  if (variable.offset >= 0) return
  if (sizeOf(variable.type) === null) {
    if (variable.type.kind === 'void') return
    const array = variable.type.kind === 'array'
    p.reporter.error(
      name,
      array
        ? `The array ${name.text} needs a size: ${name.text}[...].`
        : `${typeText(variable.type)} is not known here, so ${name.text} has no size${similarTag(p, variable.type)}`
    )
    if (variable.type.kind === 'struct') p.unknownStructs.add(variable.type.definition)
    variable.offset = 0
    return
  }
  p.allocate(variable)
}
