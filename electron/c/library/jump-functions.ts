import { addToWord, type Word } from '../../machine/word'
import { baseOfFrame, frameAt } from '../exception-frames'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer } from './process-bytes'

/** Offsets in _JUMP_BUFFER (setjmp.h, x64), and what the interpreter keeps there. */
const frameAt0 = 0x00
const rsp = 0x10
const rbp = 0x18
const rip = 0x50
/** In the places of Rbx, Rsi and Rdi: how deep the frame is, its function, the buffer that setjmp filled. */
const depthAt = 0x08
const functionAt = 0x20
const bufferAt = 0x28
/** STATUS_INVALID_UNWIND_TARGET: what RtlUnwindEx raises for a frame that is gone. */
const statusInvalidUnwindTarget = 0xc0000029
const exceptionNoncontinuable = 1

const setjmp: LibraryFunction = (c) => {
  const { vm, process } = c
  const buffer = pointer(c.args[0]!)
  const fields: [number, Word][] = [
    [frameAt0, vm.fp],
    [depthAt, vm.depth],
    [rsp, vm.fp],
    [rbp, vm.fp],
    [functionAt, vm.functionIndex],
    [bufferAt, buffer],
    [rip, vm.pc]
  ]
  for (const [offset, value] of fields)
    if (!process.store(addToWord(buffer, offset), 8, value)) return raised(c)
  keepValues(c, Number(buffer))
  return 0
}

/** What an expression around setjmp has computed so far is not in the buffer: `*p = setjmp(b)`. */
function keepValues(c: LibraryCall, buffer: number): void {
  const { vm } = c
  const { keptValues } = vm.exceptions
  const base = baseOfFrame(vm, vm.depth)
  if (vm.sp === base) return void keptValues.delete(buffer)
  keptValues.set(
    buffer,
    Array.from({ length: vm.sp - base }, (_, i) => vm.get(base + 1 + i))
  )
}

/** C11 7.13.2.1; 0 becomes 1. The value is what setjmp answers this time. */
const longjmp: LibraryFunction = (c) => {
  const { vm, process } = c
  const buffer = pointer(c.args[0]!)
  const fields: number[] = []
  for (const offset of [frameAt0, depthAt, functionAt, bufferAt, rip]) {
    const word = process.load(addToWord(buffer, offset), 8)
    if (word === undefined) return raised(c)
    fields.push(Number(word))
  }
  const [fp, depth, functionIndex, made, pc] = fields as [number, number, number, number, number]
  const frame = depth >= 1 && depth <= vm.depth ? frameAt(vm, depth) : null
  const f = vm.code.functions[functionIndex]
  const alive = frame?.fp === fp && frame.functionIndex === functionIndex && f !== undefined
  if (!alive || pc <= f.start || pc >= f.end) {
    const flags = exceptionNoncontinuable
    vm.exception = { code: statusInvalidUnwindTarget, access: null, address: null, flags }
    return undefined
  }
  const value = Number(c.args[1]) | 0
  const values = [...(vm.exceptions.keptValues.get(made) ?? []), value === 0 ? 1 : value]
  vm.exceptions.signal = { depth, pc, values }
  return undefined
}

/** setjmp.h. */
export const jumpFunctions: Readonly<Record<string, LibraryFunction>> = {
  setjmp,
  _setjmp: setjmp,
  longjmp
}
