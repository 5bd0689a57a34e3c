import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, u32At, u64At, type ApiCall, type ApiFunction } from '../api-call'
import { flushFile, readFile, writeFile } from '../file-cache'
import { FileStore } from '../file-store'
import { referenceHandle } from '../handles'
import type { FileObject } from '../objects'
import type { RuleId } from '../rules'
import { isRefusal, type Refusal } from '../status'

function fileOf(call: ApiCall, access: number, right: string): FileObject | Refusal {
  return referenceHandle(call.process, call.word(0), 'file', access, right)
}

/** Where a transfer starts: the OVERLAPPED's offset, or the handle's position. */
function offsetOf(call: ApiCall, file: FileObject): number {
  if (call.word(4) === 0) return file.position
  const overlapped = call.copyIn(call.word(4), 32)
  return overlapped === null ? file.position : u32At(overlapped, 16) + u32At(overlapped, 20) * 0x100000000
}

/** ReadFile(hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead, lpOverlapped) */
export const ReadFile: ApiFunction = (call) => {
  if (call.word(3) !== 0 && !call.process.write(call.word(3), new Uint8Array(4))) return undefined
  const file = fileOf(call, k.FILE_READ_DATA, 'GENERIC_READ')
  if (isRefusal(file)) return call.refuse(file)
  const offset = offsetOf(call, file)
  const bytes = readFile(call.kernel, file.file, offset, call.dword(2))
  if (!call.copyOut(call.word(1), bytes))
    return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'lpBuffer cannot be written.')
  call.kernel.setObject({ ...file, position: offset + bytes.length })
  if (call.word(3) !== 0) call.copyOut(call.word(3), new Bytes(4).u32(0, bytes.length).bytes)
  return 1
}

/** WriteFile(hFile, lpBuffer, nNumberOfBytesToWrite, lpNumberOfBytesWritten, lpOverlapped) */
export const WriteFile: ApiFunction = (call) => {
  if (call.word(3) !== 0 && !call.process.write(call.word(3), new Uint8Array(4))) return undefined
  const file = fileOf(call, k.FILE_WRITE_DATA, 'GENERIC_WRITE')
  if (isRefusal(file)) return call.refuse(file)
  const bytes = call.copyIn(call.word(1), call.dword(2))
  if (bytes === null)
    return call.fail(k.ERROR_INVALID_USER_BUFFER, 'written-bytes-are-readable', 'lpBuffer cannot be read.')
  const offset = offsetOf(call, file)
  writeFile(call.kernel, file.file, offset, bytes)
  call.kernel.setObject({ ...file, position: offset + bytes.length })
  if (call.word(3) !== 0) call.copyOut(call.word(3), new Bytes(4).u32(0, bytes.length).bytes)
  return 1
}

/** SetFilePointer (dwMoveMethod, Return value): the new position, or the answer of a call that fails. */
function moveTo(
  call: ApiCall,
  file: FileObject,
  distance: number,
  method: number,
  failed: number,
  most = Infinity
): number | { readonly failed: Word } {
  const no = (error: number, rule: RuleId, why: string): { failed: Word } => ({
    failed: call.fail(error, rule, why, failed)
  })
  if (method > k.FILE_END)
    return no(
      k.ERROR_INVALID_PARAMETER,
      'move-method-is-known',
      'dwMoveMethod must be FILE_BEGIN, FILE_CURRENT or FILE_END.'
    )
  const { size } = new FileStore(call.kernel).get(file.file)
  const from = method === k.FILE_BEGIN ? 0 : method === k.FILE_CURRENT ? file.position : size
  const position = from + distance
  if (position < 0)
    return no(
      k.ERROR_NEGATIVE_SEEK,
      'position-is-not-negative',
      `The position would be ${position}, before the start of the file; it stays at ${file.position}.`
    )
  if (position > most)
    return no(
      k.ERROR_INVALID_PARAMETER,
      'far-positions-need-the-high-part',
      'The position does not fit into 32 bits: lpDistanceToMoveHigh must point to a variable for the rest.'
    )
  call.kernel.setObject({ ...file, position })
  return position
}

/** SetFilePointer(hFile, lDistanceToMove, lpDistanceToMoveHigh, dwMoveMethod) */
export const SetFilePointer: ApiFunction = (call) => {
  const file = fileOf(call, 0, '')
  if (isRefusal(file)) return call.refuse(file, k.INVALID_SET_FILE_POINTER)
  const highBytes = call.word(2) === 0 ? null : call.copyIn(call.word(2), 4)
  const low = call.dword(1)
  const distance = highBytes === null ? low | 0 : (u32At(highBytes, 0) | 0) * 0x100000000 + low
  const most = highBytes === null ? 0xffffffff : Infinity
  const position = moveTo(call, file, distance, call.dword(3), k.INVALID_SET_FILE_POINTER, most)
  if (typeof position !== 'number') return position.failed
  if (highBytes !== null)
    call.copyOut(call.word(2), new Bytes(4).u32(0, Math.floor(position / 0x100000000)).bytes)
  if (position % 0x100000000 === 0xffffffff) call.process.setLastError(k.ERROR_SUCCESS)
  return position % 0x100000000
}

