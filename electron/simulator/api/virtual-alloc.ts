import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { allocate, argumentRefusal, type AddressRequirements, type AllocateWish } from '../allocate'
import { u32At, u64At, type ApiCall, type ApiFunction } from '../api-call'
import { whyNoLargePages } from '../privileges'
import { isExecutable } from '../pte'
import { isRefusal, refuse, type Refusal } from '../status'

/** winbase.h. */
const NUMA_NO_PREFERRED_NODE = 0xffffffff

/** VirtualAlloc(lpAddress, dwSize, flAllocationType, flProtect) */
export const VirtualAlloc: ApiFunction = (call) =>
  call.valueOr(
    allocate(call.process, {
      base: call.word(0),
      size: call.word(1),
      type: call.dword(2),
      protect: call.dword(3),
      placeholders: false,
      requirements: null
    })
  )

/** VirtualAllocEx(hProcess, lpAddress, dwSize, flAllocationType, flProtect) */
export const VirtualAllocEx: ApiFunction = (call) => {
  const wish: AllocateWish = {
    base: call.word(1),
    size: call.word(2),
    type: call.dword(3),
    protect: call.dword(4),
    placeholders: false,
    requirements: null,
    caller: call.process
  }
  const wrong = argumentRefusal(wish)
  if (wrong) return call.refuse(wrong)
  const process = call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  return call.valueOr(allocate(process, wish))
}

/** VirtualAllocExNuma(hProcess, lpAddress, dwSize, flAllocationType, flProtect, nndPreferred): the machine has one node. */
export const VirtualAllocExNuma: ApiFunction = (call) => {
  const node = call.dword(5)
  if (node !== 0 && node !== NUMA_NO_PREFERRED_NODE)
    return call.fail(k.ERROR_INVALID_PARAMETER, 'numa-node-is-there', 'The machine has the NUMA node 0 only.')
  return VirtualAllocEx(call)
}

/** VirtualAllocFromApp(BaseAddress, Size, AllocationType, Protection) */
export const VirtualAllocFromApp: ApiFunction = (call) =>
  isExecutable(call.dword(3))
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'app-functions-give-no-executable-memory',
        'Protection may not be executable in VirtualAllocFromApp.'
      )
    : VirtualAlloc(call)

/** VirtualAlloc2FromApp(Process, BaseAddress, Size, AllocationType, PageProtection, ExtendedParameters, ParameterCount) */
export const VirtualAlloc2FromApp: ApiFunction = (call) =>
  isExecutable(call.dword(4))
    ? call.fail(
        k.ERROR_INVALID_PARAMETER,
        'app-functions-give-no-executable-memory',
        'PageProtection may not be executable in VirtualAlloc2FromApp.'
      )
    : VirtualAlloc2(call)

/** VirtualAlloc2(Process, BaseAddress, Size, AllocationType, PageProtection, ExtendedParameters, ParameterCount); NULL is this process. */
export const VirtualAlloc2: ApiFunction = (call) => {
  const process =
    call.word(0) === 0
      ? call.process
      : call.target(call.word(0), k.PROCESS_VM_OPERATION, 'PROCESS_VM_OPERATION')
  if (isRefusal(process)) return call.refuse(process)
  const extended = extendedParameters(call, call.word(5), call.dword(6))
  if (isRefusal(extended)) return call.refuse(extended)
  return call.valueOr(
    allocate(process, {
      base: call.word(1),
      size: call.word(2),
      type: call.dword(3),
      protect: call.dword(4),
      placeholders: true,
      requirements: extended.requirements,
      caller: call.process
    })
  )
}

/** MEM_EXTENDED_PARAMETER_TYPE: the address requirements, and the last that there is. winnt.h. */
const ADDRESS_REQUIREMENTS = 1
const NUMA_NODE = 2
const ATTRIBUTE_FLAGS = 5
const KNOWN_TYPES = 5

