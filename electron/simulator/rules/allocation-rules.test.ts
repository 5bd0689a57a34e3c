import type { allocationRules } from './allocation-rules'
import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const MIB = 2 ** 20
const RESERVE_COMMIT = k.MEM_RESERVE | k.MEM_COMMIT
const RW = k.PAGE_READWRITE

/** A reservation of 64 KiB with 64 KiB free behind it. */
function aloneIn128KiB(machine: RuleMachine): number {
  const base = machine.alloc(0x20000, k.MEM_RESERVE)
  machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
  return machine.call('VirtualAlloc', base, 0x10000, k.MEM_RESERVE, RW)
}

/** Touches so much memory that whatever can go to the page file goes there. */
function makeMemoryShort({ process, alloc }: { process: RuleMachine['process']; alloc: number }): void {
  for (let page = 0; page < (24 * MIB) / 4096; page++) process.store(alloc + page * 4096, 4, 1)
}

testRules<typeof allocationRules>('VirtualAlloc and VirtualFree', {
  'size-is-above-zero': {
    states: 'A size of 0 is refused by VirtualAlloc, VirtualProtect and VirtualLock',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, 0, k.MEM_RESERVE, RW)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', base, 0, k.MEM_RESET, RW)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualProtect', base, 0, RW, machine.scratch())
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualLock', base, 0)
    }
  },
  'addresses-end-at-128-tib': {
    states: 'A program has addresses up to 0x7FFFFFFEFFFF: a range that ends above is refused',
    shown: (machine) => {
      const refused = (...args: [number | bigint, number | bigint]): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', ...args, k.MEM_RESERVE, RW)
      refused(0x7fffffff0000, 0x10000)
      refused(0xffff800000000000n, 0x10000)
      refused(0, 2 ** 47)
      refused(0, 0xffffffffffffffffn)
      refused(0x7ffffffe0000, 0x20000)
    }
  },
  'first-64-kib-stay-free': {
    states: 'The first 64 KiB are never allocated, and touching them is an access violation',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0x1000, 0x1000, k.MEM_RESERVE, RW)
      machine.raises(k.EXCEPTION_ACCESS_VIOLATION, (process) => process.load(0, 1))
      machine.raises(k.EXCEPTION_ACCESS_VIOLATION, (process) => process.store(0xffff, 1, 1))
    }
  },
  'allocation-type-is-known': {
    states: 'A bit of flAllocationType that stands for nothing is refused',
    shown: (machine) =>
      machine.refuses(
        0,
        k.ERROR_INVALID_PARAMETER,
        'VirtualAlloc',
        0,
        0x10000,
        RESERVE_COMMIT | 0x40000000,
        RW
      )
  },
  'allocation-type-says-what-to-do': {
    states:
      'flAllocationType without MEM_COMMIT, MEM_RESERVE, MEM_RESET and MEM_RESET_UNDO says nothing to do',
    shown: (machine) => {
      for (const type of [0, k.MEM_TOP_DOWN, k.MEM_WRITE_WATCH])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, 0x10000, type, RW)
    }
  },
  'reset-stands-alone': {
    states: 'MEM_RESET goes with no other value',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      for (const type of [k.MEM_RESET | k.MEM_COMMIT, k.MEM_RESET | k.MEM_RESET_UNDO])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', base, 0x1000, type, RW)
      machine.call('VirtualAlloc', base, 0x1000, k.MEM_RESET, RW)
    }
  },
  'reset-undo-stands-alone': {
    states: 'MEM_RESET_UNDO goes with no other value',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      const type = k.MEM_RESET_UNDO | k.MEM_COMMIT
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', base, 0x1000, type, RW)
      machine.call('VirtualAlloc', base, 0x1000, k.MEM_RESET_UNDO, RW)
    }
  },
  'reset-contents-may-be-gone': {
    states: 'MEM_RESET_UNDO fails when memory was short in between: what was in the pages is gone',
    settings: { ram: 16 * MIB, pageFile: 64 * MIB },
    shown: (machine) => {
      const base = machine.alloc(0x4000)
      machine.process.write(base, new Uint8Array(0x4000).fill(5))
      machine.call('VirtualAlloc', base, 0x4000, k.MEM_RESET, RW)
      makeMemoryShort({ process: machine.process, alloc: machine.alloc(24 * MIB) })
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', base, 0x4000, k.MEM_RESET_UNDO, RW)
      machine.call('VirtualAlloc', base, 0x4000, k.MEM_RESET_UNDO, RW)
    }
  },
  'reset-needs-paging-file-memory': {
    states: 'MEM_RESET is for memory that the paging file backs, not for a view of a file',
    shown: (machine) => {
      const view = machine.fileView()
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', view, 0x1000, k.MEM_RESET, RW)
    }
  },
  'write-watch-needs-reserve': {
    states: 'MEM_WRITE_WATCH is for memory that is being reserved',
    shown: (machine) => {
      const type = k.MEM_WRITE_WATCH | k.MEM_COMMIT
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, 0x10000, type, RW)
      machine.call('VirtualAlloc', 0, 0x10000, type | k.MEM_RESERVE, RW)
    }
  },
  'physical-goes-with-reserve-alone': {
    states: 'MEM_PHYSICAL goes with MEM_RESERVE and PAGE_READWRITE and nothing else',
    shown: (machine) => {
      const physical = k.MEM_PHYSICAL | k.MEM_RESERVE
      const refused = (type: number, protect: number): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, 0x10000, type, protect)
      refused(k.MEM_PHYSICAL | k.MEM_COMMIT, RW)
      refused(physical | k.MEM_COMMIT, RW)
      refused(physical, k.PAGE_READONLY)
      machine.call('VirtualAlloc', 0, 0x10000, physical, RW)
    }
  },
  'physical-memory-is-mapped-not-committed': {
    states: 'MEM_PHYSICAL memory is mapped by page numbers and cannot be committed',
    shown: (machine) => {
      const base = machine.alloc(0x10000, k.MEM_PHYSICAL | k.MEM_RESERVE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', base, 0x1000, k.MEM_COMMIT, RW)
    }
  },
  'large-pages-need-a-privilege': {
    states: 'Large pages need the privilege to lock pages in memory',
    shown: (machine) => {
      const type = RESERVE_COMMIT | k.MEM_LARGE_PAGES
      machine.refuses(0, k.ERROR_PRIVILEGE_NOT_HELD, 'VirtualAlloc', 0, 0x200000, type, RW)
    }
  },
  'allocation-needs-a-free-range': {
    states: 'An allocation needs that many free addresses side by side',
    shown: (machine) => {
      // The page at 0x7FFE0000 always stands in the way of nearly everything.
      const size = 2 ** 47 - 0x10000000
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'VirtualAlloc', 0, size, k.MEM_RESERVE, RW)
    }
  },
  'reservation-needs-free-addresses': {
    states: 'What is reserved or committed already cannot be reserved again',
    shown: (machine) => {
      const base = machine.alloc(0x10000, k.MEM_RESERVE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', base, 0x1000, k.MEM_RESERVE, RW)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', base + 0x8000, 1, RESERVE_COMMIT, RW)
    }
  },
  'pages-belong-to-an-allocation': {
    states: 'Pages that nobody reserved can neither be committed nor reset nor protected',
    shown: (machine) => {
      const free = aloneIn128KiB(machine) + 0x10000
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', free, 0x1000, k.MEM_COMMIT, RW)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', free, 0x1000, k.MEM_RESET, RW)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualProtect', free, 1, RW, machine.scratch())
    }
  },
  'range-stays-in-one-allocation': {
    states: 'One call commits or protects pages of one allocation, even where another one follows',
    shown: (machine) => {
      const base = aloneIn128KiB(machine)
      machine.call('VirtualAlloc', base + 0x10000, 0x10000, k.MEM_RESERVE, RW)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', base, 0x20000, k.MEM_COMMIT, RW)
      machine.call('VirtualAlloc', base, 0x10000, k.MEM_COMMIT, RW)
      machine.call('VirtualAlloc', base + 0x10000, 0x10000, k.MEM_COMMIT, RW)
      const old = machine.scratch()
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualProtect', base, 0x20000, k.PAGE_READONLY, old)
    }
  },
  'commit-charge-stays-below-the-limit': {
    states: 'No more can be committed than physical memory and page files together hold',
    settings: { ram: 64 * MIB, pageFile: 0 },
    shown: (machine) => {
      machine.refuses(0, k.ERROR_COMMITMENT_LIMIT, 'VirtualAlloc', 0, 64 * MIB, RESERVE_COMMIT, RW)
      const base = machine.call('VirtualAlloc', 0, 64 * MIB, k.MEM_RESERVE, RW)
      machine.refuses(0, k.ERROR_COMMITMENT_LIMIT, 'VirtualAlloc', base, 64 * MIB, k.MEM_COMMIT, RW)
    }
  },
  'free-type-is-decommit-or-release': {
    states: 'dwFreeType is MEM_DECOMMIT or MEM_RELEASE, one of them',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      for (const type of [0, k.MEM_DECOMMIT | k.MEM_RELEASE, k.MEM_DECOMMIT | 0x100000])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base, 0, type)
    }
  },
  'release-takes-size-zero': {
    states: 'MEM_RELEASE frees a whole allocation and takes no size',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base, 0x1000, k.MEM_RELEASE)
      machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
    }
  },
  'size-zero-needs-the-base': {
    states: 'With size 0 the address lies in the first page of the allocation',
    shown: (machine) => {
      const base = machine.alloc(0x4000)
      for (const type of [k.MEM_DECOMMIT, k.MEM_RELEASE])
        machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base + 0x1000, 0, type)
      machine.call('VirtualFree', base + 0xffe, 0, k.MEM_DECOMMIT)
    }
  },
  'freeing-needs-an-allocation': {
    states: 'Free pages cannot be freed again',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0, k.MEM_RELEASE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0x1000, k.MEM_DECOMMIT)
    }
  },
  'freeing-stays-in-one-allocation': {
    states: 'One call decommits pages of one allocation',
    shown: (machine) => {
      const base = aloneIn128KiB(machine)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base + 0xf000, 0x2000, k.MEM_DECOMMIT)
    }
  },
  'views-are-unmapped-not-freed': {
    states: 'A view is unmapped; VirtualFree does not free it',
    shown: (machine) => {
      const view = machine.view(0x1000)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', view, 0, k.MEM_RELEASE)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', view, 0x1000, k.MEM_DECOMMIT)
    }
  },
  'numa-node-is-there': {
    states: 'VirtualAllocExNuma wants a NUMA node that the machine has',
    shown: (machine) => {
      const args = [INVALID_HANDLE, 0, 0x1000, k.MEM_RESERVE, RW] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAllocExNuma', ...args, 1)
      machine.call('VirtualAllocExNuma', ...args, 0)
      machine.call('VirtualAllocExNuma', ...args, 0xffffffff)
    }
  },
  'zero-bits-are-21-or-a-mask': {
    states: 'Zero bits are counted up to 21; above 31 they are a mask',
    shown: (machine) => {
      const [base, size] = [machine.words(0), machine.words(0x1000)]
      machine.refuses(
        k.STATUS_INVALID_PARAMETER_3,
        0xdead,
        'NtAllocateVirtualMemory',
        0xffffffffffffffffn,
        base,
        22,
        size,
        k.MEM_RESERVE,
        k.PAGE_READWRITE
      )
    }
  }
})