/** SetFilePointerEx(hFile, liDistanceToMove, lpNewFilePointer, dwMoveMethod) */
export const SetFilePointerEx: ApiFunction = (call) => {
  const file = fileOf(call, 0, '')
  if (isRefusal(file)) return call.refuse(file)
  const distance = Number(BigInt.asIntN(64, BigInt(call.word(1))))
  const position = moveTo(call, file, distance, call.dword(3), 0)
  if (typeof position !== 'number') return position.failed
  if (call.word(2) !== 0 && !call.process.write(call.word(2), new Bytes(8).u64(0, position).bytes))
    return undefined
  return 1
}

/** SetEndOfFile(hFile). Conformance sections/file-mapped-cannot-be-cut: a mapped file may grow but not shrink. */
export const SetEndOfFile: ApiFunction = (call) => {
  const object = fileOf(call, k.FILE_WRITE_DATA, 'GENERIC_WRITE')
  if (isRefusal(object)) return call.refuse(object)
  const files = new FileStore(call.kernel)
  const file = files.get(object.file)
  if (object.position < file.size && (file.dataArea !== 0 || file.imageArea !== 0)) {
    return call.fail(
      k.ERROR_USER_MAPPED_FILE,
      'mapped-file-is-not-cut',
      'A section or a view of the file exists: it may grow but not shrink.'
    )
  }
  files.resize(file.id, object.position)
  return 1
}

/** GetFileSize(hFile, lpFileSizeHigh) */
export const GetFileSize: ApiFunction = (call) => {
  const file = fileOf(call, 0, '')
  if (isRefusal(file)) return call.refuse(file, k.INVALID_FILE_SIZE)
  const { size } = new FileStore(call.kernel).get(file.file)
  if (
    call.word(1) !== 0 &&
    !call.process.write(call.word(1), new Bytes(4).u32(0, Math.floor(size / 0x100000000)).bytes)
  ) {
    return undefined
  }
  return size % 0x100000000
}

/** GetFileSizeEx(hFile, lpFileSize) */
export const GetFileSizeEx: ApiFunction = (call) => {
  const file = fileOf(call, 0, '')
  if (isRefusal(file)) return call.refuse(file)
  const { size } = new FileStore(call.kernel).get(file.file)
  return call.process.write(call.word(1), new Bytes(8).u64(0, size).bytes) ? 1 : undefined
}

/** FlushFileBuffers(hFile) */
export const FlushFileBuffers: ApiFunction = (call) => {
  const file = fileOf(call, k.FILE_WRITE_DATA, 'GENERIC_WRITE')
  if (isRefusal(file)) return call.refuse(file)
  flushFile(call.kernel, file.file)
  return 1
}

/** FileDispositionInfo and FileEndOfFileInfo of FILE_INFO_BY_HANDLE_CLASS. minwinbase.h. */
const DISPOSITION = 4
const END_OF_FILE = 6

/** SetFileInformationByHandle(hFile, FileInformationClass, lpFileInformation, dwBufferSize) */
export const SetFileInformationByHandle: ApiFunction = (call): Word => {
  const files = new FileStore(call.kernel)
  const information = call.dword(1)
  const size = information === DISPOSITION ? 1 : 8
  if (information !== DISPOSITION && information !== END_OF_FILE) {
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'file-information-class-is-known',
      'The simulator knows FileDispositionInfo and FileEndOfFileInfo only.'
    )
  }
  if (call.dword(3) < size)
    return call.fail(
      k.ERROR_BAD_LENGTH,
      'file-information-is-whole',
      `dwBufferSize is ${call.dword(3)}, and the structure has ${size} bytes.`
    )
  const bytes = call.copyIn(call.word(2), size)
  if (bytes === null)
    return call.fail(k.ERROR_NOACCESS, 'kernel-reads-what-is-readable', 'lpFileInformation cannot be read.')
  const right = information === DISPOSITION ? k.DELETE : k.FILE_WRITE_DATA
  const object = fileOf(call, right, information === DISPOSITION ? 'DELETE' : 'GENERIC_WRITE')
  if (isRefusal(object)) return call.refuse(object)
  const file = files.get(object.file)
  const mapped = file.dataArea !== 0 || file.imageArea !== 0
  if (information === DISPOSITION) {
    if (bytes[0] !== 0 && mapped)
      return call.fail(
        k.ERROR_ACCESS_DENIED,
        'mapped-file-is-not-deleted',
        'A section or a view of the file exists: it cannot be deleted.'
      )
    files.set({ ...file, deletePending: bytes[0] !== 0 })
    return 1
  }
  const end = Number(u64At(bytes, 0))
  if (end < file.size && mapped)
    return call.fail(
      k.ERROR_USER_MAPPED_FILE,
      'mapped-file-is-not-cut',
      'A section or a view of the file exists: it may grow but not shrink.'
    )
  files.resize(file.id, end)
  return 1
}
