import type { pointerRules } from './pointer-rules'
import { INVALID_HANDLE, testRules } from '../testing/rule-cases'
import { k } from '../testing/machine'

const SELF = INVALID_HANDLE
const COMMIT = k.MEM_RESERVE | k.MEM_COMMIT

testRules<typeof pointerRules>('pointers and sizes', {
  'kernel-reads-what-is-readable': {
    states: 'What the kernel is to read can be read',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_NOACCESS, 'PrefetchVirtualMemory', SELF, 1, 0x10, 0)
      machine.refuses(k.WAIT_FAILED, k.ERROR_NOACCESS, 'WaitForMultipleObjects', 1, 0x10, 0, 0)
      machine.refuses(0, k.ERROR_NOACCESS, 'QueryWorkingSetEx', SELF, 0x10, 16)
      const args = [0, 0, 0x1000, k.MEM_RESERVE, k.PAGE_READWRITE, 0x10, 1] as const
      machine.refuses(0, k.ERROR_NOACCESS, 'VirtualAlloc2', ...args)
    }
  },
  'kernel-writes-where-it-can': {
    states: 'Where the kernel is to write can be written',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      const readOnly = machine.alloc(0x1000, COMMIT, k.PAGE_READONLY)
      machine.refuses(0, k.ERROR_NOACCESS, 'VirtualQuery', base, readOnly, 48)
      const file = machine.file(0x10)
      machine.call('SetFilePointer', file, 0, 0, k.FILE_BEGIN)
      machine.refuses(0, k.ERROR_NOACCESS, 'ReadFile', file, readOnly, 4, machine.scratch(), 0)
    }
  },
  'query-needs-room-for-its-answer': {
    states: 'VirtualQuery wants room for a whole MEMORY_BASIC_INFORMATION',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'VirtualQuery', base, machine.scratch(), 47)
      machine.call('VirtualQuery', base, machine.scratch(), 48)
    }
  },
  'query-ends-with-the-address-space': {
    states: "VirtualQuery ends above the program's highest address",
    shown: (machine) => {
      for (const address of [0x7fffffff0000, 0xffff800000000000n])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualQuery', address, machine.scratch(), 48)
      machine.call('VirtualQuery', 0x7ffffffef000, machine.scratch(), 48)
    }
  },
  'read-process-memory-needs-readable-pages': {
    states: 'ReadProcessMemory fails where a page of the range cannot be read',
    shown: (machine) => {
      const base = machine.alloc(0x2000)
      machine.call('VirtualFree', base + 0x1000, 0x1000, k.MEM_DECOMMIT)
      const room = machine.alloc(0x2000)
      machine.refuses(0, k.ERROR_PARTIAL_COPY, 'ReadProcessMemory', SELF, base, room, 0x1001, 0)
      machine.refuses(0, k.ERROR_PARTIAL_COPY, 'ReadProcessMemory', SELF, base + 0x1000, room, 1, 0)
      machine.call('ReadProcessMemory', SELF, base, room, 0x1000, 0)
    }
  },
  'write-process-memory-needs-committed-pages': {
    states: 'WriteProcessMemory fails where a page of the range is not committed',
    shown: (machine) => {
      const base = machine.alloc(0x2000, k.MEM_RESERVE)
      const from = machine.scratch()
      machine.refuses(0, k.ERROR_NOACCESS, 'WriteProcessMemory', SELF, base, from, 8, 0)
    }
  },
  'write-process-memory-needs-writable-pages': {
    states: 'WriteProcessMemory does not write data that is read-only, or closed',
    shown: (machine) => {
      const from = machine.scratch()
      for (const protect of [k.PAGE_READONLY, k.PAGE_NOACCESS]) {
        const base = machine.alloc(0x1000, COMMIT, protect)
        machine.refuses(0, k.ERROR_NOACCESS, 'WriteProcessMemory', SELF, base, from, 8, 0)
      }
      const code = machine.alloc(0x1000, COMMIT, k.PAGE_EXECUTE_READ)
      machine.call('WriteProcessMemory', SELF, code, from, 8, 0)
    }
  },
  'memory-status-knows-its-size': {
    states: 'GlobalMemoryStatusEx wants the size of its structure in dwLength',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'GlobalMemoryStatusEx', machine.scratch())
      const record = machine.scratch()
      machine.process.store(record, 4, 64)
      machine.call('GlobalMemoryStatusEx', record)
    }
  },
  'performance-information-needs-a-whole-record': {
    states: 'GetPerformanceInfo wants room for its whole structure',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'GetPerformanceInfo', machine.scratch(104), 103)
      machine.call('GetPerformanceInfo', machine.scratch(104), 104)
    }
  },
  'installed-memory-needs-a-place': {
    states: 'GetPhysicallyInstalledSystemMemory wants a variable for its answer',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'GetPhysicallyInstalledSystemMemory', 0)
      machine.call('GetPhysicallyInstalledSystemMemory', machine.scratch())
    }
  },
  'region-information-is-of-a-known-class': {
    states: 'QueryVirtualMemoryInformation is asked for a class of information that it has',
    shown: (machine) => {
      const args = [SELF, machine.alloc(0x1000), 1, machine.scratch(), 32, 0] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'QueryVirtualMemoryInformation', ...args)
    }
  },
  'region-information-needs-a-whole-record': {
    states: 'QueryVirtualMemoryInformation wants room for a whole WIN32_MEMORY_REGION_INFORMATION',
    shown: (machine) => {
      const args = [SELF, machine.alloc(0x1000), 0, machine.scratch()] as const
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'QueryVirtualMemoryInformation', ...args, 31, 0)
      machine.call('QueryVirtualMemoryInformation', ...args, 32, 0)
    }
  },
  'region-information-needs-an-allocation': {
    states: 'QueryVirtualMemoryInformation tells of allocations, not of free addresses',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      const args = [0, machine.scratch(), 32, 0] as const
      machine.call('QueryVirtualMemoryInformation', SELF, base, ...args)
      machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
      for (const free of [base, 0xffff800000000000n])
        machine.refuses(0, k.ERROR_UNEXP_NET_ERR, 'QueryVirtualMemoryInformation', SELF, free, ...args)
    }
  },
  'range-stands-in-two-variables': {
    states: 'The native functions take address and size in variables',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_ACCESS_VIOLATION,
        0xdead,
        'NtFreeVirtualMemory',
        0xffffffffffffffffn,
        machine.words(0),
        0,
        k.MEM_RELEASE
      )
    }
  },
  'information-needs-a-whole-record': {
    states: 'NtQueryVirtualMemory wants room for its whole answer',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(
        k.STATUS_INFO_LENGTH_MISMATCH,
        0xdead,
        'NtQueryVirtualMemory',
        0xffffffffffffffffn,
        base,
        0,
        machine.scratch(64),
        47,
        0
      )
    }
  },
  'memory-information-class-is-known': {
    states: 'NtQueryVirtualMemory is asked for a class of information that there is',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(
        k.STATUS_INVALID_INFO_CLASS,
        0xdead,
        'NtQueryVirtualMemory',
        0xffffffffffffffffn,
        base,
        99,
        machine.scratch(64),
        48,
        0
      )
    }
  },
  'system-information-class-is-known': {
    states: 'NtQuerySystemInformation is asked for a class of information that there is',
    shown: (machine) => {
      machine.refuses(
        k.STATUS_INVALID_INFO_CLASS,
        0xdead,
        'NtQuerySystemInformation',
        99,
        machine.scratch(64),
        64,
        0
      )
    }
  }
})
