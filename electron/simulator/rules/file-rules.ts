import type { RuleTable } from './rule-table'

/** CreateFile, reading and writing, names of files. */
export const fileRules = {
  'creation-disposition-is-known': { source: 'Microsoft, CreateFile (dwCreationDisposition)' },
  'truncating-needs-generic-write': { source: 'Microsoft, CreateFile (TRUNCATE_EXISTING)' },
  'file-name-is-given': {
    source: 'Microsoft, CreateFile (lpFileName); Wine, dlls/kernel32/tests/file.c (test_CreateFileW)'
  },
  'file-names-have-allowed-characters': { source: 'Microsoft, Naming Files, Paths, and Namespaces' },
  'folders-are-not-opened-as-files': {
    source:
      'Microsoft, CreateFile (FILE_FLAG_BACKUP_SEMANTICS); Wine, dlls/kernel32/tests/file.c (test_CreateFileA)'
  },
  'named-folder-exists': { source: 'Microsoft, System Error Codes (ERROR_PATH_NOT_FOUND)' },
  'opening-needs-a-file': { source: 'Microsoft, CreateFile (OPEN_EXISTING)' },
  'create-new-needs-a-new-name': { source: 'Microsoft, CreateFile (CREATE_NEW)' },
  'file-going-away-cannot-be-opened': {
    source: 'Microsoft, CreateFile (Remarks); Microsoft, DeleteFile (Remarks)'
  },
  'read-only-file-cannot-be-written': { source: 'Microsoft, CreateFile (FILE_ATTRIBUTE_READONLY)' },
  'open-handles-share-their-access': {
    source:
      'Microsoft, CreateFile (dwShareMode); Microsoft, Creating and Opening Files; Conformance sections/file-mapped-stays-in-use'
  },
  'section-writers-are-shared-with': { source: 'Conformance sections/file-mapped-stays-in-use' },
  'mapped-image-is-not-written': { source: 'Conformance sections/image-section-guards-its-file' },
  'mapped-image-is-not-deleted': { source: 'Conformance sections/image-section-guards-its-file' },
  'mapped-file-is-not-emptied': { source: 'Conformance sections/file-mapped-stays-in-use' },
  'mapped-file-is-not-cut': {
    source: 'Microsoft, SetEndOfFile (Remarks); Conformance sections/file-mapped-cannot-be-cut'
  },
  'mapped-file-is-not-deleted': { source: 'Conformance sections/file-mapped-stays-in-use' },
  'read-only-file-cannot-be-deleted': { source: 'Microsoft, DeleteFile (Remarks)' },
  'folders-are-not-deleted-as-files': { source: 'Microsoft, DeleteFile (Remarks)' },
  'deleting-needs-shared-deletion': { source: 'Microsoft, DeleteFile (Remarks)' },
  'named-file-exists': {
    source: 'Microsoft, DeleteFile (Remarks); Conformance sections/file-mapped-stays-in-use'
  },
  'written-bytes-are-readable': {
    source:
      'Wine, dlls/kernel32/tests/file.c (test_read_write); Microsoft, System Error Codes (ERROR_INVALID_USER_BUFFER)'
  },
  'move-method-is-known': { source: 'Microsoft, SetFilePointer (dwMoveMethod)' },
  'position-is-not-negative': { source: 'Microsoft, SetFilePointer (Return value)' },
  'far-positions-need-the-high-part': { source: 'Microsoft, SetFilePointer (Return value)' },
  'file-information-class-is-known': {
    source: 'Microsoft, SetFileInformationByHandle (FileInformationClass)'
  },
  'file-information-is-whole': { source: 'Microsoft, SetFileInformationByHandle (dwBufferSize)' }
} as const satisfies RuleTable
