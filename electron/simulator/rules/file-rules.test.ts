import type { fileRules } from './file-rules'
import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const READ = k.GENERIC_READ
const WRITE = k.GENERIC_WRITE
const ALL_SHARED = k.FILE_SHARE_READ | k.FILE_SHARE_WRITE | k.FILE_SHARE_DELETE
const PATH = 'C:\\lab.bin'

interface Opening {
  readonly path?: string
  readonly access?: number
  readonly share?: number
  readonly disposition?: number
  readonly flags?: number
}

/** The arguments of CreateFileA; where nothing is said, it opens C:\lab.bin for reading and shares all. */
function opening(machine: RuleMachine, how: Opening): (number | bigint)[] {
  const { path = PATH, access = READ, share = ALL_SHARED, disposition = k.OPEN_EXISTING, flags = 0 } = how
  return [machine.text(path), access, share, 0, disposition, flags, 0]
}

const refusesOpening = (machine: RuleMachine, error: number, how: Opening): void =>
  machine.refuses(INVALID_HANDLE, error, 'CreateFileA', ...opening(machine, how))

const open = (machine: RuleMachine, how: Opening): number =>
  machine.call('CreateFileA', ...opening(machine, how))

/** A section of the file that can be written, as long as the file. */
const sectionOf = (machine: RuleMachine, file: number): number =>
  machine.call('CreateFileMappingA', file, 0, k.PAGE_READWRITE, 0, 0, 0)

/** A file that is an image, and a section of it as one. */
function mappedImage(machine: RuleMachine): void {
  const path = 'C:\\Windows\\System32\\kernel32.dll'
  const access = READ | k.GENERIC_EXECUTE
  const file = open(machine, { path, access })
  machine.call('CreateFileMappingA', file, 0, k.PAGE_READONLY | k.SEC_IMAGE, 0, 0, 0)
  machine.call('CloseHandle', file)
}

