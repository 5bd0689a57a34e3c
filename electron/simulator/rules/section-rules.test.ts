import type { sectionRules } from './section-rules'
import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const RW = k.PAGE_READWRITE
const RO = k.PAGE_READONLY

/** CreateFileMapping that the rule refuses; without a file, and of one page, where nothing else is said. */
function refused(
  machine: RuleMachine,
  error: number,
  protect: number,
  { file = INVALID_HANDLE as number | bigint, size = 0x1000, name = 0 } = {}
): void {
  machine.refuses(0, error, 'CreateFileMappingA', file, 0, protect, 0, size, name)
}

/** A file with these bytes at its start. */
function fileWith(machine: RuleMachine, bytes: number[]): number {
  const file = machine.file(0x1000)
  const from = machine.scratch(bytes.length)
  machine.process.write(from, Uint8Array.from(bytes))
  machine.call('SetFilePointer', file, 0, 0, k.FILE_BEGIN)
  machine.call('WriteFile', file, from, bytes.length, machine.scratch(), 0)
  return file
}

/** OBJECT_ATTRIBUTES that name an object. */
function objectAttributes(machine: RuleMachine, path: string): number {
  const bytes = machine.words(...Array.from({ length: Math.ceil(path.length / 4) }, () => 0))
  machine.process.write(bytes, Uint8Array.from([...path].flatMap((c) => [c.charCodeAt(0), 0])))
  return machine.words(48, 0, machine.words(path.length * 0x20002, bytes), 0, 0, 0)
}

