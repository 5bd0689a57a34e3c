import type { Expression, FunctionDefinition, Initialisation, Statement, Variable } from './ast'
import { ExpressionFlow } from './flow-expressions'
import { both, branchState, type FlowState } from './flow-state'

/** What the flow of control shows of a function. */
export interface FunctionFlow {
  /** Loads of locals that may have no value there, with the local. */
  readonly checkedLoads: ReadonlyMap<Expression, Variable>
  /** The locals of those loads. */
  readonly tracked: ReadonlySet<Variable>
  /** Pointers that hold an array's start for all their life. */
  readonly aliases: ReadonlyMap<Variable, ArrayAlias>
  /** The end of the body can be reached. */
  readonly reachesEnd: boolean
}

/** `int *p = array;`: what p[0] is. */
export interface ArrayAlias {
  readonly count: number
  readonly base: number
}

/**
 * Follows a function's statements in the order of execution (C11 6.8) to find the locals that have a value for certain
 * (definite assignment), and what is wrong wherever it is executed: constant indexes outside of arrays, addresses of
 * locals that are returned.
 */
export function analyseFlow(
  definition: FunctionDefinition,
  warn: (place: Expression['place'], message: string) => void
): FunctionFlow {
  const walk = new StatementFlow(definition, warn)
  const end = walk.statement(definition.body, new Set())
  return { ...walk.expressions.findings(), reachesEnd: end !== null }
}

class StatementFlow {
  readonly expressions: ExpressionFlow
  private readonly breaks: { state: FlowState }[] = []
  private readonly continues: { state: FlowState }[] = []
  private readonly leaves: { state: FlowState }[] = []
  private readonly cases: { entry: FlowState; hasDefault: boolean }[] = []
  private readonly gotos = new Map<string, FlowState>()

  constructor(definition: FunctionDefinition, warn: (place: Expression['place'], message: string) => void) {
    const own = new Set([...definition.params, definition.resultHolder])
    this.expressions = new ExpressionFlow(
      new Set(definition.locals.filter((v) => v.name !== '' && !own.has(v))),
      warn
    )
  }

  /** The state behind a statement that begins with `state`. */
  statement(s: Statement, state: FlowState): FlowState {
    const { expressions: e } = this
    switch (s.op) {
      case 'expression':
        return e.dropped(s.expression, state)
      case 'declare':
        state?.delete(s.variable)
        return state
      case 'initialise':
        return this.initialise(s.variable, s.init, state)
      case 'block':
        return s.body.reduce((before, inner) => this.statement(inner, before), state)
      case 'if': {
        const { yes, no } = e.condition(s.condition, state)
        const taken = this.statement(s.yes, yes)
        return both(taken, s.no ? this.statement(s.no, no) : no)
      }
      case 'while': {
        const { yes, no } = e.condition(s.condition, state)
        const { end, left } = this.loop(s.body, yes)
        return e.behindLoop(both(no, left), end)
      }
      case 'do': {
        const { end, left } = this.loop(s.body, state)
        return both(e.condition(s.condition, end).no, left)
      }
      case 'for': {
        let before = state
        for (const part of s.init) before = this.statement(part, before)
        const { yes, no } = s.condition ? e.condition(s.condition, before) : { yes: before, no: null }
        const { end, left } = this.loop(s.body, yes)
        const after = s.step ? e.dropped(s.step, end) : end
        return e.behindLoop(both(no, left), after)
      }
      case 'switch': {
        const entry = e.value(s.value, state)
        this.cases.push({ entry, hasDefault: false })
        this.breaks.push({ state: null })
        const end = this.statement(s.body, null)
        const { hasDefault } = this.cases.pop()!
        const left = this.breaks.pop()!.state
        return both(both(end, left), hasDefault ? null : entry)
      }
      case 'case': {
        const around = this.cases.at(-1)
        if (around && s.case.value === null) around.hasDefault = true
        return this.statement(s.body, both(state, branchState(around?.entry ?? null)))
      }
      case 'label': {
        // States only grow on the way to a goto further down that leads back here.
        const jumped = this.gotos.get(s.name)
        return this.statement(s.body, jumped === undefined ? e.atLabel(state) : both(state, jumped))
      }
      case 'goto': {
        const known = this.gotos.get(s.name)
        this.gotos.set(s.name, both(known ?? null, branchState(state)))
        return null
      }
      case 'break':
      case 'continue': {
        const target = (s.op === 'break' ? this.breaks : this.continues).at(-1)
        if (target) target.state = both(target.state, branchState(state))
        return null
      }
      case 'return':
        if (s.value) e.returned(s.value, state)
        return null
      case 'try-except': {
        // Whatever of the body was done, its handler begins with what was certain before it.
        const before = e.value(s.filter, branchState(state))
        return both(this.body(s.body, state), this.statement(s.handler, before))
      }
      case 'try-finally': {
        const before = branchState(state)
        const end = this.body(s.body, state)
        const handled = this.statement(s.handler, before)
        return end && handled && new Set([...end, ...handled])
      }
      case 'leave': {
        const target = this.leaves.at(-1)
        if (target) target.state = both(target.state, branchState(state))
        return null
      }
      default:
        return state
    }
  }

  /** The state behind the body of a __try. */
  private body(body: Statement, state: FlowState): FlowState {
    this.leaves.push({ state: null })
    const end = this.statement(body, branchState(state))
    return both(end, this.leaves.pop()!.state)
  }

  private initialise(variable: Variable, init: readonly Initialisation[], state: FlowState): FlowState {
    const { expressions: e } = this
    state?.delete(variable)
    let after = state
    for (const { value } of init) after = e.value(value, after)
    e.initialised(variable, init)
    return e.assigned(variable, after)
  }

  private loop(body: Statement, state: FlowState): { end: FlowState; left: FlowState } {
    this.breaks.push({ state: null })
    this.continues.push({ state: null })
    const end = both(this.statement(body, state), this.continues.at(-1)!.state)
    this.continues.pop()
    return { end, left: this.breaks.pop()!.state }
  }
}