/** Reads MEM_EXTENDED_PARAMETER records. winnt.h; VirtualAlloc2 (ExtendedParameters). */
export function extendedParameters(
  call: ApiCall,
  address: Word,
  count: number
): { readonly requirements: AddressRequirements | null } | Refusal {
  let requirements: AddressRequirements | null = null
  const given = new Set<number>()
  if (count > 0 && address === 0)
    return refuse(
      k.STATUS_INVALID_PARAMETER,
      'extended-parameters-are-known',
      'ParameterCount needs ExtendedParameters.'
    )
  for (let i = 0; i < count; i++) {
    const bytes = call.copyIn(typeof address === 'number' ? address + i * 16 : address, 16)
    if (bytes === null)
      return refuse(
        k.STATUS_ACCESS_VIOLATION,
        'kernel-reads-what-is-readable',
        'ExtendedParameters cannot be read.'
      )
    const type = u32At(bytes, 0) & 0xff
    if (type === 0 || type > KNOWN_TYPES) {
      return refuse(
        k.STATUS_INVALID_PARAMETER,
        'extended-parameters-are-known',
        'An extended parameter has a type that does not exist.'
      )
    }
    if (given.has(type))
      return refuse(
        k.STATUS_INVALID_PARAMETER,
        'extended-parameters-are-given-once',
        `Two extended parameters have the same type, ${type}; each may be given once.`
      )
    given.add(type)
    const refusal = otherParameterRefusal(call, type, u64At(bytes, 8))
    if (refusal !== null) return refusal
    if (type !== ADDRESS_REQUIREMENTS) continue
    const record = call.copyIn(u64At(bytes, 8), 24)
    if (record === null)
      return refuse(
        k.STATUS_ACCESS_VIOLATION,
        'kernel-reads-what-is-readable',
        'The address requirements cannot be read.'
      )
    const read = addressRequirements(
      Number(u64At(record, 0)),
      Number(u64At(record, 8)),
      Number(u64At(record, 16))
    )
    if (read !== null && isRefusal(read)) return read
    requirements = read
  }
  return { requirements }
}

/** Attributes of memory that cannot be paged. MEM_EXTENDED_PARAMETER_NONPAGED and its large and huge kinds. */
const NONPAGED = 0x02 | 0x08 | 0x10
/** MEM_EXTENDED_PARAMETER_GRAPHICS, _ZERO_PAGES_OPTIONAL, _SOFT_FAULT_PAGES. winnt.h. */
const ATTRIBUTES = NONPAGED | 0x01 | 0x04 | 0x20

/** What the machine cannot do of an extended parameter. Microsoft, MEM_EXTENDED_PARAMETER. */
function otherParameterRefusal(call: ApiCall, type: number, value: Word): Refusal | null {
  const wrong = (why: string): Refusal =>
    refuse(k.STATUS_INVALID_PARAMETER, 'extended-parameters-are-possible', why)
  switch (type) {
    case NUMA_NODE:
      if (value === 0 || value === NUMA_NO_PREFERRED_NODE) return null
      return refuse(k.STATUS_INVALID_PARAMETER, 'numa-node-is-there', 'The machine has the NUMA node 0 only.')
    case ATTRIBUTE_FLAGS: {
      // wine ntdll/tests/virtual.c (test_NtAllocateVirtualMemoryEx): code for Arm64 needs an Arm64.
      if ((Number(value) & ~ATTRIBUTES) !== 0) return wrong('An attribute flag stands for nothing here.')
      if ((Number(value) & NONPAGED) === 0) return null
      const why = whyNoLargePages(call.process.state, 'Memory that is never paged')
      if (why !== null) return refuse(k.STATUS_PRIVILEGE_NOT_HELD, 'large-pages-need-a-privilege', why)
      return null
    }
    case ADDRESS_REQUIREMENTS:
      return null
    default:
      return refuse(
        k.STATUS_INVALID_HANDLE,
        'handle-is-open',
        'The handle in the extended parameter leads to no partition and no section of pages.'
      )
  }
}

/** MEM_ADDRESS_REQUIREMENTS: 0 means no requirement, so all zeros are none. */
function addressRequirements(
  lowest: number,
  highest: number,
  alignment: number
): AddressRequirements | null | Refusal {
  if (lowest === 0 && highest === 0 && alignment === 0) return null
  const wrong = (why: string): Refusal =>
    refuse(k.STATUS_INVALID_PARAMETER, 'address-requirements-are-possible', why)
  if (lowest % 0x10000 !== 0) return wrong('LowestStartingAddress must be a multiple of 64 KiB.')
  if (highest !== 0 && (highest + 1) % 0x1000 !== 0)
    return wrong('HighestEndingAddress must be the last byte of a page.')
  if (highest !== 0 && highest <= lowest)
    return wrong('HighestEndingAddress must be above LowestStartingAddress.')
  if (highest > 0x7ffffffeffff)
    return wrong('HighestEndingAddress is above the highest address that a program has.')
  if (alignment !== 0 && (alignment < 0x10000 || !Number.isInteger(Math.log2(alignment)))) {
    return wrong('Alignment must be a power of two of at least 64 KiB.')
  }
  return {
    lowest,
    highest: highest === 0 ? 0x7ffffffeffff : highest,
    alignment: alignment === 0 ? 0x10000 : alignment
  }
}
