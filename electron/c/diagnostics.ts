import type { Diagnostic } from '../../shared/contract/diagnostic'
import { closestName } from '../../shared/contract/closest-name'

/** A stretch of the user's source: what a message points at. Lines and columns count from 1; offsets are UTF-16 units. */
export interface Place {
  readonly line: number
  readonly column: number
  /** Offset of the first character in the source; -1 for text that is not the user's. */
  readonly start: number
  /** Offset behind the last character. */
  readonly end: number
}

export const nowhere: Place = { line: 0, column: 1, start: -1, end: -1 }

/** As many errors as are told at once: after that many, the rest is mostly noise. */
const maximumErrors = 20
const maximumWarnings = 100

/** Thrown to leave a construct that makes no sense any more; caught where parsing can start again. */
export class SyntaxProblem extends Error {}

/** Thrown to leave a function whose } is missing: the next one begins where reading stands. */
export class NextFunction extends Error {}

/** Thrown when nothing more can be said: too many errors, or a text that cannot be read at all. */
export class GiveUp extends Error {}

/** Collects what is said about one text. */
export class Reporter {
  readonly errors: Diagnostic[] = []
  readonly warnings: Diagnostic[] = []
  private readonly said = new Set<string>()

  constructor(private readonly fileName: string) {}

  /** Notes an error; throws `GiveUp` when there are enough. What follows from an error at the same place is not said. */
  error(place: Place, message: string): void {
    if (!this.isNews(place, 'error')) return
    this.errors.push(this.diagnostic('error', place, message))
    if (this.errors.length >= maximumErrors) throw new GiveUp()
  }

  warning(place: Place, message: string): void {
    if (this.warnings.length >= maximumWarnings || !this.isNews(place, message)) return
    this.warnings.push(this.diagnostic('warning', place, message))
  }

  /** Notes an error and leaves the construct. */
  fail(place: Place, message: string): never {
    this.error(place, message)
    throw new SyntaxProblem(message)
  }

  private isNews(place: Place, message: string): boolean {
    const key = `${place.line}:${place.column}:${message}`
    if (this.said.has(key)) return false
    this.said.add(key)
    return true
  }

  private diagnostic(severity: 'error' | 'warning', place: Place, message: string): Diagnostic {
    const length = Math.max(1, place.end - place.start)
    return {
      severity,
      file: this.fileName,
      line: Math.max(1, place.line),
      column: place.column,
      length,
      message
    }
  }
}

/** `; did you mean X?` or nothing. */
export function suggestion(name: string, known: Iterable<string>): string {
  const close = closestName(name, known)
  return close === null ? '' : `; did you mean ${close}?`
}
