import type { workingSetRules } from './working-set-rules'
import { INVALID_HANDLE, testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const MIB = 2 ** 20
const SELF = INVALID_HANDLE

/** Touches more memory than the machine has. */
function makeMemoryShort(machine: RuleMachine): void {
  const base = machine.alloc(24 * MIB)
  for (let page = 0; page < (24 * MIB) / 4096; page++) machine.process.store(base + page * 4096, 4, 1)
}

/** The arguments of GetWriteWatch for one page. */
function watch(machine: RuleMachine, base: number, { flags = 0, room = 8, size = 0x1000 } = {}): number[] {
  return [flags, base, size, machine.scratch(), machine.words(room), machine.scratch()]
}

const FAILED = 0xffffffff

testRules<typeof workingSetRules>('working sets', {
  'locking-needs-accessible-pages': {
    states: 'Pages are locked that are committed and can be read',
    shown: (machine) => {
      const reserved = machine.alloc(0x1000, k.MEM_RESERVE)
      machine.refuses(0, k.ERROR_NOACCESS, 'VirtualLock', reserved, 0x1000)
      const closed = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT, k.PAGE_NOACCESS)
      machine.refuses(0, k.ERROR_NOACCESS, 'VirtualLock', closed, 0x1000)
    }
  },
  'locks-fit-the-minimum-working-set': {
    states: 'A process locks about as many pages as its minimum working set has',
    shown: (machine) => {
      const base = machine.alloc(MIB)
      machine.refuses(0, k.ERROR_WORKING_SET_QUOTA, 'VirtualLock', base, MIB)
      machine.call('SetProcessWorkingSetSize', SELF, 2 * MIB, 4 * MIB)
      machine.call('VirtualLock', base, MIB)
    }
  },
  'unlocking-needs-a-lock': {
    states: 'VirtualUnlock fails where a page is not locked',
    shown: (machine) => {
      const base = machine.alloc(0x2000)
      machine.call('VirtualLock', base, 0x1000)
      machine.refuses(0, k.ERROR_NOT_LOCKED, 'VirtualUnlock', base, 0x2000)
      machine.call('VirtualUnlock', base, 0x1000)
      machine.refuses(0, k.ERROR_NOT_LOCKED, 'VirtualUnlock', base, 0x1000)
    }
  },
  'working-set-sizes-are-above-zero': {
    states:
      'The minimum and the maximum of a working set are greater than 0; a minimum below 20 pages becomes 20',
    shown: (machine) => {
      const refused = (least: number, most: number): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetProcessWorkingSetSize', SELF, least, most)
      refused(0, MIB)
      refused(0, 0)
      machine.call('SetProcessWorkingSetSize', SELF, 0x1000, MIB)
      const least = machine.words(0)
      machine.call('GetProcessWorkingSetSize', SELF, least, machine.words(0))
      if (machine.process.load(least, 8) !== 20 * 4096) throw new Error('The minimum is not 20 pages.')
    }
  },
  'working-set-minimum-is-below-its-maximum': {
    states: 'The minimum of a working set does not exceed its maximum',
    shown: (machine) => {
      const sizes = [2 * MIB, MIB] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'SetProcessWorkingSetSize', SELF, ...sizes)
    }
  },
  'working-set-fits-the-machine': {
    states: 'The maximum of a working set leaves the system its memory and 512 pages',
    settings: { ram: 64 * MIB },
    shown: (machine) => {
      for (const most of [64 * MIB, 48 * MIB])
        machine.refuses(0, k.ERROR_NO_SYSTEM_RESOURCES, 'SetProcessWorkingSetSize', SELF, MIB, most)
      machine.call('SetProcessWorkingSetSize', SELF, MIB, 46 * MIB)
    }
  },
  'counters-need-a-whole-record': {
    states: 'GetProcessMemoryInfo wants room for a whole PROCESS_MEMORY_COUNTERS',
    shown: (machine) => {
      const room = machine.scratch(80)
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'GetProcessMemoryInfo', SELF, room, 71)
      machine.call('GetProcessMemoryInfo', SELF, room, 72)
    }
  },
  'working-set-records-are-whole': {
    states: 'QueryWorkingSetEx wants whole records, and at least one',
    shown: (machine) => {
      for (const size of [0, 15, 24])
        machine.refuses(0, k.ERROR_BAD_LENGTH, 'QueryWorkingSetEx', SELF, machine.scratch(), size)
    }
  },
  'offer-priority-is-known': {
    states: 'OfferVirtualMemory knows four priorities',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      for (const priority of [0, 5])
        machine.refuses(k.ERROR_INVALID_PARAMETER, 0xdead, 'OfferVirtualMemory', base, 0x1000, priority)
    }
  },
  'offered-memory-is-whole-pages': {
    states: 'Whole pages are offered, reclaimed and discarded',
    shown: (machine) => {
      const base = machine.alloc(0x2000)
      const wrong = k.ERROR_INVALID_PARAMETER
      machine.refuses(wrong, 0xdead, 'OfferVirtualMemory', base + 1, 0x1000, 1)
      machine.refuses(wrong, 0xdead, 'ReclaimVirtualMemory', base, 0x800)
      machine.refuses(wrong, 0xdead, 'DiscardVirtualMemory', base, 0)
    }
  },
  'offered-memory-is-private-and-writable': {
    states: 'Private memory that is committed and PAGE_READWRITE is offered and discarded, and no other',
    shown: (machine) => {
      const readOnly = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT, k.PAGE_READONLY)
      const reserved = machine.alloc(0x1000, k.MEM_RESERVE)
      const view = machine.view(0x1000)
      for (const base of [readOnly, reserved, view])
        machine.refuses(k.ERROR_INVALID_PARAMETER, 0xdead, 'DiscardVirtualMemory', base, 0x1000)
    }
  },
  'reclaimed-contents-may-be-gone': {
    states: 'Reclaiming answers ERROR_BUSY when memory was short: what was offered is gone',
    settings: { ram: 16 * MIB, pageFile: 64 * MIB },
    shown: (machine) => {
      const base = machine.alloc(0x4000)
      machine.process.write(base, new Uint8Array(0x4000).fill(9))
      machine.call('OfferVirtualMemory', base, 0x4000, 1)
      makeMemoryShort(machine)
      machine.refuses(k.ERROR_BUSY, 0xdead, 'ReclaimVirtualMemory', base, 0x4000)
      machine.call('ReclaimVirtualMemory', base, 0x4000)
    }
  },
  'prefetch-flags-are-zero': {
    states: 'PrefetchVirtualMemory takes no flags',
    shown: (machine) => {
      const range = machine.words(machine.alloc(0x1000), 0x1000)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'PrefetchVirtualMemory', SELF, 1, range, 1)
      machine.call('PrefetchVirtualMemory', SELF, 1, range, 0)
    }
  },
  'prefetch-needs-ranges': {
    states: 'PrefetchVirtualMemory wants ranges, and none of them empty',
    shown: (machine) => {
      const empty = machine.words(machine.alloc(0x1000), 0)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'PrefetchVirtualMemory', SELF, 0, empty, 0)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'PrefetchVirtualMemory', SELF, 1, empty, 0)
    }
  },
  'write-watch-needs-room-for-an-address': {
    states: 'GetWriteWatch wants room for an address at least',
    shown: (machine) => {
      const base = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_WRITE_WATCH)
      const args = watch(machine, base, { room: 0 })
      machine.refuses(FAILED, k.ERROR_INVALID_PARAMETER, 'GetWriteWatch', ...args)
    }
  },
  'write-watch-flags-are-known': {
    states: 'GetWriteWatch knows no flag but WRITE_WATCH_FLAG_RESET',
    shown: (machine) => {
      const base = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_WRITE_WATCH)
      const args = watch(machine, base, { flags: 2 })
      machine.refuses(FAILED, k.ERROR_INVALID_PARAMETER, 'GetWriteWatch', ...args)
      machine.call('GetWriteWatch', ...watch(machine, base, { flags: k.WRITE_WATCH_FLAG_RESET }))
    }
  },
  'only-watched-memory-remembers-writes': {
    states: 'Writes are remembered in one allocation that was made with MEM_WRITE_WATCH',
    shown: (machine) => {
      const plain = machine.alloc(0x1000)
      machine.refuses(FAILED, k.ERROR_INVALID_PARAMETER, 'GetWriteWatch', ...watch(machine, plain))
      machine.refuses(FAILED, k.ERROR_INVALID_PARAMETER, 'ResetWriteWatch', plain, 0x1000)
      const base = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_WRITE_WATCH)
      machine.refuses(FAILED, k.ERROR_INVALID_PARAMETER, 'ResetWriteWatch', base, 0x2000)
    }
  },
  'working-set-list-needs-room': {
    states: 'QueryWorkingSet wants room for all pages, and says how many there are',
    shown: (machine) => {
      const list = machine.alloc(0x10000)
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'QueryWorkingSet', SELF, list, 7)
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'QueryWorkingSet', SELF, list, 8)
      const pages = Number(machine.process.load(list, 8))
      if (!(pages > 0)) throw new Error('The number of pages was not told.')
      machine.refuses(0, k.ERROR_BAD_LENGTH, 'QueryWorkingSet', SELF, list, pages * 8)
      machine.call('QueryWorkingSet', SELF, list, 0x10000)
    }
  },
  'memory-notification-is-low-or-high': {
    states: 'CreateMemoryResourceNotification knows low memory and high memory',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'CreateMemoryResourceNotification', 2)
      for (const type of [0, 1]) machine.call('CreateMemoryResourceNotification', type)
    }
  },
  'lock-type-is-process-or-system': {
    states: 'NtLockVirtualMemory locks for the process, the system or both',
    shown: (machine) => {
      const base = machine.words(machine.alloc(0x1000))
      machine.refuses(
        k.STATUS_INVALID_PARAMETER,
        0xdead,
        'NtLockVirtualMemory',
        0xffffffffffffffffn,
        base,
        machine.words(0x1000),
        0
      )
    }
  },
  'working-set-flags-do-not-contradict': {
    states: 'A limit of the working set is hard or it is not',
    shown: (machine) => {
      machine.refuses(
        0,
        k.ERROR_INVALID_PARAMETER,
        'SetProcessWorkingSetSizeEx',
        0xffffffffffffffffn,
        0x100000,
        0x200000,
        3
      )
    }
  }
})
