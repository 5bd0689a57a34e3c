import type { GuardInForce } from './exception-state'
import { callStride, type VmState } from './vm-state'

/** The instruction at which the frame `depth` goes on when the frames above it are left; behind the raising one where it raised. */
export function pcOfFrame(vm: VmState, depth: number): number {
  if (depth === vm.depth) return vm.pc
  const pc = vm.calls[depth * callStride]!
  if (pc !== vm.code.handlerReturn) return pc
  return vm.exceptions.dispatches.findLast((d) => d.depth === depth)?.pc ?? pc
}

/** Where the value stack of a frame begins. */
export function baseOfFrame(vm: VmState, depth: number): number {
  return vm.calls[(depth - 1) * callStride + 2]!
}

/** The frame as it is in the registers, or as its callee saved it. */
export function frameAt(vm: VmState, depth: number): { fp: number; functionIndex: number } {
  if (depth === vm.depth) return { fp: vm.fp, functionIndex: vm.functionIndex }
  const at = depth * callStride
  return { fp: vm.calls[at + 1]!, functionIndex: vm.calls[at + 3]! }
}

/** A filter runs in a frame of its own that shares its function's variables; the function's tries do not guard it. */
function isFilter(vm: VmState, depth: number): boolean {
  return vm.exceptions.dispatches.some((d) => d.phase === 'frame' && d.depth === depth - 1)
}

/** The tries in force, innermost first, down to a frame. */
export function guardsInForce(vm: VmState, downTo = 1): GuardInForce[] {
  const found: GuardInForce[] = []
  for (let depth = vm.depth; depth >= downTo; depth--) {
    const { fp, functionIndex } = frameAt(vm, depth)
    const guards = vm.code.functions[functionIndex]?.guards ?? []
    if (guards.length === 0 || isFilter(vm, depth)) continue
    const at = pcOfFrame(vm, depth) - 1
    for (const guard of guards)
      if (at >= guard.from && at < guard.to) found.push({ guard, depth, fp, functionIndex })
  }
  return found
}

/** Where the instruction begins that ends at, or was being read at, `pc`. */
export function instructionStart(vm: VmState, pc: number): number {
  const { starts } = vm.code
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle]! < pc) low = middle + 1
    else high = middle
  }
  return starts[low - 1] ?? 0
}

/** Where the next one begins. */
export function instructionEnd(vm: VmState, start: number): number {
  const { starts, code } = vm.code
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle]! <= start) low = middle + 1
    else high = middle
  }
  return starts[low] ?? code.length
}
