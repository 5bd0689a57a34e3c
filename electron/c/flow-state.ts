import type { Variable } from './ast'

/** The locals that have a value for certain; null where control never comes, so that anything holds. */
export type FlowState = Set<Variable> | null

/** What holds on either of two ways that meet. */
export function both(a: FlowState, b: FlowState): FlowState {
  if (a === null || b === null || a === b) return a ?? b
  const shared = new Set<Variable>()
  for (const variable of a) if (b.has(variable)) shared.add(variable)
  return shared
}

/** A state of its own for one of several ways. */
export function branchState(state: FlowState): FlowState {
  return state && new Set(state)
}
