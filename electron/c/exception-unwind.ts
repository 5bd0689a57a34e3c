import { baseOfFrame, frameAt } from './exception-frames'
import type { GuardInForce, Unwinding } from './exception-state'
import type { VmState } from './vm-state'

/** What a __finally's state says while the unwinding runs it. */
const unwinding = -1

/**
 * Leaves the frames above `depth`, running the __finally blocks among `guards` innermost first, then calls `arrive`
 * with the registers at the frame's start. `to` is an instruction there, by which it shows whether it is inside of a
 * __finally that another unwinding runs: that one goes on then; if not, it is given up.
 */
export function unwind(
  vm: VmState,
  guards: readonly GuardInForce[],
  depth: number,
  to: number,
  arrive: () => void
): void {
  const { dispatches, unwindings } = vm.exceptions
  while (unwindings.length > 0 && isCut(unwindings.at(-1)!, depth, to)) unwindings.pop()
  const finallies = guards.filter(
    (entry): entry is Unwinding['finallies'][number] => entry.guard.kind === 'finally'
  )
  const arriveThere = (): void => {
    if (depth > 0) enterFrame(vm, depth)
    arrive()
  }
  unwindings.push({ finallies, next: 0, arrive: arriveThere })
  // The exceptions whose frames go are over; their records' room is free again.
  while (dispatches.length > 0 && dispatches.at(-1)!.depth >= depth)
    vm.stackFloor = dispatches.pop()!.floorBefore
  unwindNext(vm)
}

function isCut(u: Unwinding, depth: number, to: number): boolean {
  const running = u.finallies[u.next - 1]
  if (!running || running.depth > depth) return true
  return running.depth === depth && !(to >= running.guard.handler && to < running.guard.end)
}

/** Whether an unwinding runs the __finally block that ends here. One whose block was left by a jump is forgotten. */
export function unwindsHere(vm: VmState): boolean {
  const { unwindings } = vm.exceptions
  while (unwindings.length > 0 && isCut(unwindings.at(-1)!, vm.depth, vm.pc - 1)) unwindings.pop()
  return unwindings.at(-1)?.finallies[unwindings.at(-1)!.next - 1]?.depth === vm.depth
}

/** Runs the next __finally of the unwinding under way, or arrives. */
export function unwindNext(vm: VmState): void {
  const { unwindings } = vm.exceptions
  const current = unwindings.at(-1)
  if (!current) return
  const entry = current.finallies[current.next++]
  if (!entry) {
    unwindings.pop()
    return current.arrive()
  }
  enterFrame(vm, entry.depth)
  vm.process.store(vm.fp + entry.guard.stateOffset, 4, unwinding >>> 0)
  vm.pc = entry.guard.handler
}

/** Makes an outer frame the current one, with nothing on its value stack. */
function enterFrame(vm: VmState, depth: number): void {
  const { fp, functionIndex } = frameAt(vm, depth)
  vm.depth = depth
  vm.fp = fp
  vm.functionIndex = functionIndex
  vm.sp = baseOfFrame(vm, depth)
}
