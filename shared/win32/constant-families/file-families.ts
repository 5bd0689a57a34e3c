import type { ConstantFamily } from './family'

/** The constants of files, and those that fill messages. */
export const fileFamilies = {
  fileAccess: {
    title: 'access to a file',
    page: 'secauthz/generic-access-rights',
    flags: true,
    members: {
      GENERIC_READ: 'The file can be read.',
      GENERIC_WRITE: 'The file can be written.',
      GENERIC_EXECUTE: 'The file can be executed.',
      GENERIC_ALL: 'Every right to the file.',
      FILE_READ_DATA: 'The bytes of the file can be read.',
      FILE_WRITE_DATA: 'The bytes of the file can be written.',
      FILE_APPEND_DATA: 'Bytes can be appended to the file.',
      FILE_EXECUTE: 'The file can be executed.',
      FILE_READ_ATTRIBUTES: 'Its attributes can be read.',
      FILE_WRITE_ATTRIBUTES: 'Its attributes can be set.',
      FILE_GENERIC_READ: 'What GENERIC_READ stands for.',
      FILE_GENERIC_WRITE: 'What GENERIC_WRITE stands for.',
      FILE_GENERIC_EXECUTE: 'What GENERIC_EXECUTE stands for.',
      FILE_ALL_ACCESS: 'Every right to the file.',
      DELETE: 'The file can be deleted.'
    }
  },
  shareMode: {
    title: 'what others may do meanwhile',
    page: 'api/fileapi/nf-fileapi-createfilea',
    flags: true,
    members: {
      FILE_SHARE_READ: 'Others may read the file while it is open.',
      FILE_SHARE_WRITE: 'Others may write the file while it is open.',
      FILE_SHARE_DELETE: 'Others may delete or rename the file while it is open.',
      FILE_SHARE_VALID_FLAGS: 'All three.'
    }
  },
  creationDisposition: {
    title: 'what to do about the file’s existence',
    page: 'api/fileapi/nf-fileapi-createfilea',
    flags: false,
    members: {
      CREATE_ALWAYS: 'Makes the file anew; one that is there is emptied.',
      CREATE_NEW: 'Makes the file; fails if it is there.',
      OPEN_EXISTING: 'Opens the file; fails if it is not there.',
      OPEN_ALWAYS: 'Opens the file, or makes it if it is not there.',
      TRUNCATE_EXISTING: 'Opens the file and empties it; fails if it is not there.'
    }
  },
  fileFlags: {
    title: 'attribute or option of a file',
    page: 'api/fileapi/nf-fileapi-createfilea',
    flags: true,
    members: {
      FILE_ATTRIBUTE_NORMAL: 'No attribute is set.',
      FILE_ATTRIBUTE_TEMPORARY: 'The file is kept in memory as long as there is room.',
      FILE_FLAG_DELETE_ON_CLOSE: 'The file is deleted when its last handle is closed.',
      FILE_FLAG_NO_BUFFERING: 'Reads and writes go past the file cache, in whole sectors.',
      FILE_FLAG_WRITE_THROUGH: 'Writes go to the disk at once.',
      FILE_FLAG_RANDOM_ACCESS: 'The file is read here and there.',
      FILE_FLAG_SEQUENTIAL_SCAN: 'The file is read from its beginning to its end.',
      FILE_FLAG_OVERLAPPED: 'Reads and writes go on in the background.',
      FILE_FLAG_BACKUP_SEMANTICS: 'Folders can be opened too.',
      FILE_ATTRIBUTE_READONLY: 'The file cannot be written.',
      FILE_ATTRIBUTE_HIDDEN: 'The file is not shown in lists.',
      FILE_ATTRIBUTE_SYSTEM: 'The file belongs to the system.',
      FILE_ATTRIBUTE_DIRECTORY: 'It is a folder.',
      FILE_ATTRIBUTE_ARCHIVE: 'The file is to be backed up.'
    }
  },
  moveMethod: {
    title: 'where to count from',
    page: 'api/fileapi/nf-fileapi-setfilepointerex',
    flags: false,
    members: {
      FILE_BEGIN: 'From the beginning of the file.',
      FILE_CURRENT: 'From the current position.',
      FILE_END: 'From the end of the file.'
    }
  },
  fileType: {
    title: 'what a handle leads to',
    page: 'api/fileapi/nf-fileapi-getfiletype',
    flags: false,
    members: {
      FILE_TYPE_DISK: 'A file.',
      FILE_TYPE_CHAR: 'A console or another device of characters.',
      FILE_TYPE_PIPE: 'A pipe or a socket.',
      FILE_TYPE_UNKNOWN: 'Unknown, or the call failed.'
    }
  },
  fileFailure: {
    title: 'answer of a call that failed',
    page: 'api/fileapi/nf-fileapi-getfilesize',
    flags: false,
    members: {
      INVALID_FILE_SIZE: 'GetFileSize: the call may have failed; GetLastError says whether.',
      INVALID_SET_FILE_POINTER: 'SetFilePointer: the call may have failed; GetLastError says whether.',
      INVALID_FILE_ATTRIBUTES: 'GetFileAttributes: the call failed.'
    }
  },
  fileInformation: {
    title: 'what to ask or set of a file',
    page: 'api/minwinbase/ne-minwinbase-file_info_by_handle_class',
    flags: false,
    members: {
      FileEndOfFileInfo: 'Its size: FILE_END_OF_FILE_INFO.',
      FileDispositionInfo: 'Whether it is deleted on closing: FILE_DISPOSITION_INFO.',
      FileStandardInfo: 'Its sizes and links: FILE_STANDARD_INFO.',
      FileBasicInfo: 'Its times and attributes.',
      FileNameInfo: 'Its name.',
      FileRenameInfo: 'Its new name.',
      FileAllocationInfo: 'How much of the disk it takes.'
    }
  },
  formatMessage: {
    title: 'option of FormatMessage',
    page: 'api/winbase/nf-winbase-formatmessage',
    flags: true,
    members: {
      FORMAT_MESSAGE_FROM_SYSTEM: 'The text is the system’s for an error code.',
      FORMAT_MESSAGE_IGNORE_INSERTS: 'Places for arguments stay as they are.',
      FORMAT_MESSAGE_ALLOCATE_BUFFER: 'The function allocates the buffer; LocalFree frees it.',
      FORMAT_MESSAGE_FROM_STRING: 'The text is a string of your own.',
      FORMAT_MESSAGE_FROM_HMODULE: 'The text is in a module.',
      FORMAT_MESSAGE_ARGUMENT_ARRAY: 'The arguments are an array.',
      FORMAT_MESSAGE_MAX_WIDTH_MASK: 'Line breaks are left out.'
    }
  }
} as const satisfies Readonly<Record<string, ConstantFamily>>
