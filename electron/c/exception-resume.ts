import type { Word } from '../machine/word'
import { addToWord } from '../machine/word'
import type { Dispatch } from './exception-state'
import { instructionEnd, instructionStart } from './exception-frames'
import { Op } from './opcodes'
import type { VmState } from './vm-state'

/** Instructions that take a value off the stack before they raise: restarted, they want it back. */
const takenEarly = new Set([Op.DivS32, Op.ModS32, Op.CopyStruct, Op.Clear])

/** The value stack as it was before the instruction that just raised. */
export function stackBefore(vm: VmState): number {
  return takenEarly.has(vm.code.code[instructionStart(vm, vm.pc)]!) ? vm.sp + 1 : vm.sp
}

/** What CONTEXT.Rip is told to be: the place that a bad jump went to, else one of the few bytes of the function. */
export function ripOf(vm: VmState): Word {
  const { exception, code } = vm
  if (exception?.access === 'execute' && exception.address !== null) return exception.address
  const f = vm.current
  if (!f) return 0
  const into = instructionStart(vm, vm.pc) - f.start
  const lastByte = 12
  return vm.layout.data + code.functions[vm.functionIndex]!.addressOffset + Math.min(into, lastByte) + 1
}

/** Puts the registers back to where the exception was raised. */
export function restore(vm: VmState, d: Dispatch): void {
  vm.depth = d.depth
  vm.fp = d.fp
  vm.functionIndex = d.functionIndex
  vm.pc = d.pc
  vm.sp = d.sp
}

/**
 * Goes on where the exception was raised: at the instruction once more, behind it when it was a call that raised it by
 * RaiseException, or behind it with nothing done when a handler has moved CONTEXT.Rip on. False for any other Rip:
 * there is no code to go on at.
 */
export function resumeAt(vm: VmState, d: Dispatch, rip: Word): boolean {
  restore(vm, d)
  const start = instructionStart(vm, d.pc)
  const ahead = Number(rip) - Number(d.rip)
  if (rip === d.rip && !returns(vm, d, start)) {
    const operand = vm.code.restarts.get(start)
    if (operand !== undefined) vm.sp--
    vm.pc = operand ?? start
    return true
  }
  if (rip !== d.rip && (ahead < 0 || ahead > 15)) return false
  return skip(vm, start)
}

/** What RaiseException raised, or a Win32 function by it: going on is returning from the call. */
function returns(vm: VmState, d: Dispatch, start: number): boolean {
  const { code, sites } = vm.code
  const isWin32 = code[start] === Op.CallSite && sites[code[start + 1]!]!.origin === 'win32'
  return d.raised.returns === true || (isWin32 && d.raised.access === null)
}

/** Leaves the stack as the instruction would, with zeros for what it did not compute. False for one that cannot be skipped. */
function skip(vm: VmState, start: number): boolean {
  const { code, sites } = vm.code
  const operand = code[start + 1]!
  const answer = (taken: number, gives: boolean): boolean => {
    vm.sp -= taken
    if (gives) vm.set(++vm.sp, 0)
    vm.pc = instructionEnd(vm, start)
    return true
  }
  switch (code[start]) {
    case Op.CallSite: {
      const site = sites[operand]!
      return answer(site.args.length + (site.origin === 'pointer' ? 1 : 0), site.result !== 'none')
    }
    case Op.LoadI8:
    case Op.LoadU8:
    case Op.LoadI16:
    case Op.LoadU16:
    case Op.LoadI32:
    case Op.LoadU32:
    case Op.LoadI64:
    case Op.LoadU64:
    case Op.LoadF32:
    case Op.LoadF64:
    case Op.LoadBits:
      return answer(1, true)
    case Op.LocalI32:
    case Op.LocalU32:
    case Op.LocalI64:
    case Op.LocalU64:
      return answer(0, true)
    case Op.Store1:
    case Op.Store2:
    case Op.Store4:
    case Op.Store8:
    case Op.StoreF32:
    case Op.StoreF64:
      return keepValue(vm, operand !== 0, answer)
    case Op.StoreBits:
      return keepValue(vm, (code[start + 4]! & 1) !== 0, answer)
    case Op.DivS32:
    case Op.ModS32:
    case Op.DivU32:
    case Op.ModU32:
    case Op.DivS64:
    case Op.ModS64:
    case Op.DivU64:
    case Op.ModU64:
      return answer(2, true)
    default:
      return false
  }
}

/** A store that is skipped: its value is still the expression's. */
function keepValue(vm: VmState, keeps: boolean, answer: (taken: number, gives: boolean) => boolean): boolean {
  const value = vm.get(vm.sp)
  answer(2, keeps)
  if (keeps) vm.set(vm.sp, value)
  return true
}

/** The own function at an address, or -1. */
export function ownFunctionAt(vm: VmState, address: Word): number {
  const { data } = vm.layout
  return vm.code.functions.findIndex((f) => addToWord(data, f.addressOffset) === address)
}
