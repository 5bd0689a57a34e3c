import type { FunctionFamily } from './function-entry'

const open = {
  dwDesiredAccess: 'fileAccess',
  dwShareMode: 'shareMode',
  dwCreationDisposition: 'creationDisposition',
  dwFlagsAndAttributes: 'fileFlags'
} as const

/** Files: fileapi.h. */
export const files: FunctionFamily = {
  title: 'Files',
  header: 'fileapi.h',
  dll: 'kernel32.dll',
  functions: {
    CreateFileA: {
      says: 'Opens a file, or makes one, and answers a handle to it.',
      fails: 'all-ones',
      flags: open
    },
    CreateFileW: {
      says: 'Opens a file, or makes one, and answers a handle to it.',
      fails: 'all-ones',
      flags: open
    },
    ReadFile: {
      says: 'Reads bytes from the position of a file and moves it on.',
      writes: ['lpBuffer', 'lpNumberOfBytesRead']
    },
    WriteFile: {
      says: 'Writes bytes at the position of a file and moves it on.',
      writes: ['lpNumberOfBytesWritten']
    },
    SetFilePointer: {
      says: 'Moves the position of a file.',
      fails: 'all-ones',
      flags: { dwMoveMethod: 'moveMethod' },
      writes: ['lpDistanceToMoveHigh']
    },
    SetFilePointerEx: {
      says: 'Moves the position of a file, with 64-bit distances.',
      flags: { dwMoveMethod: 'moveMethod' },
      writes: ['lpNewFilePointer']
    },
    SetEndOfFile: { says: 'Cuts or extends a file to its current position.' },
    GetFileSize: {
      says: 'Answers the size of a file in two halves.',
      fails: 'all-ones',
      writes: ['lpFileSizeHigh']
    },
    GetFileSizeEx: { says: 'Answers the size of a file.', writes: ['lpFileSize'] },
    FlushFileBuffers: { says: 'Writes what is buffered of a file to its disk.' },
    SetFileInformationByHandle: {
      says: 'Sets the size of a file, marks it for deletion, and the like.',
      flags: { FileInformationClass: 'fileInformation' }
    },
    GetFileInformationByHandleEx: {
      says: 'Answers the size, the attributes or the name of an open file.',
      header: 'winbase.h',
      flags: { FileInformationClass: 'fileInformation' },
      writes: ['lpFileInformation']
    },
    DeleteFileA: { says: 'Deletes a file.' },
    DeleteFileW: { says: 'Deletes a file.' },
    GetFileAttributesA: { says: 'Answers the attributes of a file by its name.', fails: 0xffffffff },
    GetFileAttributesW: { says: 'Answers the attributes of a file by its name.', fails: 0xffffffff },
    GetFileType: { says: 'Answers whether a handle is a disk file, a console or a pipe.' },
    GetTempPathA: { says: 'Answers the folder for temporary files.', writes: ['lpBuffer'], accidental: true },
    GetTempPathW: { says: 'Answers the folder for temporary files.', writes: ['lpBuffer'], accidental: true },
    GetTempFileNameA: {
      says: 'Makes a name for a temporary file, and the empty file with it.',
      writes: ['lpTempFileName'],
      accidental: true
    },
    GetTempFileNameW: {
      says: 'Makes a name for a temporary file, and the empty file with it.',
      writes: ['lpTempFileName'],
      accidental: true
    }
  }
}
