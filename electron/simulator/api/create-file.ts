import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { FileStore, folderOf, fullPath, isFolder, type FileRecord } from '../file-store'
import { INVALID_HANDLE, openHandle } from '../handles'
import type { FileObject } from '../objects'
import { values } from '../persistent-tree'
import type { RuleId } from '../rules'

/** CreateFile(lpFileName, dwDesiredAccess, dwShareMode, lpSecurityAttributes, dwCreationDisposition, dwFlagsAndAttributes, hTemplateFile) */
export const CreateFileA: ApiFunction = (call) => createFile(call, false)
export const CreateFileW: ApiFunction = (call) => createFile(call, true)

const reading = k.FILE_READ_DATA | k.FILE_EXECUTE
const writing = k.FILE_WRITE_DATA | k.FILE_APPEND_DATA

/** Generic rights as a file's own. Microsoft, File Security and Access Rights. */
function fileAccess(desired: number): number {
  let access = desired & 0x1fffff
  if (desired & k.GENERIC_READ) access |= k.FILE_GENERIC_READ
  if (desired & k.GENERIC_WRITE) access |= k.FILE_GENERIC_WRITE
  if (desired & k.GENERIC_EXECUTE) access |= k.FILE_GENERIC_EXECUTE
  if (desired & k.GENERIC_ALL) access |= k.FILE_ALL_ACCESS
  return access
}

