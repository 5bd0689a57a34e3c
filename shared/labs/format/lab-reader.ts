import type { Diagnostic } from '../../contract/diagnostic'
import {
  checkTypes,
  momentProblem,
  parseExpression,
  parseMoment,
  types,
  aType,
  type ExpressionProblem,
  type LabType,
  type MomentWish,
  type ProgramScope,
  type Syntax,
  untoldByWindows
} from '../language'
import type { LabExpression, LabNeeds, LabPlace } from './lab'
import type { ProgramText } from './program-text'

/** What a program's text means, or what is wrong with it. */
export type ScopeAnswer =
  | { readonly ok: true; readonly scope: ProgramScope }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Reads a program's text for the names in it; null where nobody can (C names are then taken as they come). */
export type ScopeOf = ((source: string, fileName: string) => ScopeAnswer) | null

/** An expression that was read but whose types are not checked yet. */
export interface ReadExpression {
  readonly text: string
  readonly syntax: Syntax
  readonly place: LabPlace
  readonly moment: MomentWish
}

/** Reads one lab: gathers what is wrong, knows the file, and checks expressions against programs. */
export class LabReader {
  readonly problems: Diagnostic[] = []
  private readonly scopes = new Map<string, ScopeAnswer>()
  private readonly toldPrograms = new Set<string>()

  constructor(
    readonly file: string,
    private readonly scopeOf: ScopeOf,
    public needs: LabNeeds = 'simulator'
  ) {}

  problem(line: number, column: number, message: string, length = 1, file = this.file): void {
    this.problems.push({ severity: 'error', file, line, column, length: Math.max(1, length), message })
  }

  place(line: number, column: number): LabPlace {
    return { file: this.file, line, column }
  }

  /** Reads an expression that begins at a place; null where it is none. */
  expression(text: string, line: number, column: number, moment: MomentWish): ReadExpression | null {
    const parsed = parseExpression(text)
    if (!parsed.ok) return this.wrong(text, this.place(line, column), parsed.problem)
    return { text, syntax: parsed.value, place: this.place(line, column), moment }
  }

  /** Reads the moment that a block's head names; the end where it names none. */
  moment(text: string, line: number, column: number): MomentWish {
    if (text.trim() === '') return { when: 'end' }
    const parsed = parseMoment(text)
    if (parsed.ok) return parsed.value
    this.wrong(text, this.place(line, column), parsed.problem)
    return { when: 'end' }
  }

  /** Checks an expression against a program. `wanted`: the types it may have, in words where it has another. */
  typed(
    read: ReadExpression | null,
    program: ProgramText | null,
    wanted: { readonly kinds: readonly string[]; readonly says: string } | null,
    inMatrix = false
  ): LabExpression | null {
    if (read === null) return null
    const { text, syntax, place, moment } = read
    if (program === null)
      return this.wrong(text, place, {
        ...{ start: 0, end: text.length },
        message: 'No program is open here. Link to one before: [the program](name.c).'
      })
    const scope = this.scope(program)
    if (scope === undefined) return null
    const atHead = momentProblem(moment, syntax, scope)
    if (atHead !== null) return this.wrong(text, place, atHead)
    const checked = checkTypes(syntax, { program: scope, inMatrix, bothMachines: this.needs === 'both' })
    if (!checked.ok) return this.wrong(text, place, checked.problem)
    const untold = this.needs === 'simulator' ? null : untoldByWindows(checked.typed)
    if (untold !== null)
      return this.wrong(text, place, {
        ...{ start: 0, end: text.length },
        message: `Windows does not tell ${untold}. Ask ${this.needs === 'both' ? 'the simulator alone, with simulator. before it' : 'for something else, or let the lab need the simulator'}.`
      })
    const { type } = checked.typed
    const kind = type.kind === 'record' ? type.name : type.kind
    if (wanted !== null && !wanted.kinds.includes(kind))
      return this.wrong(text, place, {
        start: 0,
        end: text.length,
        message: `${wanted.says} This is ${aType(type)}.${advice(type, wanted.kinds)}`
      })
    return { text, place, typed: checked.typed, moment }
  }

  /** The scope of a program; undefined where it does not compile, which is told once. Null where nobody reads C. */
  scope(program: ProgramText): ProgramScope | null | undefined {
    if (this.scopeOf === null) return null
    const known = this.scopes.get(program.source)
    const answer = known ?? this.scopeOf(program.source, program.fileName)
    this.scopes.set(program.source, answer)
    if (answer.ok) return answer.scope
    if (!this.toldPrograms.has(program.source)) {
      this.toldPrograms.add(program.source)
      for (const diagnostic of answer.diagnostics) {
        const origin = program.origins[diagnostic.line - 1] ?? {
          file: program.fileName,
          line: diagnostic.line
        }
        this.problems.push({ ...diagnostic, file: origin.file, line: origin.line })
      }
    }
    return undefined
  }

  private wrong(text: string, place: LabPlace, problem: ExpressionProblem): null {
    // An expression may go on over lines: the place is counted from its own beginning.
    const before = text.slice(0, problem.start).split('\n')
    const line = place.line + before.length - 1
    const column = before.length === 1 ? place.column + problem.start : before.at(-1)!.length + 1
    this.problem(line, column, problem.message, problem.end - problem.start)
    return null
  }
}

function advice(type: LabType, kinds: readonly string[]): string {
  return kinds.includes(types.boolean.kind) && type.kind !== 'boolean'
    ? ' Compare it with something: ==, <, has.'
    : ''
}

/** What conditions have to be. */
export const aCondition = {
  kinds: ['boolean'],
  says: 'This has to be a condition that holds or not.'
} as const
