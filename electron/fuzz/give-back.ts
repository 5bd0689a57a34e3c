import { namedConstants as k } from '../../shared/win32/constants'
import type { Action, Argument, NumberFamily } from '../known-differences/actions'
import { caching, isOddProtection } from '../known-differences/difference-tests'

/** Whether it is a call that Windows refuses and Wine often does: afterwards the memory concerned differs. */
export function leavesApart(action: Action): boolean {
  const has = (family: NumberFamily, test: (value: number) => boolean): boolean =>
    action.args.some((a) => a.kind === 'number' && a.family === family && test(a.value))
  if (action.operation === 'WriteProcessMemory') return true
  if (!/^Virtual(Alloc|Protect)/.test(action.operation)) return false
  return (
    has('protection', (protect) => isOddProtection(protect) || (protect & caching) !== 0) ||
    has('allocation', (type) => (type & differing) !== 0) ||
    has('allocation', (type) => (type & (k.MEM_WRITE_WATCH | k.MEM_RESERVE)) === k.MEM_WRITE_WATCH)
  )
}

const differing =
  k.MEM_RESET | k.MEM_RESET_UNDO | k.MEM_PHYSICAL | k.MEM_RESERVE_PLACEHOLDER | k.MEM_REPLACE_PLACEHOLDER

/** Releases what lies where an action did something, so that both machines are alike again. */
export function giveBack(action: Action): Action {
  const nowhere: Argument = { kind: 'place', base: 'null', offset: 0 }
  const place: Argument =
    action.keeps === null
      ? (action.args.find((argument) => argument.kind === 'place') ?? nowhere)
      : { kind: 'place', base: action.keeps, offset: 0 }
  const ofOther = action.args.some((argument) => argument.kind === 'process' && argument.which === 'other')
  const process: Argument = { kind: 'process', which: ofOther ? 'other' : 'self' }
  return { by: action.by, operation: 'GiveBack', args: [process, place], keeps: null }
}
