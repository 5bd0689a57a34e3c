import type { protectionRules } from './protection-rules'
import type { Word } from '../../machine/word'
import { INVALID_HANDLE, testRules } from '../testing/rule-cases'
import { k } from '../testing/machine'

const RW = k.PAGE_READWRITE

testRules<typeof protectionRules>('protections', {
  'protection-is-one-constant': {
    states: 'A protection is one constant, with one modifier at most and none with PAGE_NOACCESS',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      const old = machine.scratch()
      for (const protect of [0, RW | k.PAGE_READONLY, k.PAGE_NOACCESS | k.PAGE_GUARD, 0x100]) {
        machine.refuses(
          0,
          k.ERROR_INVALID_PARAMETER,
          'VirtualAlloc',
          0,
          0x1000,
          k.MEM_RESERVE | k.MEM_COMMIT,
          protect
        )
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualProtect', base, 0x1000, protect, old)
      }
      machine.call('VirtualProtect', base, 0x1000, RW | k.PAGE_GUARD, old)
    }
  },
  'private-memory-is-never-copy-on-write': {
    states: 'Private memory is not copy on write: there is nothing shared to copy',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      for (const protect of [k.PAGE_WRITECOPY, k.PAGE_EXECUTE_WRITECOPY]) {
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, 0x1000, k.MEM_RESERVE, protect)
        machine.refuses(
          0,
          k.ERROR_INVALID_PARAMETER,
          'VirtualProtect',
          base,
          0x1000,
          protect,
          machine.scratch()
        )
      }
    }
  },
  'only-committed-pages-have-a-protection': {
    states: 'Each page of a range that is protected is committed',
    shown: (machine) => {
      const base = machine.alloc(0x3000)
      machine.call('VirtualFree', base + 0x1000, 0x1000, k.MEM_DECOMMIT)
      const old = machine.scratch()
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualProtect', base, 0x3000, k.PAGE_READONLY, old)
      machine.call('VirtualProtect', base, 0x1000, k.PAGE_READONLY, old)
    }
  },
  'page-protection-stays-within-the-view': {
    states: 'A page of a view cannot get more access than its view was mapped with',
    shown: (machine) => {
      const view = machine.view(0x1000, k.FILE_MAP_READ)
      const old = machine.scratch()
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualProtect', view, 1, RW, old)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', view, 1, k.MEM_COMMIT, RW)
      machine.call('VirtualProtect', view, 1, k.PAGE_NOACCESS, old)
    }
  },
  'old-protection-needs-a-place': {
    states: 'VirtualProtect fails where it cannot tell the old protection, and changes nothing',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(0, k.ERROR_NOACCESS, 'VirtualProtect', base, 0x1000, k.PAGE_READONLY, 0)
      machine.call('VirtualProtect', base, 0x1000, RW, machine.scratch())
    }
  },
  'app-functions-give-no-executable-memory': {
    states: 'The FromApp functions give no memory that can be executed',
    shown: (machine) => {
      const refused = (name: string, ...args: Word[]): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, name, ...args)
      const section = machine.section(0x1000)
      const self = INVALID_HANDLE
      refused('VirtualAllocFromApp', 0, 0x1000, k.MEM_RESERVE, k.PAGE_EXECUTE_READ)
      refused('VirtualAlloc2FromApp', self, 0, 0x1000, k.MEM_RESERVE, k.PAGE_EXECUTE_READWRITE, 0, 0)
      refused('MapViewOfFileFromApp', section, k.FILE_MAP_READ | k.FILE_MAP_EXECUTE, 0, 0)
      refused('MapViewOfFile3FromApp', section, self, 0, 0, 0, 0, k.PAGE_EXECUTE_READ, 0, 0)
      const base = machine.call('VirtualAllocFromApp', 0, 0x1000, k.MEM_RESERVE | k.MEM_COMMIT, RW)
      refused('VirtualProtectFromApp', base, 0x1000, k.PAGE_EXECUTE, machine.scratch())
      machine.call('VirtualProtectFromApp', base, 0x1000, k.PAGE_READONLY, machine.scratch())
    }
  },
  'caching-of-a-view-is-its-sections': {
    states: 'PAGE_NOCACHE and PAGE_WRITECOMBINE are for private memory, not for views',
    shown: (machine) => {
      const [base, view, old] = [machine.alloc(0x1000), machine.view(0x1000), machine.scratch()]
      for (const protect of [RW | k.PAGE_NOCACHE, RW | k.PAGE_WRITECOMBINE]) {
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualProtect', view, 1, protect, old)
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', view, 1, k.MEM_COMMIT, protect)
        machine.call('VirtualProtect', base, 1, protect, old)
      }
    }
  }
})
