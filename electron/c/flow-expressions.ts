import type { Expression, Initialisation, Variable } from './ast'
import { arrayBounds, rootOf } from './array-bounds'
import type { Place } from './diagnostics'
import type { ArrayAlias, FunctionFlow } from './flow-analysis'
import { sameType } from './types'
import { both, branchState, type FlowState } from './flow-state'

/** Library and Win32 functions that never come back. */
const endings = new Set([
  'exit',
  '_exit',
  '_Exit',
  'abort',
  'ExitProcess',
  'ExitThread',
  'longjmp',
  'RaiseFailFastException'
])

/** The part of the flow analysis that concerns expressions: which locals they read, and which they give a value. */
export class ExpressionFlow {
  private readonly checkedLoads = new Map<Expression, Variable>()
  private readonly aliases = new Map<Variable, ArrayAlias>()
  private readonly changed = new Set<Variable>()

  constructor(
    private readonly locals: ReadonlySet<Variable>,
    private readonly warn: (place: Place, message: string) => void
  ) {}

  findings(): Omit<FunctionFlow, 'reachesEnd'> {
    for (const variable of this.changed) this.aliases.delete(variable)
    const { checkedLoads, aliases } = this
    return { checkedLoads, tracked: new Set(checkedLoads.values()), aliases }
  }

  assigned(variable: Variable | null, state: FlowState): FlowState {
    if (variable && state && this.locals.has(variable)) state.add(variable)
    return state
  }

  /** A variable got its first value: a pointer to an array's start may keep it for good. */
  initialised(variable: Variable, init: readonly Initialisation[]): void {
    const value = init.length === 1 ? init[0]!.value : null
    const pointer = value?.op === 'cast' ? value.of : value
    if (variable.type.kind !== 'pointer' || pointer?.type.kind !== 'pointer') return
    const bounds = startOfArray(pointer)
    if (bounds && sameType(pointer.type.to, variable.type.to)) this.aliases.set(variable, bounds)
  }

  /** At a label that a goto further down may lead to: nothing new is known. */
  atLabel(state: FlowState): FlowState {
    return state ?? new Set()
  }

  /** Behind a loop: an array that its body fills counts as filled, even if the loop might never run. */
  behindLoop(state: FlowState, endOfBody: FlowState): FlowState {
    if (state && endOfBody) for (const variable of endOfBody) if (isAggregate(variable)) state.add(variable)
    return state
  }

  dropped(e: Expression, state: FlowState): FlowState {
    // (void)x says that x is not used.
    if (e.op === 'cast' && e.type.kind === 'void') return this.dropped(e.of, state)
    if (e.op === 'variable' || e.op === 'member') return this.place(e, state, 0)
    if (e.op === 'comma') return this.dropped(e.right, this.dropped(e.left, state))
    return this.value(e, state)
  }

  returned(e: Expression, state: FlowState): void {
    const given = e.op === 'cast' ? e.of : e
    const root = given.op === 'decay' || given.op === 'address' ? rootOf(given.of) : null
    if (root && root.storage === 'local' && e.type.kind === 'pointer')
      this.warn(
        e.place,
        `The address of ${root.name || 'a local'} is returned: ${root.name || 'it'} ends with this function, and its place on the stack is used again by the next call. Make it static, or let the caller give the memory.`
      )
    this.value(e, state)
  }

  condition(e: Expression, state: FlowState): { yes: FlowState; no: FlowState } {
    switch (e.op) {
      case 'constant':
        return e.value !== 0n ? { yes: state, no: null } : { yes: null, no: state }
      case 'not': {
        const { yes, no } = this.condition(e.of, state)
        return { yes: no, no: yes }
      }
      case 'and': {
        const left = this.condition(e.left, state)
        const right = this.condition(e.right, left.yes)
        return { yes: right.yes, no: both(left.no, right.no) }
      }
      case 'or': {
        const left = this.condition(e.left, state)
        const right = this.condition(e.right, left.no)
        return { yes: both(left.yes, right.yes), no: right.no }
      }
      default: {
        const after = this.value(e, state)
        return { yes: after, no: branchState(after) }
      }
    }
  }

