import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'
import type { privilegeRules } from './privilege-rules'

const LARGE = 0x200000
const RW = k.PAGE_READWRITE
const WHOLE = k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_LARGE_PAGES
const SECTION = (RW | k.SEC_COMMIT | k.SEC_LARGE_PAGES) >>> 0
const VIEW = k.FILE_MAP_WRITE | k.FILE_MAP_LARGE_PAGES
const settings = { largePagePrivilege: true }
const TOKEN_PRIVILEGES = 3

/** A handle to the process's token with those rights. */
function token(machine: RuleMachine, access: number): number {
  const at = machine.scratch(8)
  machine.call('OpenProcessToken', INVALID_HANDLE, access, at)
  return Number(machine.process.load(at, 8))
}

/** Enables SeLockMemoryPrivilege, number 4. */
function enable(machine: RuleMachine): void {
  const state = machine.scratch(16)
  for (const [i, value] of [1, 4, 0, k.SE_PRIVILEGE_ENABLED].entries())
    machine.process.store(state + i * 4, 4, value)
  machine.call('AdjustTokenPrivileges', token(machine, k.TOKEN_ADJUST_PRIVILEGES), 0, state, 0, 0, 0)
}

/** A handle to a section of the page file. */
const section = (machine: RuleMachine, size: number, protect: number = SECTION): number =>
  machine.call('CreateFileMappingA', INVALID_HANDLE, 0, protect, 0, size, 0)

