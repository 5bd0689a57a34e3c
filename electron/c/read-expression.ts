import type { Expression, Symbol, Variable } from './ast'
import type { CompiledCode, CompiledFunction } from './compiled-code'
import { valueOf } from './conversions'
import { GiveUp, Reporter, SyntaxProblem } from './diagnostics'
import { tokenize } from './lexer'
import { MacroExpander } from './macro-expansion'
import { parseExpression } from './parse-expressions'
import { keywords } from './parse-types'
import { ParserState, newScope, type Scope } from './parser-state'
import type { Program } from './program'
import { isScalar, typeText } from './types'
import { hintFor } from './unsupported-names'

/** An expression that was read in a program's scope, or a sentence that says what is wrong with it. */
export type ReadExpression =
  | {
      readonly ok: true
      readonly expression: Expression
      /** A part of it as it was written. */
      textOf(part: Expression): string
    }
  | { readonly ok: false; readonly problem: string }

/** Where in a program an expression is read: a function and the instruction it stands before; null is outside of all. */
export type ScopePlace = { readonly function: CompiledFunction; readonly pc: number } | null

/** Reads a C expression as it would be read at a place of the program. It only looks: what assigns or calls is refused. */
export function readExpression(program: Program, text: string, place: ScopePlace): ReadExpression {
  const reporter = new Reporter(program.fileName)
  try {
    const p = parserOf(program, text, place, reporter)
    const missing = p.tokens.findIndex((_, i) => isForeign(program, p, i))
    if (missing >= 0) return refuse(`${p.tokens[missing]!.text} is not in scope here.`)
    if (p.tokens.length === 1) return refuse('There is no expression.')
    const expression = parseExpression(p)
    const error = reporter.errors[0]
    if (error) return refuse(error.message)
    if (p.token.kind !== 'end') return refuse(`${p.token.text} does not belong behind this expression.`)
    const effect = effectIn(expression)
    if (effect !== null) return refuse(effect)
    return { ok: true, expression, textOf: (part) => p.textOf(part.place) || text.trim() }
  } catch (problem) {
    if (problem instanceof RangeError) return refuse('This expression is nested too deep.')
    if (!(problem instanceof GiveUp) && !(problem instanceof SyntaxProblem)) throw problem
    return refuse(reporter.errors[0]?.message ?? 'This is no expression.')
  }
}

/** Reads an expression whose value says whether to stop. */
export function readCondition(program: Program, text: string, place: ScopePlace): ReadExpression {
  const read = readExpression(program, text, place)
  if (!read.ok) return read
  const expression = valueOf(read.expression)
  if (isScalar(expression.type)) return { ...read, expression }
  return refuse(`A condition is a number or a pointer, not ${typeText(expression.type)}.`)
}

/** The variables in scope, the innermost of each name: locals, then statics of the function, then the file's. */
export function variablesInScope(code: CompiledCode, place: ScopePlace): Variable[] {
  const locals = place
    ? place.function.scoped
        .filter((s) => place.pc >= s.from && place.pc < s.to)
        .filter(
          (s, _, all) => !all.some((other) => other.variable.name === s.variable.name && other.from > s.from)
        )
        .map((s) => s.variable)
    : []
  const own = place ? code.globals.filter((v) => v.owner === place.function.name) : []
  const file = code.globals.filter((v) => v.owner === null)
  const seen = new Set<string>()
  return [...locals, ...own, ...file].filter((v) => !seen.has(v.name) && seen.add(v.name))
}

const refuse = (problem: string): ReadExpression => ({ ok: false, problem })

function parserOf(program: Program, text: string, place: ScopePlace, reporter: Reporter): ParserState {
  const { names, code } = program
  const written = tokenize(text, reporter, true)
  const error = reporter.errors[0]
  if (error) throw new SyntaxProblem(error.message)
  const expander = new MacroExpander((name) => names.macro(name), reporter, program.fileName)
  const end = written.at(-1)!
  const tokens = [...expander.expandAll(written.slice(0, -1)), end]
  const headers = { has: () => true } as unknown as ReadonlySet<string>
  const known = { hintFor, headerOf: () => null, macroNames: () => names.macroNames() }
  const p = new ParserState(tokens, text, reporter, names.headers, headers, known, () => 'program', false)
  p.scopes.splice(1, 1, names.file, ...innerScopes(code, names.inner, place))
  return p
}

function innerScopes(code: CompiledCode, inner: ReadonlyMap<string, Scope>, place: ScopePlace): Scope[] {
  if (!place) return []
  const symbols = new Map<string, Symbol>()
  for (const variable of variablesInScope(code, place))
    if (variable.storage === 'local' || variable.owner !== null) symbols.set(variable.name, variable)
  const types = inner.get(place.function.name)
  return [...(types ? [types] : []), { ...newScope(), symbols }]
}

/** Whether a token is the name of a variable that lives elsewhere in the program only. */
function isForeign(program: Program, p: ParserState, i: number): boolean {
  const token = p.tokens[i]!
  const before = p.tokens[i - 1]
  if (token.kind !== 'name' || keywords.has(token.text) || p.find(token.text)) return false
  if (before?.text === '.' || before?.text === '->') return false
  return (
    program.code.functions.some((f) => f.allLocals.some((v) => v.name === token.text)) ||
    program.code.globals.some((v) => v.name === token.text)
  )
}

/** Why an expression does more than look; null when it does not. */
function effectIn(e: Expression): string | null {
  const first = (...parts: readonly Expression[]): string | null => {
    for (const part of parts) {
      const found = effectIn(part)
      if (found !== null) return found
    }
    return null
  }
  switch (e.op) {
    case 'assign':
      return 'This may only look, not assign: write == to compare.'
    case 'update':
      return 'This may only look: ++, -- and assignments would change the program.'
    case 'call':
      return 'This may only look: functions are not called here.'
    case 'initialised':
    case 'more-arguments':
      return 'This may only look at what is there: it cannot make something new.'
    case 'string':
      return "A text in quotes lies nowhere in the program’s memory: compare characters, as in text[0] == 'a'."
    case 'dereference':
    case 'member':
    case 'address':
    case 'decay':
    case 'cast':
    case 'negate':
    case 'complement':
    case 'not':
      return first(e.of)
    case 'binary':
    case 'compare':
    case 'and':
    case 'or':
    case 'comma':
    case 'distance':
      return first(e.left, e.right)
    case 'conditional':
      return first(e.condition, e.yes, e.no)
    case 'offset':
      return first(e.pointer, e.index)
    default:
      return null
  }
}
