import { addToWord, low32, type Word } from '../machine/word'
import type { Raised } from './exception-state'
import type { VmState } from './vm-state'

/** What KiUserExceptionDispatcher's frame holds: the CONTEXT, the EXCEPTION_RECORD behind it, and the pointers to both. */
const recordAt = 0x4f0
const pointersAt = 0x590
const frameBytes = 0x5a0
/** Offsets in CONTEXT (winnt.h, x64). */
const contextFlags = 0x30
const contextRsp = 0x98
const contextRbp = 0xa0
const contextRip = 0xf8
/** CONTEXT_AMD64 with control, integer, segments and floating point. */
const contextAll = 0x10000f
const exceptionFlags = 4
const statusInPageError = 0xc0000006
const statusEndOfFile = 0xc0000011
const statusBreakpoint = 0x80000003
const accessKinds = { read: 0, write: 1, execute: 8 } as const

/** ExceptionInformation (learn.microsoft.com, EXCEPTION_RECORD): what the access wanted and where, for those of memory. */
function informationOf(raised: Raised): readonly Word[] {
  if (raised.parameters) return raised.parameters
  if (raised.code === statusBreakpoint) return [0]
  if (raised.access === null || raised.address === null) return []
  const access: Word[] = [accessKinds[raised.access], raised.address]
  return raised.code === statusInPageError ? [...access, statusEndOfFile] : access
}

/** Lays EXCEPTION_POINTERS and what it points to on the stack, below everything; its address, or null where there is no room left. */
export function layRecord(vm: VmState, raised: Raised, rip: Word, chained: number): number | null {
  const bottom = vm.roomBelow(frameBytes)
  if (bottom === null) return null
  const bytes = new Uint8Array(frameBytes)
  const view = new DataView(bytes.buffer)
  const put = (offset: number, value: Word): void => view.setBigUint64(offset, BigInt(value), true)
  view.setUint32(contextFlags, contextAll, true)
  put(contextRsp, vm.fp)
  put(contextRbp, vm.fp)
  put(contextRip, rip)
  view.setUint32(recordAt, raised.code, true)
  view.setUint32(recordAt + exceptionFlags, raised.flags ?? 0, true)
  put(recordAt + 8, chained)
  put(recordAt + 0x10, rip)
  const information = informationOf(raised)
  view.setUint32(recordAt + 0x18, information.length, true)
  information.forEach((value, i) => put(recordAt + 0x20 + i * 8, value))
  put(pointersAt, bottom + recordAt)
  put(pointersAt + 8, bottom)
  if (!vm.process.write(bottom, bytes)) return null
  vm.stackFloor = bottom
  return bottom + pointersAt
}

/** The EXCEPTION_RECORD that belongs to an EXCEPTION_POINTERS of ours. */
export const recordOf = (pointers: number): number => pointers - pointersAt + recordAt

/** ExceptionFlags as the handlers left them. */
export function flagsNow(vm: VmState, pointers: number): number {
  return low32(vm.process.load(addToWord(recordOf(pointers), exceptionFlags), 4) ?? 0)
}

/** CONTEXT.Rip as the handlers left it. */
export function ripNow(vm: VmState, pointers: number): Word {
  return vm.process.load(pointers - pointersAt + contextRip, 8) ?? 0
}
