import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { allocate, type AddressRequirements } from '../allocate'
import { Bytes, u64At, type ApiCall, type ApiFunction } from '../api-call'
import { free } from '../free'
import { lockPages, unlockPages } from '../lock'
import { flagsAt } from '../page-table'
import { protect } from '../protect'
import { PTE_LOCKED } from '../pte'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal, refuse, type Refusal } from '../status'
import { flushView } from './map-view-of-file'
import { extendedParameters } from './virtual-alloc'

/** A range that a program hands over in two variables, which hear of the rounded one. */
interface NamedRange {
  readonly base: Word
  readonly size: Word
  /** Where the variables are. */
  readonly places: readonly [Word, Word]
}

/** The variables that two arguments point to. Microsoft, NtAllocateVirtualMemory (BaseAddress, RegionSize). */
export function namedRange(call: ApiCall, base: number, size: number): NamedRange | Refusal {
  const places = [call.word(base), call.word(size)] as const
  const [first, second] = places.map((place) => (call.canWrite(place, 8) ? call.copyIn(place, 8) : null))
  if (!first || !second)
    return refuse(
      k.STATUS_ACCESS_VIOLATION,
      'range-stands-in-two-variables',
      'The address and the size must each point to a variable: the rounded range goes there.'
    )
  return { base: u64At(first, 0), size: u64At(second, 0), places }
}

/** Writes the rounded range back. */
export function tellRange(call: ApiCall, { places }: NamedRange, base: number, size: number): void {
  call.copyOut(places[0], new Bytes(8).u64(0, base).bytes)
  call.copyOut(places[1], new Bytes(8).u64(0, size).bytes)
}

/** The whole pages of a range that was accepted. */
function tellPages(call: ApiCall, range: NamedRange): void {
  const base = Math.floor(Number(range.base) / 4096) * 4096
  tellRange(call, range, base, Math.ceil((Number(range.base) + Number(range.size)) / 4096) * 4096 - base)
}

const operated = (call: ApiCall): SimulatedProcess | Refusal =>
  call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')

/**
 * How high an address may be: up to 21 zero bits are counted from bit 31, a larger number is a mask of which only the
 * leading zeroes matter. Microsoft, NtAllocateVirtualMemory (ZeroBits); wine ntdll/tests/virtual.c (test_NtAllocateVirtualMemory).
 */
export function zeroBitsOf(zeroBits: Word, wrong: number): AddressRequirements | null | Refusal {
  if (zeroBits === 0 || typeof zeroBits === 'bigint') return null
  if (zeroBits > 21 && zeroBits < 32)
    return refuse(wrong, 'zero-bits-are-21-or-a-mask', 'ZeroBits is at most 21, or a mask above 31.')
  const bits = zeroBits < 32 ? 32 - zeroBits : Math.floor(Math.log2(zeroBits)) + 1
  if (bits >= 47) return null
  return { lowest: 0, highest: 2 ** bits - 1, alignment: 0x10000 }
}

/** NtAllocateVirtualMemory(ProcessHandle, BaseAddress, ZeroBits, RegionSize, AllocationType, Protect) */
export const NtAllocateVirtualMemory: ApiFunction = (call) => {
  const requirements = zeroBitsOf(call.word(2), k.STATUS_INVALID_PARAMETER_3)
  if (requirements !== null && isRefusal(requirements)) return call.status(requirements)
  return allocateIn(call, namedRange(call, 1, 3), {
    type: call.dword(4),
    protect: call.dword(5),
    placeholders: false,
    requirements
  })
}

/** NtAllocateVirtualMemoryEx(ProcessHandle, BaseAddress, RegionSize, AllocationType, PageProtection, ExtendedParameters, ExtendedParameterCount) */
export const NtAllocateVirtualMemoryEx: ApiFunction = (call) => {
  const extended = extendedParameters(call, call.word(5), call.dword(6))
  if (isRefusal(extended)) return call.status(extended)
  return allocateIn(call, namedRange(call, 1, 2), {
    type: call.dword(3),
    protect: call.dword(4),
    placeholders: true,
    requirements: extended.requirements
  })
}

function allocateIn(
  call: ApiCall,
  range: NamedRange | Refusal,
  wish: {
    readonly type: number
    readonly protect: number
    readonly placeholders: boolean
    readonly requirements: AddressRequirements | null
  }
): Word {
  if (isRefusal(range)) return call.status(range)
  const process = operated(call)
  if (isRefusal(process)) return call.status(process)
  const { base, size } = range
  // Zero bits limit the system's choice; an address that was chosen stands for itself.
  const requirements = base === 0 || wish.placeholders ? wish.requirements : null
  const made = allocate(process, { ...wish, base, size, requirements, caller: call.process })
  if (isRefusal(made)) return call.status(made)
  const end = Math.ceil(((base === 0 ? made : Number(base)) + Number(size)) / 4096) * 4096
  tellRange(call, range, made, end - made)
  return 0
}

