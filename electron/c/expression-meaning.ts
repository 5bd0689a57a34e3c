import { valueOf } from './conversions'
import type { CompiledFunction } from './compiled-code'
import type { Program } from './program'
import { readExpression, type ReadExpression } from './read-expression'
import { typeText, type CType } from './types'

/** What an expression is by its type, or why it is none. `text`: a char array or a pointer to char. */
export type ExpressionMeaning =
  | { readonly kind: 'integer' | 'pointer' | 'text' | 'real' }
  | { readonly kind: 'problem'; readonly message: string }

/**
 * What a C expression means in a program, read wherever it can be: in the functions of the given names first, at their
 * ends before their beginnings, then in the others.
 */
export function expressionMeaning(
  program: Program,
  text: string,
  preferred: readonly string[]
): ExpressionMeaning {
  let problem: string | null = null
  for (const place of placesOf(program, preferred)) {
    const read = readExpression(program, text, place)
    if (read.ok) return meaningOf(read)
    problem ??= read.problem
  }
  return { kind: 'problem', message: problem ?? 'The program has no statement.' }
}

function* placesOf(
  program: Program,
  preferred: readonly string[]
): Generator<{ readonly function: CompiledFunction; readonly pc: number }> {
  const rank = (f: CompiledFunction): number => {
    const at = preferred.indexOf(f.name)
    return at < 0 ? preferred.length : at
  }
  const pcs = [...program.statementPlaces.values()].sort((a, b) => b - a)
  for (const f of [...program.code.functions].sort((a, b) => rank(a) - rank(b)))
    for (const pc of pcs) if (pc >= f.start && pc < f.end) yield { function: f, pc }
}

function meaningOf({ expression }: Extract<ReadExpression, { ok: true }>): ExpressionMeaning {
  const isChar = (type: CType): boolean => type.kind === 'int' && type.size === 1
  const { type } = expression
  if (type.kind === 'array' && isChar(type.of)) return { kind: 'text' }
  const value = valueOf(expression).type
  switch (value.kind) {
    case 'int':
      return { kind: 'integer' }
    case 'float':
      return { kind: 'real' }
    case 'pointer':
      return { kind: isChar(value.to) ? 'text' : 'pointer' }
    case 'struct':
      return { kind: 'problem', message: `${typeText(value)} is a structure: name one of its members.` }
    default:
      return { kind: 'problem', message: `${typeText(value)} is no value that can be compared.` }
  }
}