testRules<typeof privilegeRules>('large pages and privileges', {
  'large-pages-are-reserved-and-committed-at-once': {
    states: 'MEM_LARGE_PAGES goes with MEM_RESERVE and MEM_COMMIT together',
    settings,
    shown: (machine) => {
      enable(machine)
      for (const type of [k.MEM_RESERVE, k.MEM_COMMIT])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, LARGE, type | k.MEM_LARGE_PAGES, RW)
    }
  },
  'large-pages-are-always-read-write': {
    states: 'Large pages are readable and writable, without a modifier',
    settings,
    shown: (machine) => {
      enable(machine)
      for (const protect of [k.PAGE_READONLY, RW | k.PAGE_GUARD])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, LARGE, WHOLE, protect)
    }
  },
  'large-pages-come-in-whole-multiples': {
    states: 'Size and address of large pages are multiples of GetLargePageMinimum()',
    settings,
    shown: (machine) => {
      enable(machine)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, LARGE + 4096, WHOLE, RW)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0x70010000, LARGE, WHOLE, RW)
    }
  },
  'large-pages-take-physical-memory-at-once': {
    states: 'Large pages need that much physical memory at once',
    settings: { ...settings, ram: 64 * 2 ** 20 },
    shown: (machine) => {
      enable(machine)
      machine.refuses(0, k.ERROR_NO_SYSTEM_RESOURCES, 'VirtualAlloc', 0, 64 * 2 ** 20, WHOLE, RW)
    }
  },
  'large-pages-are-changed-as-a-whole': {
    states: 'Large pages are neither protected nor decommitted one by one',
    settings,
    shown: (machine) => {
      enable(machine)
      const base = machine.alloc(LARGE, WHOLE)
      const old = machine.scratch()
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualProtect', base, 4096, k.PAGE_READONLY, old)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 4096, k.MEM_DECOMMIT)
    }
  },
  'large-page-section-has-no-file': {
    states: 'SEC_LARGE_PAGES is for sections that the paging file backs',
    settings,
    shown: (machine) => {
      enable(machine)
      const file = machine.file(LARGE)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'CreateFileMappingA', file, 0, SECTION, 0, LARGE, 0)
    }
  },
  'large-page-section-is-a-whole-multiple': {
    states: 'The size of a section of large pages is a multiple of GetLargePageMinimum()',
    settings,
    shown: (machine) => {
      enable(machine)
      const args = [INVALID_HANDLE, 0, SECTION, 0, LARGE + 4096, 0] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'CreateFileMappingA', ...args)
    }
  },
  'large-page-view-needs-its-section': {
    states: 'FILE_MAP_LARGE_PAGES goes with a section of SEC_LARGE_PAGES',
    settings,
    shown: (machine) => {
      enable(machine)
      const small = section(machine, LARGE, RW)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'MapViewOfFile', small, VIEW, 0, 0, LARGE)
    }
  },
  'large-page-view-is-a-whole-multiple': {
    states: 'Address, offset and size of a view of large pages are multiples of GetLargePageMinimum()',
    settings,
    shown: (machine) => {
      enable(machine)
      const large = section(machine, 2 * LARGE)
      machine.refuses(0, k.ERROR_MAPPED_ALIGNMENT, 'MapViewOfFile', large, VIEW, 0, 0, 4096)
    }
  },
  'privilege-has-a-known-name': {
    states: 'LookupPrivilegeValue wants the name of a privilege that there is',
    shown: (machine) => {
      const name = machine.text('SeLearnPrivilege')
      machine.refuses(0, k.ERROR_NO_SUCH_PRIVILEGE, 'LookupPrivilegeValueA', 0, name, machine.scratch(8))
    }
  },
  'new-state-names-the-privileges': {
    states: 'AdjustTokenPrivileges is told which privileges are to be changed',
    shown: (machine) => {
      const own = token(machine, k.TOKEN_ADJUST_PRIVILEGES)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'AdjustTokenPrivileges', own, 0, 0, 0, 0, 0)
    }
  },
  'token-answer-needs-room': {
    states: 'What is asked of a token needs room for the answer',
    shown: (machine) => {
      const own = token(machine, k.TOKEN_QUERY)
      const args = [own, TOKEN_PRIVILEGES, machine.scratch(), 4, machine.scratch(4)] as const
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'GetTokenInformation', ...args)
    }
  },
  'token-information-is-of-a-known-class': {
    states: 'GetTokenInformation is asked for a class of information that it has',
    shown: (machine) => {
      const args = [token(machine, k.TOKEN_QUERY), 999, machine.scratch(), 64, machine.scratch(4)] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'GetTokenInformation', ...args)
    }
  },
  'token-lives-with-its-process': {
    states: 'A token is that of a process that lives',
    shown: (machine) => {
      const other = machine.simulator.createProcess('B')
      const process = machine.call('OpenProcess', k.PROCESS_ALL_ACCESS, 0, other.processId)
      const at = machine.scratch(8)
      machine.call('OpenProcessToken', process, k.TOKEN_QUERY, at)
      machine.simulator.endProcess('B')
      const args = [machine.process.load(at, 8)!, TOKEN_PRIVILEGES, machine.scratch(), 64, machine.scratch(4)]
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'GetTokenInformation', ...args)
    }
  },
  'physical-pages-need-a-privilege': {
    states: 'Physical pages are given to a process that may lock pages in memory',
    shown: (machine) => {
      const args = [machine.words(1), machine.words(0)] as const
      machine.refuses(0, k.ERROR_PRIVILEGE_NOT_HELD, 'AllocateUserPhysicalPages', INVALID_HANDLE, ...args)
    }
  },
  'physical-pages-need-free-memory': {
    states: 'The simulator hands out no physical pages one by one',
    settings,
    shown: (machine) => {
      enable(machine)
      const args = [machine.words(1), machine.words(0)] as const
      machine.refuses(0, k.ERROR_NO_SYSTEM_RESOURCES, 'AllocateUserPhysicalPages', INVALID_HANDLE, ...args)
    }
  },
  'physical-pages-are-allocated-first': {
    states: 'Physical pages are mapped and freed that the process was given',
    shown: (machine) => {
      const base = machine.alloc(0x10000, k.MEM_RESERVE | k.MEM_PHYSICAL)
      const [count, pages] = [machine.words(1), machine.words(7)]
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'MapUserPhysicalPages', base, 1, pages)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'FreeUserPhysicalPages', INVALID_HANDLE, count, pages)
      machine.call('MapUserPhysicalPages', base, 1, 0)
    }
  },
  'physical-pages-need-a-physical-reservation': {
    states: 'Physical pages are mapped within one reservation that was made with MEM_PHYSICAL',
    shown: (machine) => {
      const refused = (base: number, count: number): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'MapUserPhysicalPages', base, count, 0)
      refused(machine.alloc(0x10000, k.MEM_RESERVE), 1)
      refused(machine.alloc(0x10000, k.MEM_RESERVE | k.MEM_PHYSICAL), 17)
    }
  }
})