testRules<typeof fileRules>('files', {
  'creation-disposition-is-known': {
    states: 'dwCreationDisposition is one of five values',
    shown: (machine) => {
      for (const disposition of [0, 6]) refusesOpening(machine, k.ERROR_INVALID_PARAMETER, { disposition })
    }
  },
  'truncating-needs-generic-write': {
    states: 'TRUNCATE_EXISTING goes with GENERIC_WRITE',
    shown: (machine) => {
      machine.file(0x1000)
      const disposition = k.TRUNCATE_EXISTING
      refusesOpening(machine, k.ERROR_INVALID_PARAMETER, { disposition })
      open(machine, { disposition, access: WRITE })
    }
  },
  'file-name-is-given': {
    states: 'A file has a name: neither NULL nor "" is one',
    shown: (machine) => {
      refusesOpening(machine, k.ERROR_PATH_NOT_FOUND, { path: '' })
      const rest = [READ, 0, 0, k.OPEN_EXISTING, 0, 0] as const
      machine.refuses(INVALID_HANDLE, k.ERROR_PATH_NOT_FOUND, 'CreateFileW', 0, ...rest)
      machine.refuses(0, k.ERROR_PATH_NOT_FOUND, 'DeleteFileA', machine.text(''))
    }
  },
  'file-names-have-allowed-characters': {
    states: 'The characters < > " | ? * are in no file name',
    shown: (machine) => {
      for (const path of ['C:\\a<b', 'C:\\a>b', 'C:\\a"b', 'C:\\a|b', 'C:\\a?b', 'C:\\a*b'])
        refusesOpening(machine, k.ERROR_INVALID_NAME, { path, disposition: k.CREATE_ALWAYS, access: WRITE })
    }
  },
  'folders-are-not-opened-as-files': {
    states: 'A folder is not opened as a file is',
    shown: (machine) => refusesOpening(machine, k.ERROR_ACCESS_DENIED, { path: 'C:\\Windows' })
  },
  'named-folder-exists': {
    states: 'The folder of a file exists',
    shown: (machine) => {
      const path = 'C:\\nowhere\\lab.bin'
      refusesOpening(machine, k.ERROR_PATH_NOT_FOUND, { path })
      refusesOpening(machine, k.ERROR_PATH_NOT_FOUND, { path, disposition: k.CREATE_NEW })
    }
  },
  'opening-needs-a-file': {
    states: 'OPEN_EXISTING and TRUNCATE_EXISTING want a file that is there',
    shown: (machine) => {
      refusesOpening(machine, k.ERROR_FILE_NOT_FOUND, {})
      const disposition = k.TRUNCATE_EXISTING
      refusesOpening(machine, k.ERROR_FILE_NOT_FOUND, { disposition, access: WRITE })
    }
  },
  'create-new-needs-a-new-name': {
    states: 'CREATE_NEW wants a name that no file has',
    shown: (machine) => {
      machine.call('CloseHandle', machine.file())
      refusesOpening(machine, k.ERROR_FILE_EXISTS, { disposition: k.CREATE_NEW })
    }
  },
  'file-going-away-cannot-be-opened': {
    states: 'A file that is deleted but still open cannot be opened again',
    shown: (machine) => {
      machine.file()
      machine.call('DeleteFileA', machine.text(PATH))
      refusesOpening(machine, k.ERROR_ACCESS_DENIED, {})
    }
  },
  'read-only-file-cannot-be-written': {
    states: 'A read-only file is not opened for writing',
    shown: (machine) => {
      const flags = k.FILE_ATTRIBUTE_READONLY
      machine.call('CloseHandle', open(machine, { disposition: k.CREATE_NEW, flags }))
      refusesOpening(machine, k.ERROR_ACCESS_DENIED, { access: WRITE })
      open(machine, { access: READ })
    }
  },
  'open-handles-share-their-access': {
    states: 'Who opens a file shares what others have, and has what others share',
    shown: (machine) => {
      machine.file(0, PATH, k.FILE_SHARE_READ)
      refusesOpening(machine, k.ERROR_SHARING_VIOLATION, { access: WRITE })
      refusesOpening(machine, k.ERROR_SHARING_VIOLATION, { share: k.FILE_SHARE_READ })
      open(machine, { access: READ })
    }
  },
  'section-writers-are-shared-with': {
    states: 'Who opens a file that a section may write shares writing',
    shown: (machine) => {
      const file = machine.file(0x1000)
      sectionOf(machine, file)
      machine.call('CloseHandle', file)
      refusesOpening(machine, k.ERROR_SHARING_VIOLATION, { share: k.FILE_SHARE_READ })
      open(machine, { access: READ })
    }
  },
  'mapped-image-is-not-written': {
    states: 'A file that is mapped as an image is not opened for writing',
    shown: (machine) => {
      mappedImage(machine)
      const path = 'C:\\Windows\\System32\\kernel32.dll'
      refusesOpening(machine, k.ERROR_SHARING_VIOLATION, { path, access: WRITE })
    }
  },
  'mapped-image-is-not-deleted': {
    states: 'A file that is mapped as an image is not opened to be deleted',
    shown: (machine) => {
      mappedImage(machine)
      const path = 'C:\\Windows\\System32\\kernel32.dll'
      refusesOpening(machine, k.ERROR_ACCESS_DENIED, { path, flags: k.FILE_FLAG_DELETE_ON_CLOSE })
    }
  },
  'mapped-file-is-not-emptied': {
    states: 'A file with a section is not emptied by opening it',
    shown: (machine) => {
      sectionOf(machine, machine.file(0x1000))
      for (const disposition of [k.CREATE_ALWAYS, k.TRUNCATE_EXISTING])
        refusesOpening(machine, k.ERROR_USER_MAPPED_FILE, { access: WRITE, disposition })
    }
  },
  'mapped-file-is-not-cut': {
    states: 'A file with a section grows but does not shrink',
    shown: (machine) => {
      const file = machine.file(0x2000)
      sectionOf(machine, file)
      machine.call('SetFilePointer', file, 0x1000, 0, k.FILE_BEGIN)
      machine.refuses(0, k.ERROR_USER_MAPPED_FILE, 'SetEndOfFile', file)
      const end = machine.words(0x1000)
      machine.refuses(0, k.ERROR_USER_MAPPED_FILE, 'SetFileInformationByHandle', file, 6, end, 8)
      machine.call('SetFileInformationByHandle', file, 6, machine.words(0x3000), 8)
    }
  },
  'mapped-file-is-not-deleted': {
    states: 'A file with a section is not deleted',
    shown: (machine) => {
      sectionOf(machine, machine.file(0x1000))
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'DeleteFileA', machine.text(PATH))
      const file = open(machine, { access: k.DELETE })
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'SetFileInformationByHandle', file, 4, machine.words(1), 1)
    }
  },
  'read-only-file-cannot-be-deleted': {
    states: 'A read-only file is not deleted',
    shown: (machine) => {
      const flags = k.FILE_ATTRIBUTE_READONLY
      machine.call('CloseHandle', open(machine, { disposition: k.CREATE_NEW, flags }))
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'DeleteFileA', machine.text(PATH))
    }
  },
  'folders-are-not-deleted-as-files': {
    states: 'DeleteFile does not delete folders',
    shown: (machine) => machine.refuses(0, k.ERROR_ACCESS_DENIED, 'DeleteFileA', machine.text('C:\\Windows'))
  },
  'deleting-needs-shared-deletion': {
    states: 'A file that is open is deleted only where every handle shares deletion',
    shown: (machine) => {
      machine.file(0, PATH, k.FILE_SHARE_READ | k.FILE_SHARE_WRITE)
      machine.refuses(0, k.ERROR_SHARING_VIOLATION, 'DeleteFileA', machine.text(PATH))
    }
  },
  'named-file-exists': {
    states: 'What is deleted, or asked for its attributes, is there',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_FILE_NOT_FOUND, 'DeleteFileA', machine.text(PATH))
      machine.refuses(0, k.ERROR_PATH_NOT_FOUND, 'DeleteFileA', machine.text('C:\\nowhere\\lab.bin'))
      const none = k.INVALID_FILE_ATTRIBUTES
      machine.refuses(none, k.ERROR_FILE_NOT_FOUND, 'GetFileAttributesA', machine.text(PATH))
    }
  },
  'written-bytes-are-readable': {
    states: 'WriteFile writes what it can read',
    shown: (machine) =>
      machine.refuses(
        0,
        k.ERROR_INVALID_USER_BUFFER,
        'WriteFile',
        machine.file(),
        0,
        10,
        machine.scratch(),
        0
      )
  },
  'move-method-is-known': {
    states: 'dwMoveMethod is FILE_BEGIN, FILE_CURRENT or FILE_END',
    shown: (machine) => {
      const file = machine.file()
      const failed = k.INVALID_SET_FILE_POINTER
      machine.refuses(failed, k.ERROR_INVALID_PARAMETER, 'SetFilePointer', file, 0, 0, 3)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetFilePointerEx', file, 0, 0, 3)
    }
  },
  'position-is-not-negative': {
    states: 'The position of a file is not before its start',
    shown: (machine) => {
      const file = machine.file(0x1000)
      const failed = k.INVALID_SET_FILE_POINTER
      machine.refuses(failed, k.ERROR_NEGATIVE_SEEK, 'SetFilePointer', file, 0xfffffffe, 0, k.FILE_BEGIN)
      machine.refuses(0, k.ERROR_NEGATIVE_SEEK, 'SetFilePointerEx', file, -0x1001n, 0, k.FILE_END)
      machine.call('SetFilePointerEx', file, -0x1000n, 0, k.FILE_END)
    }
  },
  'far-positions-need-the-high-part': {
    states: 'A position of more than 32 bits needs lpDistanceToMoveHigh',
    shown: (machine) => {
      const file = machine.file()
      machine.call('SetFilePointerEx', file, 0xffffffff, 0, k.FILE_BEGIN)
      const failed = k.INVALID_SET_FILE_POINTER
      machine.refuses(failed, k.ERROR_INVALID_PARAMETER, 'SetFilePointer', file, 1, 0, k.FILE_CURRENT)
      machine.call('SetFilePointer', file, 1, machine.words(0), k.FILE_CURRENT)
    }
  },
  'file-information-class-is-known': {
    states: 'SetFileInformationByHandle knows the class of what it sets',
    shown: (machine) => {
      const file = machine.file()
      const args = [99, machine.words(0), 8] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetFileInformationByHandle', file, ...args)
    }
  },
  'file-information-is-whole': {
    states: 'SetFileInformationByHandle is given the whole structure',
    shown: (machine) => {
      const file = machine.file()
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'SetFileInformationByHandle', file, 6, machine.words(0), 7)
    }
  }
})