testRules<typeof sectionRules>('sections', {
  'section-protection-includes-reading': {
    states: 'The protection of a section is one constant that includes reading, without modifiers',
    shown: (machine) => {
      for (const protect of [0, k.PAGE_NOACCESS, k.PAGE_EXECUTE, RW | RO, RW | k.PAGE_GUARD])
        refused(machine, k.ERROR_INVALID_PARAMETER, protect)
    }
  },
  'section-attributes-are-known': {
    states: 'A SEC_ bit that stands for nothing is refused',
    shown: (machine) => refused(machine, k.ERROR_INVALID_PARAMETER, RW | 0x02000000)
  },
  'image-section-takes-no-other-attribute': {
    states: 'SEC_IMAGE goes with no other attribute',
    shown: (machine) => {
      const file = machine.file(0x1000)
      for (const other of [k.SEC_COMMIT, k.SEC_RESERVE, k.SEC_WRITECOMBINE, k.SEC_LARGE_PAGES])
        refused(machine, k.ERROR_INVALID_PARAMETER, (RO | k.SEC_IMAGE | other) >>> 0, { file })
    }
  },
  'section-is-committed-or-reserved': {
    states: 'A section is committed or reserved, and says which beside SEC_NOCACHE and SEC_WRITECOMBINE',
    shown: (machine) => {
      for (const attributes of [k.SEC_COMMIT | k.SEC_RESERVE, k.SEC_NOCACHE, k.SEC_WRITECOMBINE])
        refused(machine, k.ERROR_INVALID_PARAMETER, RW | attributes)
      const protect = RW | k.SEC_NOCACHE | k.SEC_COMMIT
      machine.call('CreateFileMappingA', INVALID_HANDLE, 0, protect, 0, 0x1000, 0)
    }
  },
  'large-page-section-is-committed': {
    states: 'SEC_LARGE_PAGES goes with SEC_COMMIT',
    shown: (machine) =>
      refused(machine, k.ERROR_INVALID_PARAMETER, (RW | k.SEC_LARGE_PAGES) >>> 0, { size: 0x200000 })
  },
  'image-section-needs-a-file': {
    states: 'SEC_IMAGE wants a file whose headers it can read',
    shown: (machine) => refused(machine, k.ERROR_BAD_EXE_FORMAT, RO | k.SEC_IMAGE)
  },
  'section-without-a-file-needs-a-size': {
    states: 'A section of the page file has a size',
    shown: (machine) => refused(machine, k.ERROR_INVALID_PARAMETER, RW, { size: 0 })
  },
  'empty-file-cannot-be-mapped': {
    states: 'An empty file cannot be mapped: ERROR_FILE_INVALID',
    shown: (machine) => refused(machine, k.ERROR_FILE_INVALID, RW, { file: machine.file(0), size: 0 })
  },
  'read-only-section-cannot-lengthen-its-file': {
    states: 'A section that cannot be written is not longer than its file',
    shown: (machine) => {
      const file = machine.file(0x1000)
      refused(machine, k.ERROR_NOT_ENOUGH_MEMORY, RO, { file, size: 0x1001 })
      machine.call('CreateFileMappingA', file, 0, RW, 0, 0x1001, 0)
    }
  },
  'section-name-is-given': {
    states: 'OpenFileMapping wants a name',
    shown: (machine) =>
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'OpenFileMappingA', k.FILE_MAP_READ, 0, 0)
  },
  'name-leads-to-an-object': {
    states: 'What is opened by name is there, and names differ by case',
    shown: (machine) => {
      machine.section(0x1000, machine.text('Lab'))
      const access = k.FILE_MAP_READ
      machine.refuses(0, k.ERROR_FILE_NOT_FOUND, 'OpenFileMappingA', access, 0, machine.text('lab'))
      machine.refuses(0, k.ERROR_FILE_NOT_FOUND, 'OpenEventA', k.SYNCHRONIZE, 0, machine.text('None'))
      machine.call('OpenFileMappingA', access, 0, machine.text('Lab'))
    }
  },
  'one-name-one-kind-of-object': {
    states: 'Objects of all kinds share their names',
    shown: (machine) => {
      machine.call('CreateEventA', 0, 0, 0, machine.text('Lab'))
      refused(machine, k.ERROR_INVALID_HANDLE, RW, { name: machine.text('Lab') })
      const name = machine.text('Lab')
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'OpenFileMappingA', k.FILE_MAP_READ, 0, name)
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'CreateMutexA', 0, 0, name)
    }
  },
  'object-names-have-one-folder': {
    states: 'A name has one backslash at most, behind Local or Global',
    shown: (machine) => {
      for (const name of ['Local\\a\\b', 'Elsewhere\\a'])
        refused(machine, k.ERROR_PATH_NOT_FOUND, RW, { name: machine.text(name) })
      machine.section(0x1000, machine.text('Local\\a'))
    }
  },
  'image-starts-with-mz': {
    states: 'An image starts with "MZ"',
    shown: (machine) => {
      const file = machine.file(0x1000)
      refused(machine, k.ERROR_BAD_EXE_FORMAT, RO | k.SEC_IMAGE, { file, size: 0 })
    }
  },
  'image-headers-are-of-x64': {
    states: 'The headers of an image are those of x64',
    shown: (machine) => {
      const file = fileWith(machine, [0x4d, 0x5a])
      refused(machine, k.ERROR_BAD_EXE_FORMAT, RO | k.SEC_IMAGE, { file, size: 0 })
    }
  },
  'image-section-ends-with-its-image': {
    states: 'A section of an image is not longer than the image',
    shown: (machine) => {
      const image = machine.text('C:\\Windows\\System32\\kernel32.dll')
      const file = machine.call('CreateFileA', image, k.GENERIC_READ, 1, 0, k.OPEN_EXISTING, 0, 0)
      refused(machine, k.ERROR_NOT_ENOUGH_MEMORY, RO | k.SEC_IMAGE, { file, size: 0x40000000 })
      machine.call('CreateFileMappingA', file, 0, RO | k.SEC_IMAGE, 0, 0, 0)
    }
  },
  'section-name-is-not-empty': {
    states: 'OpenFileMapping with an empty name opens no section: ERROR_INVALID_HANDLE',
    shown: (machine) => {
      const name = machine.text('')
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'OpenFileMappingA', k.FILE_MAP_READ, 0, name)
    }
  },
  'object-names-begin-with-a-folder-or-a-name': {
    states: 'A name does not begin with a backslash',
    shown: (machine) => {
      const name = machine.text('\\a')
      refused(machine, k.ERROR_BAD_PATHNAME, RW, { name })
      machine.refuses(0, k.ERROR_BAD_PATHNAME, 'OpenFileMappingA', k.FILE_MAP_READ, 0, name)
    }
  },
  'name-follows-its-folder': {
    states: 'Behind a folder and its backslash there is a name',
    shown: (machine) => refused(machine, k.ERROR_INVALID_NAME, RW, { name: machine.text('Local\\') })
  },
  'section-information-class-is-known': {
    states: 'NtQuerySection is asked for basic information',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_INVALID_INFO_CLASS,
        0xdead,
        'NtQuerySection',
        machine.section(0x1000),
        99,
        machine.scratch(24),
        24,
        0
      )
    }
  },
  'object-attributes-know-their-size': {
    states: 'OBJECT_ATTRIBUTES holds its own size',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_INVALID_PARAMETER,
        0xdead,
        'NtOpenSection',
        machine.words(0),
        k.SECTION_MAP_READ,
        machine.words(12, 0, 0, 0, 0, 0)
      )
    }
  },
  'native-names-begin-at-the-root': {
    states: 'A name without a root folder begins with a backslash',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_OBJECT_PATH_SYNTAX_BAD,
        0xdead,
        'NtOpenSection',
        machine.words(0),
        k.SECTION_MAP_READ,
        objectAttributes(machine, 'lab')
      )
    }
  },
  'native-names-stand-in-a-folder-of-names': {
    states: 'A name stands in a folder that has names of programs',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_OBJECT_PATH_NOT_FOUND,
        0xdead,
        'NtOpenSection',
        machine.words(0),
        k.SECTION_MAP_READ,
        objectAttributes(machine, '\\Nowhere\\lab')
      )
    }
  },
  'new-section-needs-a-new-name': {
    states: 'NtCreateSection without OBJ_OPENIF needs a name that is free',
    shown: (machine) => {
      const args = [
        k.SECTION_ALL_ACCESS,
        objectAttributes(machine, '\\BaseNamedObjects\\lab'),
        machine.words(0x1000),
        RW,
        k.SEC_COMMIT,
        0
      ] as const
      machine.call('NtCreateSection', machine.words(0), ...args)
      machine.refuses(k.STATUS_OBJECT_NAME_COLLISION, 0xdead, 'NtCreateSection', machine.words(0), ...args)
    }
  },
  'native-section-says-what-it-is': {
    states: 'NtCreateSection is told whether the section is committed, reserved or an image',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_INVALID_PARAMETER_6,
        0xdead,
        'NtCreateSection',
        machine.words(0),
        k.SECTION_ALL_ACCESS,
        0,
        machine.words(0x1000),
        RW,
        0,
        0
      )
    }
  }
})
