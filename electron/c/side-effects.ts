import type { Expression } from './ast'

/** Whether computing an expression may change something: it assigns, or calls. */
export function hasEffects(e: Expression): boolean {
  switch (e.op) {
    case 'assign':
    case 'update':
    case 'call':
    case 'initialised':
    case 'alloca':
      return true
    case 'dereference':
    case 'member':
    case 'address':
    case 'decay':
    case 'cast':
    case 'negate':
    case 'complement':
    case 'not':
      return hasEffects(e.of)
    case 'binary':
    case 'compare':
    case 'and':
    case 'or':
    case 'comma':
    case 'distance':
      return hasEffects(e.left) || hasEffects(e.right)
    case 'conditional':
      return [e.condition, e.yes, e.no].some(hasEffects)
    case 'offset':
      return hasEffects(e.pointer) || hasEffects(e.index)
    default:
      return false
  }
}
