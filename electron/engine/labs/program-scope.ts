import type { ProcessLetter } from '../../../shared/contract/observation'
import { markedLines, type ScopeAnswer } from '../../../shared/labs/format'
import type { CMeaning } from '../../../shared/labs/language'
import { compile, expressionMeaning } from '../../c'

/** The function that each process begins in. */
export const entryFunctions: Readonly<Record<ProcessLetter, readonly string[]>> = {
  A: ['main', 'wmain'],
  B: ['process_b'],
  C: ['process_c']
}

/** Reads a program for the names that a lab's expressions use. */
export function programScope(source: string, fileName: string): ScopeAnswer {
  const compiled = compile(source, fileName)
  if (!compiled.ok) return { ok: false, diagnostics: compiled.diagnostics }
  const { program } = compiled
  const known = new Map<string, CMeaning>()
  return {
    ok: true,
    scope: {
      processes: program.processes,
      marks: markedLines(source),
      meaningOf: (expression, process) => {
        const key = `${process ?? ''} ${expression}`
        const meaning =
          known.get(key) ??
          expressionMeaning(
            program,
            expression,
            process === null ? entryFunctions.A : entryFunctions[process]
          )
        known.set(key, meaning)
        return meaning
      }
    }
  }
}