function createFile(call: ApiCall, wide: boolean): Word | undefined {
  // Wine, dlls/kernel32/tests/file.c (test_CreateFileW): NULL is no name, as "" is none.
  const name = call.word(0) === 0 ? '' : call.string(call.word(0), wide)
  if (name === undefined) return undefined
  const no = (error: number, rule: RuleId, why: string): Word => call.fail(error, rule, why, INVALID_HANDLE)
  const { kernel, process } = call
  const files = new FileStore(kernel)
  const disposition = call.dword(4)
  const flags = call.dword(5)
  const deleteOnClose = (flags & k.FILE_FLAG_DELETE_ON_CLOSE) !== 0
  const access = fileAccess(call.dword(1)) | (deleteOnClose ? k.DELETE : 0)
  const share = call.dword(2) & 7
  if (disposition < k.CREATE_NEW || disposition > k.TRUNCATE_EXISTING) {
    return no(
      k.ERROR_INVALID_PARAMETER,
      'creation-disposition-is-known',
      'dwCreationDisposition must be CREATE_NEW, CREATE_ALWAYS, OPEN_EXISTING, OPEN_ALWAYS or TRUNCATE_EXISTING.'
    )
  }
  if (disposition === k.TRUNCATE_EXISTING && !(call.dword(1) & k.GENERIC_WRITE)) {
    return no(
      k.ERROR_INVALID_PARAMETER,
      'truncating-needs-generic-write',
      'TRUNCATE_EXISTING empties the file, which is writing: dwDesiredAccess must have GENERIC_WRITE.'
    )
  }
  if (name === '')
    return no(
      k.ERROR_PATH_NOT_FOUND,
      'file-name-is-given',
      'lpFileName is NULL or empty: it must name a file.'
    )
  const path = fullPath(name)
  if (/[<>"|?*]/.test(path))
    return no(
      k.ERROR_INVALID_NAME,
      'file-names-have-allowed-characters',
      'A file name cannot have any of the characters < > " | ? *.'
    )
  if (isFolder(path))
    return no(
      k.ERROR_ACCESS_DENIED,
      'folders-are-not-opened-as-files',
      `${path} is a folder; a folder is not opened as a file is.`
    )
  if (!isFolder(folderOf(path)))
    return no(k.ERROR_PATH_NOT_FOUND, 'named-folder-exists', `There is no folder ${folderOf(path)}.`)

  let file = files.byPath(path)
  const existed = file !== undefined
  if (file === undefined) {
    if (disposition === k.OPEN_EXISTING || disposition === k.TRUNCATE_EXISTING) {
      return no(k.ERROR_FILE_NOT_FOUND, 'opening-needs-a-file', `There is no file ${path}.`)
    }
    file = files.create(path, (flags & 0x7f) === 0 ? k.FILE_ATTRIBUTE_ARCHIVE : flags & 0x7f)
  } else {
    if (disposition === k.CREATE_NEW)
      return no(
        k.ERROR_FILE_EXISTS,
        'create-new-needs-a-new-name',
        'The file exists, and CREATE_NEW wants a new one.'
      )
    const truncates = disposition === k.CREATE_ALWAYS || disposition === k.TRUNCATE_EXISTING
    const refused = openRefusal(call, file, access, share, truncates, deleteOnClose)
    if (refused !== null) return no(refused.error, refused.rule, refused.why)
    if (truncates) files.resize(file.id, 0)
  }
  const id = kernel.newNumber()
  const record: FileObject = {
    id,
    kind: 'file',
    handles: 0,
    file: file.id,
    access,
    share,
    position: 0,
    deleteOnClose
  }
  kernel.setObject(record)
  files.set({ ...files.get(file.id), handles: files.get(file.id).handles + 1 })
  // CreateFile (Return value): these two tell by the last error whether the file was there.
  if (disposition === k.CREATE_ALWAYS || disposition === k.OPEN_ALWAYS) {
    process.setLastError(existed ? k.ERROR_ALREADY_EXISTS : k.ERROR_SUCCESS)
  }
  return openHandle(process, id, access)
}

interface Refused {
  readonly error: number
  readonly rule: RuleId
  readonly why: string
}

function openRefusal(
  call: ApiCall,
  file: FileRecord,
  access: number,
  share: number,
  truncates: boolean,
  deletes: boolean
): Refused | null {
  const { kernel } = call
  if (file.deletePending)
    return {
      error: k.ERROR_ACCESS_DENIED,
      rule: 'file-going-away-cannot-be-opened',
      why: 'The file is going to be deleted when its last handle is closed.'
    }
  if (file.attributes & k.FILE_ATTRIBUTE_READONLY && (access & writing || truncates)) {
    return {
      error: k.ERROR_ACCESS_DENIED,
      rule: 'read-only-file-cannot-be-written',
      why: 'The file has FILE_ATTRIBUTE_READONLY: it can be opened for reading only.'
    }
  }
  for (const object of values(kernel.system.objects)) {
    if (object.kind !== 'file' || object.file !== file.id) continue
    if (!sharesWith(object.access, share) || !sharesWith(access, object.share)) {
      return {
        error: k.ERROR_SHARING_VIOLATION,
        rule: 'open-handles-share-their-access',
        why: 'The file is open already, and one of the two does not share the access that the other has.'
      }
    }
  }
  // Conformance sections/file-mapped-stays-in-use, image-section-guards-its-file.
  const data = file.dataArea === 0 ? null : kernel.controlArea(file.dataArea)
  if (data !== null && data.writers > 0 && hasData(access) && !(share & k.FILE_SHARE_WRITE)) {
    return {
      error: k.ERROR_SHARING_VIOLATION,
      rule: 'section-writers-are-shared-with',
      why: 'A section may write the file, and this handle would not share writing.'
    }
  }
  if (file.imageArea !== 0 && (access & writing || truncates)) {
    return {
      error: k.ERROR_SHARING_VIOLATION,
      rule: 'mapped-image-is-not-written',
      why: 'The file is mapped as an image: nobody can write it now.'
    }
  }
  if (file.imageArea !== 0 && deletes)
    return {
      error: k.ERROR_ACCESS_DENIED,
      rule: 'mapped-image-is-not-deleted',
      why: 'The file is mapped as an image and cannot be deleted.'
    }
  if (truncates && data !== null) {
    return {
      error: k.ERROR_USER_MAPPED_FILE,
      rule: 'mapped-file-is-not-emptied',
      why: 'A section of the file exists: it cannot be emptied.'
    }
  }
  return null
}

const hasData = (access: number): boolean => (access & (reading | writing | k.DELETE)) !== 0

function sharesWith(access: number, share: number): boolean {
  if (access & reading && !(share & k.FILE_SHARE_READ)) return false
  if (access & writing && !(share & k.FILE_SHARE_WRITE)) return false
  return !(access & k.DELETE && !(share & k.FILE_SHARE_DELETE))
}