  /** The state behind an expression whose value is used. */
  value(e: Expression, state: FlowState): FlowState {
    switch (e.op) {
      case 'variable':
      case 'member':
      case 'dereference':
        return this.load(e, this.place(e, state, 0))
      case 'decay':
      case 'address': {
        // Who has the address may give it a value.
        const after = this.place(e.of, state, 1)
        const root = rootOf(e.of)
        if (root && e.op === 'address') this.changed.add(root)
        return this.assigned(root, after)
      }
      case 'cast':
      case 'negate':
      case 'complement':
        return this.value(e.of, state)
      case 'binary':
      case 'compare':
      case 'distance':
        return this.value(e.right, this.value(e.left, state))
      case 'offset':
        return this.value(e.index, this.value(e.pointer, state))
      case 'comma':
        return this.value(e.right, this.dropped(e.left, state))
      case 'not':
      case 'and':
      case 'or': {
        const { yes, no } = this.condition(e, state)
        return both(yes, no)
      }
      case 'conditional': {
        const { yes, no } = this.condition(e.condition, state)
        return both(this.value(e.yes, yes), this.value(e.no, no))
      }
      case 'assign': {
        const after = this.place(e.to, this.value(e.value, state), 0)
        return this.changes(e.to, after)
      }
      case 'update': {
        const after = this.place(e.to, this.value(e.value, state), 0)
        return this.changes(e.to, this.load(e.to, after))
      }
      case 'call':
        return this.call(e, state)
      case 'initialised':
        return this.place(e, state, 0)
      case 'alloca':
        return this.value(e.size, state)
      default:
        return state
    }
  }

  private call(e: Extract<Expression, { op: 'call' }>, state: FlowState): FlowState {
    let after = e.callee.op === 'function' ? state : this.value(e.callee, state)
    for (const arg of [...e.args].reverse()) after = this.value(arg, after)
    return e.callee.op === 'function' && endings.has(e.callee.symbol.name) ? null : after
  }

  private changes(to: Expression, state: FlowState): FlowState {
    const root = rootOf(to)
    if (root) this.changed.add(root)
    return this.assigned(root, state)
  }

  private load(e: Expression, state: FlowState): FlowState {
    const root = rootOf(e)
    const scalar = e.type.kind === 'int' || e.type.kind === 'float' || e.type.kind === 'pointer'
    if (root && scalar && state && this.locals.has(root) && !state.has(root)) this.checkedLoads.set(e, root)
    return state
  }

  /** The expressions inside of a place: indexes and pointers. `slack`: how far behind its last element an array may be named. */
  private place(e: Expression, state: FlowState, slack: 0 | 1): FlowState {
    switch (e.op) {
      case 'variable':
      case 'string':
        return state
      case 'member':
        return this.place(e.of, state, 0)
      case 'dereference': {
        const { of } = e
        if (of.op === 'decay' || of.op === 'address') return this.place(of.of, state, 0)
        if (of.op !== 'offset' || of.pointer.op !== 'decay') return this.value(of, state)
        this.checkConstantIndex(of, e.place, slack)
        return this.value(of.index, this.place(of.pointer.of, state, slack))
      }
      case 'initialised': {
        let after = state
        for (const { value } of e.init) after = this.value(value, after)
        return after
      }
      default:
        return this.value(e, state)
    }
  }

  private checkConstantIndex(e: Extract<Expression, { op: 'offset' }>, place: Place, slack: 0 | 1): void {
    const bounds = arrayBounds(e)
    if (!bounds || e.index.op !== 'constant') return
    const index = e.scale < 0 ? -e.index.value : e.index.value
    if (index >= 0n && index < BigInt(bounds.count + slack)) return
    const last = bounds.count - 1
    this.warn(
      place,
      `Index ${index} is outside of ${bounds.name || 'this array'}, which has ${bounds.count} element${last === 0 ? '' : 's'} (0${last === 0 ? '' : ` to ${last}`}). The machine does not check: it takes the memory ${index < 0n ? 'before' : 'behind'} the array.`
    )
  }
}

function isAggregate(variable: Variable): boolean {
  return variable.type.kind === 'array' || variable.type.kind === 'struct'
}

/** The array whose start, or a constant element of which, a pointer is. */
function startOfArray(e: Expression): ArrayAlias | null {
  if (e.op === 'decay' && e.of.type.kind === 'array' && e.of.op === 'variable' && e.of.type.count)
    return { count: e.of.type.count, base: 0 }
  if (e.op === 'address' && e.of.op === 'dereference' && e.of.of.op === 'offset') {
    const { pointer, index, scale } = e.of.of
    const start = startOfArray(pointer)
    if (start && index.op === 'constant' && scale > 0 && index.value <= BigInt(start.count))
      return { count: start.count, base: Number(index.value) }
  }
  return null
}
