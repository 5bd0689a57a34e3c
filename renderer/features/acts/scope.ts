import type { ProcessPlace, ShownVariable } from '../../../shared/contract/step'
import { blankedText } from '../editor/knowledge/program-text'
import { functionsOf } from './function-text'
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

/** The variables that a section's handle was put into, as the text has it, of those that are shown and hold one. */
export function sectionsIn(source: string, variables: readonly ShownVariable[]): string[] {
  const makes = /([A-Za-z_]\w*)\s*=\s*(?:\(HANDLE\)\s*)?(?:Create|Open)FileMapping\w*\s*\(/g
  const made = new Set([...blankedText(source).matchAll(makes)].map((match) => match[1]!))
  return variables
    .filter(({ name, value }) => made.has(name) && !/^(NULL|0x0|0)\b/.test(value))
    .map(({ expression }) => expression)
}
