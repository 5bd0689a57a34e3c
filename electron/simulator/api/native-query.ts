import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, stringBytes, type ApiCall, type ApiFunction } from '../api-call'
import { BASIC_INFORMATION } from '../basic-information'
import { unicodeString } from '../environment-blocks'
import { referenceHandle } from '../handles'
import { FIRST_USER_PAGE, USER_END, USER_END_PAGE } from '../process-memory'
import { queryPage } from '../query'
import type { RuleId } from '../rules'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal } from '../status'
import { mappedFilePath } from './modules'
import { regionInformation } from './region-information'
import { fillWorkingSetRecords } from './working-set'

/** MEMORY_INFORMATION_CLASS. Microsoft, NtQueryVirtualMemory; systeminformer, ntmmapi.h. */
const memoryClass = { basic: 0, mappedFileName: 2, region: 3, workingSetEx: 4 } as const

/** sizeof(MEMORY_REGION_INFORMATION), and up to RegionSize. */
const REGION = 48
const REGION_LEAST = 24

function wrongLength(call: ApiCall, bytes: number): Word {
  return call.because(
    'information-needs-a-whole-record',
    `The length must be at least ${bytes} bytes, the size of what is answered.`,
    k.STATUS_INFO_LENGTH_MISMATCH
  )
}

/** Copies an answer out, and its length where somebody asks; it may be longer than the buffer. */
function answer(call: ApiCall, bytes: Uint8Array, length: number, to: number, lengthTo: number): Word {
  const copied =
    call.copyOut(call.word(to), bytes) &&
    (call.word(lengthTo) === 0 || call.copyOut(call.word(lengthTo), new Bytes(8).u64(0, length).bytes))
  if (copied) return 0
  return call.because(
    'kernel-writes-where-it-can',
    'The buffer and the length must point to memory that can be written.',
    k.STATUS_ACCESS_VIOLATION
  )
}

/** NtQueryVirtualMemory(ProcessHandle, BaseAddress, MemoryInformationClass, MemoryInformation, MemoryInformationLength, ReturnLength) */
export const NtQueryVirtualMemory: ApiFunction = (call) => {
  const room = call.size(4)
  const asked = call.dword(2)
  if (asked === memoryClass.basic && room < BASIC_INFORMATION) return wrongLength(call, BASIC_INFORMATION)
  if (asked === memoryClass.region && room < REGION_LEAST) return wrongLength(call, REGION_LEAST)
  if (asked === memoryClass.workingSetEx && (room < 16 || room % 16 !== 0)) return wrongLength(call, 16)
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.status(process)
  const address = call.size(1)
  switch (asked) {
    case memoryClass.basic:
      if (address >= USER_END)
        return call.because(
          'query-ends-with-the-address-space',
          'The address lies above 0x7FFFFFFEFFFF, the highest that a program has.',
          k.STATUS_INVALID_PARAMETER
        )
      return answer(call, queryPage(process, Math.floor(address / 4096)), BASIC_INFORMATION, 3, 5)
    case memoryClass.region:
      return queryRegion(call, process, address)
    case memoryClass.mappedFileName:
      return queryFileName(call, process, address)
    case memoryClass.workingSetEx: {
      const refusal = fillWorkingSetRecords(call, process, call.size(3), room)
      if (refusal !== null) return call.status(refusal)
      return call.word(5) === 0 || call.copyOut(call.word(5), new Bytes(8).u64(0, room).bytes)
        ? 0
        : k.STATUS_ACCESS_VIOLATION
    }
    default:
      return call.because(
        'memory-information-class-is-known',
        'The simulator does not have that class of information.',
        k.STATUS_INVALID_INFO_CLASS
      )
  }
}

const nothingThere = (call: ApiCall, rule: RuleId, why: string): Word =>
  call.because(rule, why, k.STATUS_INVALID_ADDRESS)

function queryRegion(call: ApiCall, process: SimulatedProcess, address: number): Word {
  const vad = address < USER_END ? process.vadAt(Math.floor(address / 4096)) : undefined
  if (vad === undefined)
    return nothingThere(
      call,
      'region-information-needs-an-allocation',
      'There is no allocation at that address.'
    )
  // MEMORY_REGION_INFORMATION: CommitSize came with Windows 8.1; the partition and the preferred node behind it stay 0.
  const record = new Uint8Array(REGION)
  record.set(regionInformation(process, vad))
  const length = Math.min(call.size(4), REGION)
  return answer(call, record.subarray(0, length), length, 3, 5)
}

