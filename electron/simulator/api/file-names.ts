import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { stringBytes, type ApiCall, type ApiFunction } from '../api-call'
import { FileStore, folderOf, fullPath, isFolder, systemFolder, temporaryFolder } from '../file-store'
import { values } from '../persistent-tree'

/** Writes a string and answers its length, or the size that is needed when the buffer is too small. */
export function putString(
  call: ApiCall,
  buffer: Word,
  room: number,
  text: string,
  wide: boolean
): Word | undefined {
  if (room < text.length + 1) return text.length + 1
  return call.process.write(buffer, stringBytes(text, wide)) ? text.length : undefined
}

/** GetTempPath(nBufferLength, lpBuffer) */
export const GetTempPathA: ApiFunction = (call) =>
  putString(call, call.word(1), call.dword(0), temporaryFolder, false)
export const GetTempPathW: ApiFunction = (call) =>
  putString(call, call.word(1), call.dword(0), temporaryFolder, true)

/** GetSystemDirectory(lpBuffer, uSize) */
export const GetSystemDirectoryA: ApiFunction = (call) =>
  putString(call, call.word(0), call.dword(1), systemFolder, false)
export const GetSystemDirectoryW: ApiFunction = (call) =>
  putString(call, call.word(0), call.dword(1), systemFolder, true)

/** GetWindowsDirectory(lpBuffer, uSize) */
export const GetWindowsDirectoryA: ApiFunction = (call) =>
  putString(call, call.word(0), call.dword(1), folderOf(systemFolder), false)
export const GetWindowsDirectoryW: ApiFunction = (call) =>
  putString(call, call.word(0), call.dword(1), folderOf(systemFolder), true)

/** GetTempFileName(lpPathName, lpPrefixString, uUnique, lpTempFileName) */
export const GetTempFileNameA: ApiFunction = (call) => temporaryName(call, false)
export const GetTempFileNameW: ApiFunction = (call) => temporaryName(call, true)

function temporaryName(call: ApiCall, wide: boolean): Word | undefined {
  const folder = call.string(call.word(0), wide)
  const prefix = folder === undefined ? undefined : call.string(call.word(1), wide)
  if (folder === undefined || prefix === undefined) return undefined
  const files = new FileStore(call.kernel)
  const full = fullPath(folder)
  if (!isFolder(full))
    return call.fail(k.ERROR_PATH_NOT_FOUND, 'named-folder-exists', `There is no folder ${full}.`)
  let unique = call.dword(2) & 0xffff
  const pathOf = (): string => `${full}\\${prefix.slice(0, 3)}${unique.toString(16).toUpperCase()}.tmp`
  if (unique === 0) {
    do unique = (0x4a10 + ++call.kernel.system.temporaryNames * 7) & 0xffff
    while (unique === 0 || files.byPath(pathOf()) !== undefined)
    files.create(pathOf(), k.FILE_ATTRIBUTE_ARCHIVE)
  }
  return call.process.write(call.word(3), stringBytes(pathOf(), wide)) ? unique : undefined
}

/** DeleteFile(lpFileName) */
export const DeleteFileA: ApiFunction = (call) => deleteFile(call, false)
export const DeleteFileW: ApiFunction = (call) => deleteFile(call, true)

function deleteFile(call: ApiCall, wide: boolean): Word | undefined {
  const name = call.word(0) === 0 ? '' : call.string(call.word(0), wide)
  if (name === undefined) return undefined
  if (name === '')
    return call.fail(
      k.ERROR_PATH_NOT_FOUND,
      'file-name-is-given',
      'lpFileName is NULL or empty: it must name a file.'
    )
  const files = new FileStore(call.kernel)
  const path = fullPath(name)
  const file = files.byPath(path)
  if (isFolder(path))
    return call.fail(
      k.ERROR_ACCESS_DENIED,
      'folders-are-not-deleted-as-files',
      `${path} is a folder; DeleteFile deletes files only.`
    )
  if (file === undefined) {
    const error = isFolder(folderOf(path)) ? k.ERROR_FILE_NOT_FOUND : k.ERROR_PATH_NOT_FOUND
    return call.fail(error, 'named-file-exists', `There is no file ${path}.`)
  }
  for (const object of values(call.kernel.system.objects)) {
    if (object.kind === 'file' && object.file === file.id && !(object.share & k.FILE_SHARE_DELETE)) {
      return call.fail(
        k.ERROR_SHARING_VIOLATION,
        'deleting-needs-shared-deletion',
        'The file is open, and not every handle to it shares deletion (FILE_SHARE_DELETE); close them first.'
      )
    }
  }
  if (file.dataArea !== 0 || file.imageArea !== 0) {
    return call.fail(
      k.ERROR_ACCESS_DENIED,
      'mapped-file-is-not-deleted',
      'A section or a view of the file exists: it cannot be deleted.'
    )
  }
  if (file.attributes & k.FILE_ATTRIBUTE_READONLY)
    return call.fail(
      k.ERROR_ACCESS_DENIED,
      'read-only-file-cannot-be-deleted',
      'The file has FILE_ATTRIBUTE_READONLY: it cannot be deleted.'
    )
  if (file.handles > 0) files.set({ ...file, deletePending: true })
  else files.remove(file)
  return 1
}

/** GetFileAttributes(lpFileName) */
export const GetFileAttributesA: ApiFunction = (call) => fileAttributes(call, false)
export const GetFileAttributesW: ApiFunction = (call) => fileAttributes(call, true)

function fileAttributes(call: ApiCall, wide: boolean): Word | undefined {
  const name = call.string(call.word(0), wide)
  if (name === undefined) return undefined
  const path = fullPath(name)
  if (isFolder(path)) return k.FILE_ATTRIBUTE_DIRECTORY
  const file = new FileStore(call.kernel).byPath(path)
  if (file !== undefined) return file.attributes
  const error = isFolder(folderOf(path)) ? k.ERROR_FILE_NOT_FOUND : k.ERROR_PATH_NOT_FOUND
  return call.fail(error, 'named-file-exists', `There is no file ${path}.`, k.INVALID_FILE_ATTRIBUTES)
}
