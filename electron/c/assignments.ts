import type { Expression, Statement } from './ast'
import type { ParserState } from './parser-state'
import type { Assignment } from './program'
import { hasEffects } from './side-effects'

/** Assignments that are kept of one line: more are no lesson. */
const maximumPerLine = 12

/** Where a program's text assigns to something that can be looked at afterwards, by function, in the order of the text. */
export function assignmentsOf(p: ParserState): ReadonlyMap<string, readonly Assignment[]> {
  const all = new Map<string, readonly Assignment[]>()
  for (const { symbol, body } of p.definitions) {
    const found: Assignment[] = []
    const perLine = new Map<number, Set<string>>()
    const note = (line: number, target: Expression): void => {
      if (line === 0 || target.place.start < 0 || hasEffects(target)) return
      const text = p.textOf(target.place)
      const texts = perLine.get(line) ?? new Set()
      if (text === '' || text.length > 60 || texts.has(text) || texts.size >= maximumPerLine) return
      perLine.set(line, texts.add(text))
      found.push({ line, text, target })
    }
    walkStatement(body, note, p)
    all.set(symbol.name, found)
  }
  return all
}

type Note = (line: number, target: Expression) => void

function walkStatement(s: Statement, note: Note, p: ParserState): void {
  const inside = (statement: Statement): void => walkStatement(statement, note, p)
  const at = (line: number, e: Expression | null): void => {
    if (e) walkExpression(e, line, note)
  }
  switch (s.op) {
    case 'expression':
      return at(s.place.line, s.expression)
    case 'initialise': {
      for (const { value } of s.init) at(s.place.line, value)
      const { variable } = s
      if (variable.name)
        note(s.place.line, { op: 'variable', variable, type: variable.type, place: variable.place })
      return
    }
    case 'block':
      return s.body.forEach(inside)
    case 'if':
      at(s.place.line, s.condition)
      inside(s.yes)
      if (s.no) inside(s.no)
      return
    case 'while':
      at(s.place.line, s.condition)
      return inside(s.body)
    case 'do':
      inside(s.body)
      return at(s.conditionPlace.line, s.condition)
    case 'for':
      s.init.forEach(inside)
      at(s.place.line, s.condition)
      at(s.place.line, s.step)
      return inside(s.body)
    case 'switch':
      at(s.place.line, s.value)
      return inside(s.body)
    case 'case':
    case 'label':
      return inside(s.body)
    case 'return':
      return at(s.place.line, s.value)
    default:
      return
  }
}

/** What an expression assigns to, and what it hands out the address of in a call: `VirtualQuery(p, &info, ...)`. */
function walkExpression(e: Expression, line: number, note: Note): void {
  const inside = (of: Expression): void => walkExpression(of, line, note)
  switch (e.op) {
    case 'assign':
      inside(e.value)
      return note(line, e.to)
    case 'update':
      inside(e.value)
      return note(line, e.to)
    case 'call':
      for (const arg of e.args) {
        inside(arg)
        const value = arg.op === 'cast' ? arg.of : arg
        if ((value.op === 'address' || value.op === 'decay') && value.of.op !== 'function')
          if (value.of.op === 'variable' && !value.of.type.constant) note(line, value.of)
      }
      return
    case 'dereference':
    case 'member':
    case 'address':
    case 'decay':
    case 'cast':
    case 'negate':
    case 'complement':
    case 'not':
      return inside(e.of)
    case 'binary':
    case 'compare':
    case 'and':
    case 'or':
    case 'comma':
    case 'distance':
      inside(e.left)
      return inside(e.right)
    case 'conditional':
      return [e.condition, e.yes, e.no].forEach(inside)
    case 'offset':
      inside(e.pointer)
      return inside(e.index)
    default:
      return
  }
}
