import type { viewRules } from './view-rules'
import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const SELF = INVALID_HANDLE
const WRITE = k.FILE_MAP_WRITE

/** A section of a system library's file as an image. */
function imageSection(machine: RuleMachine): number {
  const path = machine.text('C:\\Windows\\System32\\kernel32.dll')
  const file = machine.call('CreateFileA', path, k.GENERIC_READ | k.GENERIC_EXECUTE, 1, 0, 3, 0, 0)
  return machine.call('CreateFileMappingA', file, 0, k.PAGE_READONLY | k.SEC_IMAGE, 0, 0, 0)
}

testRules<typeof viewRules>('views', {
  'view-starts-at-64-kib': {
    states: 'The address of a view and its offset are multiples of 64 KiB',
    shown: (machine) => {
      const section = machine.section(0x40000)
      machine.refuses(0, k.ERROR_MAPPED_ALIGNMENT, 'MapViewOfFile', section, WRITE, 0, 0x1000, 0)
      const base = machine.alloc(0x20000, k.MEM_RESERVE)
      machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
      const at = base + 0x1000
      machine.refuses(0, k.ERROR_MAPPED_ALIGNMENT, 'MapViewOfFileEx', section, WRITE, 0, 0, 0x1000, at)
      machine.call('MapViewOfFile', section, WRITE, 0, 0x10000, 0)
    }
  },
  'view-in-a-placeholder-starts-at-a-page': {
    states: 'A view that replaces a placeholder starts at a page, and so does its offset',
    shown: (machine) => {
      const section = machine.section(0x10000)
      const type = k.MEM_RESERVE | k.MEM_RESERVE_PLACEHOLDER
      const base = machine.call('VirtualAlloc2', 0, 0, 0x2000, type, k.PAGE_NOACCESS, 0, 0)
      const how = [0x2000, k.MEM_REPLACE_PLACEHOLDER, k.PAGE_READWRITE, 0, 0] as const
      machine.refuses(0, k.ERROR_MAPPED_ALIGNMENT, 'MapViewOfFile3', section, SELF, base, 0x800, ...how)
      machine.call('MapViewOfFile3', section, SELF, base, 0x1000, ...how)
    }
  },
  'view-access-is-within-the-sections': {
    states: "A view has no access that its section's protection does not allow",
    shown: (machine) => {
      const protect = k.PAGE_READONLY
      const section = machine.call('CreateFileMappingA', INVALID_HANDLE, 0, protect, 0, 0x1000, 0)
      const all = machine.scratch()
      const rights = k.SECTION_MAP_READ | k.SECTION_MAP_WRITE
      machine.call('DuplicateHandle', SELF, section, SELF, all, rights, 0, 0)
      const handle = machine.process.load(all, 8)!
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'MapViewOfFile', handle, WRITE, 0, 0, 0)
      machine.call('MapViewOfFile', handle, k.FILE_MAP_READ, 0, 0, 0)
    }
  },
  'only-sections-are-write-combined': {
    states: 'A view is not mapped write-combined: its section is made so',
    shown: (machine) => {
      const protect = k.PAGE_READWRITE | k.PAGE_WRITECOMBINE
      const args = [machine.section(0x1000), SELF, 0, 0, 0, 0, protect, 0, 0] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'MapViewOfFile3', ...args)
    }
  },
  'view-stays-inside-its-section': {
    states: 'A view ends where its section ends, or before',
    shown: (machine) => {
      const section = machine.section(0x10000)
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'MapViewOfFile', section, WRITE, 0, 0, 0x10001)
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'MapViewOfFile', section, WRITE, 0, 0x10000, 0)
    }
  },
  'view-needs-free-addresses': {
    states: 'A view goes where it was asked to, if that is free',
    shown: (machine) => {
      const section = machine.section(0x10000)
      const base = machine.alloc(0x10000, k.MEM_RESERVE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'MapViewOfFileEx', section, WRITE, 0, 0, 0, base)
      machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
      machine.call('MapViewOfFileEx', section, WRITE, 0, 0, 0, base)
    }
  },
  'file-views-have-nothing-to-commit': {
    states: 'In a view of a file there is nothing to commit',
    shown: (machine) => {
      const view = machine.fileView()
      const args = [view, 0x1000, k.MEM_COMMIT, k.PAGE_READWRITE] as const
      machine.refuses(0, k.ERROR_ACCESS_DENIED, 'VirtualAlloc', ...args)
    }
  },
  'unmapping-needs-a-view': {
    states: 'What is unmapped is a view',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'UnmapViewOfFile', base)
      const view = machine.view(0x1000)
      machine.call('UnmapViewOfFile', view)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'UnmapViewOfFile', view)
    }
  },
  'unmap-flags-are-known': {
    states: 'UnmapFlags has no bit that stands for nothing',
    shown: (machine) => {
      const view = machine.view(0x1000)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'UnmapViewOfFile2', SELF, view, k.MEM_RELEASE)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'UnmapViewOfFileEx', view, 4)
      machine.call('UnmapViewOfFileEx', view, k.MEM_UNMAP_WITH_TRANSIENT_BOOST)
    }
  },
  'mapping-type-is-known': {
    states: 'AllocationType of MapViewOfFile3 has no bit that stands for nothing',
    shown: (machine) => {
      const how = [0, 0, k.MEM_COMMIT, k.PAGE_READWRITE, 0, 0] as const
      const section = machine.section(0x1000)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'MapViewOfFile3', section, SELF, 0, ...how)
    }
  },
  'flushing-stays-inside-a-view': {
    states: 'What is flushed of a view ends with the view',
    shown: (machine) => {
      const view = machine.fileView()
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'FlushViewOfFile', view, 0x1001)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'FlushViewOfFile', 0, 0)
      machine.call('FlushViewOfFile', view, 0x1000)
    }
  },
  'image-needs-a-free-place': {
    states: 'An image goes where it was asked to, if that is free',
    shown: (machine) => {
      const section = imageSection(machine)
      const base = machine.alloc(0x10000, k.MEM_RESERVE)
      const access = k.FILE_MAP_READ
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'MapViewOfFileEx', section, access, 0, 0, 0, base)
    }
  },
  'fixed-image-needs-its-own-place': {
    states: 'An image without relocations goes where it was linked for, and nowhere else',
    shown: (machine) => {
      const from = machine.call('GetModuleHandleA', 0)
      const headers = machine.process.read(from, 0x400)!
      const view = new DataView(headers.buffer, headers.byteOffset)
      const nt = view.getUint32(0x3c, true)
      view.setUint16(nt + 22, view.getUint16(nt + 22, true) | k.IMAGE_FILE_RELOCS_STRIPPED, true)
      view.setUint16(nt + 94, 0, true)
      view.setBigUint64(nt + 48, BigInt(from), true)
      const file = machine.file(0x10000)
      const bytes = machine.alloc(0x1000)
      machine.process.write(bytes, headers)
      machine.call('SetFilePointer', file, 0, 0, k.FILE_BEGIN)
      machine.call('WriteFile', file, bytes, 0x400, machine.scratch(), 0)
      const protect = k.PAGE_READONLY | k.SEC_IMAGE
      const section = machine.call('CreateFileMappingA', file, 0, protect, 0, 0, 0)
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'MapViewOfFile', section, k.FILE_MAP_READ, 0, 0, 0)
    }
  },
  'native-mapping-is-known': {
    states: 'NtMapViewOfSection takes ViewShare or ViewUnmap, and types that there are',
    shown: (machine) => {
      const at = [
        machine.section(0x1000),
        0xffffffffffffffffn,
        machine.words(0),
        0,
        0,
        0,
        machine.words(0)
      ] as const
      machine.refuses(
        k.STATUS_INVALID_PARAMETER_8,
        0xdead,
        'NtMapViewOfSection',
        ...at,
        3,
        0,
        k.PAGE_READONLY
      )
      machine.refuses(
        k.STATUS_INVALID_PARAMETER_9,
        0xdead,
        'NtMapViewOfSection',
        ...at,
        1,
        0x40000000,
        k.PAGE_READONLY
      )
    }
  }
})
