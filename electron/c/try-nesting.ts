import type { JumpGoal, Variable } from './ast'
import type { Place, Reporter } from './diagnostics'
import type { Token } from './token'

/** A part of a try statement that is being read. */
export interface TryPart {
  readonly kind: 'body' | 'filter' | 'except' | 'finally'
  readonly place: Place
  /** A body whose __finally has been read. */
  isTermination: boolean
  /** What GetExceptionCode, GetExceptionInformation and AbnormalTermination stand for in it. */
  readonly code: Variable | null
  readonly pointers: Variable | null
  readonly state: Variable | null
  /** Loops and switches around it. */
  readonly loops: number
  readonly switches: number
}

interface Jump {
  readonly name: Token
  readonly parts: readonly TryPart[]
  readonly to: JumpGoal
}

const partNames = {
  body: 'a __try block',
  except: 'an __except block',
  finally: 'a __finally block',
  filter: ''
}

/** The try statements of one function while it is read, with the labels and gotos that stand in them. */
export class TryNesting {
  /** Innermost last. */
  readonly open: TryPart[] = []
  private readonly labels = new Map<string, readonly TryPart[]>()
  private readonly jumps: Jump[] = []

  /** Reads something as one part of a try statement. */
  inside<T>(part: TryPart, read: () => T): T {
    this.open.push(part)
    try {
      return read()
    } finally {
      this.open.pop()
    }
  }

  innermost(...kinds: TryPart['kind'][]): TryPart | undefined {
    return this.open.findLast((part) => kinds.includes(part.kind))
  }

  noteLabel(name: string): void {
    this.labels.set(name, [...this.open])
  }

  noteGoto(name: Token): JumpGoal {
    const to = { finallies: 0 }
    this.jumps.push({ name, parts: [...this.open], to })
    return to
  }

  /**
   * Tells of jumps into try statements, which MSVC refuses (learn.microsoft.com, try-except statement: "It's not valid
   * to jump into a __try statement, but valid to jump out of one"), and gives each goto its goal.
   */
  checkJumps(reporter: Reporter): void {
    for (const { name, parts, to } of this.jumps) {
      const around = this.labels.get(name.text)
      if (!around) continue
      const entered = around.find((part) => !parts.includes(part))
      if (entered) {
        const what = `${partNames[entered.kind]} of line ${entered.place.line}`
        reporter.error(name, `goto ${name.text} jumps into ${what}: only jumps out of one are allowed.`)
      }
      if (parts.some((part) => part.kind === 'finally' && !around.includes(part)))
        warnOfLeaving(reporter, name, 'goto')
      to.finallies = around.filter((part) => part.isTermination).length
    }
  }
}

/** MSVC's warning C4532. */
export function warnOfLeaving(reporter: Reporter, place: Place, word: string): void {
  reporter.warning(
    place,
    `${word} jumps out of a __finally block: an exception that is being unwound is lost there.`
  )
}
