import type { ProcessPlace, ShownVariable } from '../../../shared/contract/step'
import { blankedText } from '../editor/knowledge/blanked-text'
import { functionsOf, type FunctionText } from './function-text'
import type { StatementPlace } from './statement-place'

/**
 * The variables that can be named where a statement goes: those shown, where they are of the same function's frame;
 * else, of them, those that stand outside of all functions.
 */
export function variablesAt(
  source: string,
  shown: Pick<ProcessPlace, 'frame' | 'frames' | 'variables'>,
  { frame }: Pick<StatementPlace, 'frame'>
): readonly ShownVariable[] {
  const isSameFrame = frame === null ? shown.frames.length === 1 : frame === shown.frame
  if (isSameFrame) return shown.variables
  const outside = wordsOutside(source)
  return shown.variables.filter(({ name }) => outside.has(name))
}

/** The words that stand neither in a function nor between parentheses. */
function wordsOutside(source: string): ReadonlySet<string> {
  const inside = new Set(functionsOf(source).flatMap(({ lines }) => lines.map(({ number }) => number)))
  const lines = blankedText(source)
    .split('\n')
    .filter((_, index) => !inside.has(index + 1))
  const text = lines.join('\n').replace(/\([^()]*\)|\{[^{}]*\}/g, ' ')
  return new Set(text.match(/\b[A-Za-z_]\w*\b/g))
}

/** What answers the base of the allocation that it makes. */
const makers =
  /^(?:(.*\*)\s*)?\b([A-Za-z_]\w*)\s*=\s*(?:\([^()]*\)\s*)?(?:VirtualAlloc2?|MapViewOfFile\w*)\s*\(/

/**
 * The pointer that an allocation was put into on the line that made it, where the text shows that it still holds it at a
 * later place: the line is executed once, in the process's own function, and nothing else changes the pointer.
 */
export function pointerFromText(
  source: string,
  { line, base, at }: { readonly line: number; readonly base: number; readonly at: number }
): ShownVariable | null {
  const functions = functionsOf(source)
  const holding = (number: number): FunctionText | undefined =>
    functions.find(({ lines }) => lines.some((one) => one.number === number))
  const made = holding(line)
  const text = made?.lines.find(({ number }) => number === line)
  if (made === undefined || text === undefined || text.inLoop || !entries.test(made.name)) return null
  const found = makers.exec(text.code)
  if (found === null) return null
  const [, declared, name] = found
  const blanked = blankedText(source)
  const isOutside = wordsOutside(source).has(name!)
  // Declared here it is seen to the end of the block that it is in; else in the whole function.
  if (holding(at) !== made && (!isOutside || declared !== undefined)) return null
  if (declared !== undefined && text.depth > 1) return null
  const changes = new RegExp(
    `\\b${name}\\s*(?:=(?!=)|[-+]=|\\+\\+|--)|(?:\\+\\+|--|&)\\s*${name}\\b(?!\\s*[[.])`,
    'g'
  )
  const where = isOutside ? blanked : linesOf(blanked, made)
  const count = [...where.matchAll(changes)].length
  const type = declared ?? new RegExp(`([A-Za-z_][\\w \\t]*\\*)\\s*${name}\\s*[;,=]`).exec(where)?.[1]
  // `= NULL` where it is declared is before the line in any case.
  const empties = [...where.matchAll(new RegExp(`\\*\\s*${name}\\s*=\\s*(?:NULL|0)\\s*[;,]`, 'g'))].length
  if (type === undefined || count - empties !== 1) return null
  return {
    ...{ name: name!, expression: name!, type: type.replace(/^\s*static\s+/, '').trim() },
    ...{ value: `0x${base.toString(16)}`, address: 0, unfolds: false, children: null, changed: false }
  }
}

/** The functions that a process executes once. */
const entries = /^(w?main|w?WinMain|process_[bc])$/

function linesOf(text: string, { lines }: FunctionText): string {
  const all = text.split('\n')
  return lines.map(({ number }) => all[number - 1] ?? '').join('\n')
}

/** The variables that a section's handle was put into, as the text has it, of those that are shown and hold one. */
export function sectionsIn(source: string, variables: readonly ShownVariable[]): string[] {
  const makes = /([A-Za-z_]\w*)\s*=\s*(?:\(HANDLE\)\s*)?(?:Create|Open)FileMapping\w*\s*\(/g
  const made = new Set([...blankedText(source).matchAll(makes)].map((match) => match[1]!))
  return variables
    .filter(({ name, value }) => made.has(name) && !/^(NULL|0x0|0)\b/.test(value))
    .map(({ expression }) => expression)
}
