import { baseOfFrame, frameAt } from './exception-frames'
import type { GuardInForce, Unwinding } from './exception-state'
import type { VmState } from './vm-state'

/** What a __finally's state says while the unwinding runs it. */
const unwinding = -1

/**
 * Leaves the frames above `depth`, running the __finally blocks among `guards` innermost first, then calls `arrive`
 * with the registers at the frame's start; `to` is an instruction there. A block that is left by a jump ends the
 * unwinding before it arrives.
 */
export function unwind(
  vm: VmState,
  guards: readonly GuardInForce[],
  depth: number,
  to: number,
  arrive: () => void
): void {
  const finallies = guards.filter(
    (entry): entry is Unwinding['finallies'][number] => entry.guard.kind === 'finally'
  )
  vm.exceptions.unwindings.push({ finallies, next: 0, depth, to, arrive })
  unwindNext(vm)
}

/** Whether an unwinding runs the __finally block that ends here. */
export function unwindsHere(vm: VmState): boolean {
  forgetCut(vm, vm.depth, vm.pc - 1)
  const u = vm.exceptions.unwindings.at(-1)
  return u !== undefined && runningIn(u)?.depth === vm.depth
}

/** Runs the next __finally of the unwinding under way, or arrives. */
export function unwindNext(vm: VmState): void {
  const { unwindings } = vm.exceptions
  const current = unwindings.pop()
  if (!current) return
  const entry = current.finallies[current.next++]
  if (!entry) {
    enterFrame(vm, current.depth, current.to)
    return current.arrive()
  }
  enterFrame(vm, entry.depth, entry.guard.handler)
  unwindings.push(current)
  vm.process.store(vm.fp + entry.guard.stateOffset, 4, unwinding >>> 0)
  vm.pc = entry.guard.handler
}

const runningIn = (u: Unwinding): Unwinding['finallies'][number] | undefined => u.finallies[u.next - 1]

/** Forgets the unwindings whose __finally was left: control is at `pc` of that frame. */
function forgetCut(vm: VmState, depth: number, pc: number): void {
  const { unwindings } = vm.exceptions
  while (unwindings.length > 0 && isCut(unwindings.at(-1)!, depth, pc)) unwindings.pop()
}

function isCut(u: Unwinding, depth: number, pc: number): boolean {
  const running = runningIn(u)
  if (!running || running.depth > depth) return true
  return running.depth === depth && !(pc >= running.guard.handler && pc < running.guard.end)
}

/**
 * Makes an outer frame the current one, with nothing on its value stack; 0 is outside of all. What was under way in
 * the frames that go is over, and the room of those exceptions' records is free again.
 */
function enterFrame(vm: VmState, depth: number, pc: number): void {
  const { dispatches } = vm.exceptions
  forgetCut(vm, depth, pc)
  while (dispatches.length > 0 && dispatches.at(-1)!.depth >= depth)
    vm.stackFloor = dispatches.pop()!.floorBefore
  if (depth === 0) return
  const { fp, functionIndex } = frameAt(vm, depth)
  vm.depth = depth
  vm.fp = fp
  vm.functionIndex = functionIndex
  vm.sp = baseOfFrame(vm, depth)
}