/** NtFreeVirtualMemory(ProcessHandle, BaseAddress, RegionSize, FreeType) */
export const NtFreeVirtualMemory: ApiFunction = (call) => {
  const range = namedRange(call, 1, 2)
  if (isRefusal(range)) return call.status(range)
  const process = operated(call)
  if (isRefusal(process)) return call.status(process)
  const vad = process.vadAt(Math.floor(Number(range.base) / 4096))
  const refusal = free(process, range.base, range.size, call.dword(3), 'pages')
  if (refusal !== null) return call.status(refusal)
  if (range.size !== 0) tellPages(call, range)
  else {
    const released = call.dword(3) === k.MEM_RELEASE
    // Since Windows 10 1803 decommitting leaves a size of 0; wine ntdll/tests/virtual.c (test_NtAllocateVirtualMemory).
    tellRange(call, range, vad!.start * 4096, released ? (vad!.end - vad!.start) * 4096 : 0)
  }
  return 0
}

/** NtProtectVirtualMemory(ProcessHandle, BaseAddress, RegionSize, NewProtection, OldProtection) */
export const NtProtectVirtualMemory: ApiFunction = (call) => {
  const range = namedRange(call, 1, 2)
  if (isRefusal(range)) return call.status(range)
  if (!call.canWrite(call.word(4), 4))
    return call.because(
      'old-protection-needs-a-place',
      'OldProtection must point to a variable: the old protection goes there.',
      k.STATUS_ACCESS_VIOLATION
    )
  const process = operated(call)
  if (isRefusal(process)) return call.status(process)
  const old = protect(process, range.base, range.size, call.dword(3))
  if (isRefusal(old)) return call.status(old)
  tellPages(call, range)
  call.copyOut(call.word(4), new Bytes(4).u32(0, old).bytes)
  return 0
}

/** MAP_PROCESS: in the working set; MAP_SYSTEM: in memory. NtLockVirtualMemory (MapType). */
const MAP_TYPES = 3

function lockable(
  call: ApiCall
): { readonly range: NamedRange; readonly process: SimulatedProcess } | Refusal {
  const type = call.dword(3)
  if (type === 0 || (type & ~MAP_TYPES) !== 0)
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'lock-type-is-process-or-system',
      'MapType is MAP_PROCESS (1), MAP_SYSTEM (2) or both.'
    )
  const range = namedRange(call, 1, 2)
  if (isRefusal(range)) return range
  const process = operated(call)
  return isRefusal(process) ? process : { range, process }
}

/** NtLockVirtualMemory(ProcessHandle, BaseAddress, RegionSize, MapType) */
export const NtLockVirtualMemory: ApiFunction = (call) => {
  const wanted = lockable(call)
  if (isRefusal(wanted)) return call.status(wanted)
  const { range, process } = wanted
  const first = Math.floor(Number(range.base) / 4096)
  const wasLocked = (flagsAt(process.state.pages, first) & PTE_LOCKED) !== 0
  const refusal = lockPages(process, range.base, range.size)
  process.exception = null
  if (refusal !== null) return call.status(refusal)
  tellPages(call, range)
  return wasLocked ? k.STATUS_WAS_LOCKED : 0
}

/** NtUnlockVirtualMemory(ProcessHandle, BaseAddress, RegionSize, MapType) */
export const NtUnlockVirtualMemory: ApiFunction = (call) => {
  const wanted = lockable(call)
  if (isRefusal(wanted)) return call.status(wanted)
  const refusal = unlockPages(wanted.process, wanted.range.base, wanted.range.size)
  if (refusal === null) tellPages(call, wanted.range)
  return call.status(refusal)
}

/** NtFlushVirtualMemory(ProcessHandle, BaseAddress, RegionSize, IoStatus) */
export const NtFlushVirtualMemory: ApiFunction = (call) => {
  const range = namedRange(call, 1, 2)
  if (isRefusal(range)) return call.status(range)
  const process = operated(call)
  if (isRefusal(process)) return call.status(process)
  const refusal = flushView(process, Number(range.base), Number(range.size))
  if (refusal !== null) return call.status(refusal)
  const vad = process.vadAt(Math.floor(Number(range.base) / 4096))!
  const base = Math.floor(Number(range.base) / 4096) * 4096
  if (range.size === 0) tellRange(call, range, base, vad.end * 4096 - base)
  else tellPages(call, range)
  call.copyOut(call.word(3), new Bytes(16).bytes)
  return 0
}