function queryFileName(call: ApiCall, process: SimulatedProcess, address: number): Word {
  const path = mappedFilePath(process, address)
  if (path === null)
    return nothingThere(call, 'mapped-file-name-needs-a-mapped-file', 'Nothing is mapped at that address.')
  if (path === '')
    return call.because(
      'mapped-file-name-needs-a-mapped-file',
      'The section at that address has no file behind it.',
      k.STATUS_FILE_INVALID
    )
  const text = stringBytes(path, true)
  const record = new Uint8Array(16 + text.length)
  record.set(unicodeString(path, call.size(3) + 16))
  record.set(text, 16)
  if (call.size(4) >= record.length) return answer(call, record, record.length, 3, 5)
  if (call.word(5) !== 0) call.copyOut(call.word(5), new Bytes(8).u64(0, record.length).bytes)
  if (call.size(4) < 16) return wrongLength(call, record.length)
  return call.because(
    'mapped-file-name-needs-room',
    `The name and its UNICODE_STRING take ${record.length} bytes.`,
    k.STATUS_BUFFER_OVERFLOW
  )
}

/** Bits of SECTION_BASIC_INFORMATION.Attributes that say what stands behind a section. winnt.h. */
const SEC_FILE = 0x800000

/** NtQuerySection(SectionHandle, SectionInformationClass, SectionInformation, SectionInformationLength, ReturnLength): SectionBasicInformation. */
export const NtQuerySection: ApiFunction = (call) => {
  if (call.dword(1) !== 0)
    return call.because(
      'section-information-class-is-known',
      'SectionInformationClass must be SectionBasicInformation.',
      k.STATUS_INVALID_INFO_CLASS
    )
  if (call.size(3) < 24) return wrongLength(call, 24)
  const section = referenceHandle(call.process, call.word(0), 'section', k.SECTION_QUERY, 'SECTION_QUERY')
  if (isRefusal(section)) return call.status(section)
  const { kind } = call.kernel.controlArea(section.controlArea)
  const given = section.attributes & ~k.SEC_COMMIT
  const own = kind === 'pagefile' ? (given & k.SEC_RESERVE ? 0 : k.SEC_COMMIT) : SEC_FILE
  const record = new Bytes(24).u32(8, (given | own) >>> 0).u64(16, section.size)
  return answer(call, record.bytes, 24, 2, 4)
}

/** NtQuerySystemInformation(SystemInformationClass, SystemInformation, SystemInformationLength, ReturnLength): SystemBasicInformation. */
export const NtQuerySystemInformation: ApiFunction = (call) => {
  if (call.dword(0) !== 0)
    return call.because(
      'system-information-class-is-known',
      'SystemInformationClass must be SystemBasicInformation.',
      k.STATUS_INVALID_INFO_CLASS
    )
  const length = 64
  if (call.word(3) !== 0) call.copyOut(call.word(3), new Bytes(4).u32(0, length).bytes)
  if (call.dword(2) !== length) return wrongLength(call, length)
  const { ramPages } = call.kernel
  const record = new Bytes(length)
    .u32(4, 156250)
    .u32(8, 4096)
    .u32(12, ramPages)
    .u32(16, 1)
    .u32(20, ramPages)
    .u32(24, 0x10000)
    .u64(32, FIRST_USER_PAGE * 4096)
    .u64(40, USER_END_PAGE * 4096 - 1)
    .u64(48, 0xff)
  record.bytes[56] = 8
  if (call.copyOut(call.word(1), record.bytes)) return 0
  return call.because(
    'kernel-writes-where-it-can',
    'SystemInformation must point to memory that can be written.',
    k.STATUS_ACCESS_VIOLATION
  )
}

/** RtlGetVersion(lpVersionInformation): the truth, whatever the program's manifest says. */
export const RtlGetVersion: ApiFunction = (call) => {
  const bytes = call.process.read(call.word(0), 4)
  if (bytes === undefined) return undefined
  const extended = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === 284
  const record = new Bytes(extended ? 284 - 4 : 276 - 4).u32(0, 10).u32(8, 19045).u32(12, 2)
  // OSVERSIONINFOEXW (wSuiteMask: single-user remote desktop; wProductType: a workstation).
  if (extended) {
    record.u16(276, 0x100)
    record.bytes[278] = 1
  }
  return call.process.write(Number(call.word(0)) + 4, record.bytes) ? 0 : undefined
}
