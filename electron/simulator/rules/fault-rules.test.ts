import type { faultRules } from './fault-rules'
import { testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const MIB = 2 ** 20
const VIOLATION = k.EXCEPTION_ACCESS_VIOLATION

/** The address of machine code in executable memory. */
function code(machine: RuleMachine, hex: string): number {
  const address = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT, k.PAGE_EXECUTE_READWRITE)
  const bytes = hex.split(' ').map((byte) => parseInt(byte, 16))
  machine.process.write(address, Uint8Array.from(bytes))
  return address
}

const runs =
  (hex: string, exception: number) =>
  (machine: RuleMachine): void => {
    const address = code(machine, hex)
    machine.raises(exception, (process) => process.execute(address))
  }

testRules<typeof faultRules>('touching memory and running code', {
  'addresses-repeat-bit-47': {
    states:
      'An address repeats bit 47 in the bits above: all others are none, and touching them is a violation',
    shown: (machine) => {
      for (const address of [0x800000000000, 0x1234567812345678n, 0xffff7fffffffffffn])
        machine.raises(VIOLATION, (process) => process.load(address, 1))
    }
  },
  'kernel-addresses-are-closed': {
    states: "A program cannot touch the kernel's half of the address space",
    shown: (machine) => {
      machine.raises(VIOLATION, (process) => process.load(0xffff800000000000n, 1))
      machine.raises(VIOLATION, (process) => process.store(0xfffff80000000000n, 1, 1))
    }
  },
  'free-pages-cannot-be-touched': {
    states: 'Touching a free page is an access violation',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.call('VirtualFree', base, 0, k.MEM_RELEASE)
      machine.raises(VIOLATION, (process) => process.load(base, 1))
    }
  },
  'reserved-pages-are-committed-first': {
    states: 'Touching a reserved page that is not committed is an access violation',
    shown: (machine) => {
      const base = machine.alloc(0x2000, k.MEM_RESERVE)
      machine.raises(VIOLATION, (process) => process.store(base, 1, 1))
      machine.call('VirtualAlloc', base, 0x1000, k.MEM_COMMIT, k.PAGE_READWRITE)
      machine.raises(VIOLATION, (process) => process.load(base + 0xfff, 2))
    }
  },
  'access-fits-the-protection': {
    states: 'A page is read, written and executed as far as its protection allows',
    shown: (machine) => {
      const readOnly = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT, k.PAGE_READONLY)
      machine.raises(VIOLATION, (process) => process.store(readOnly, 1, 1))
      const closed = machine.alloc(0x1000, k.MEM_RESERVE | k.MEM_COMMIT, k.PAGE_NOACCESS)
      machine.raises(VIOLATION, (process) => process.load(closed, 1))
      machine.raises(VIOLATION, (process) => process.execute(closed))
    }
  },
  'data-is-not-executed': {
    states: 'A page that can be read but not executed runs no code',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.process.store(base, 1, 0xc3)
      machine.raises(VIOLATION, (process) => process.execute(base))
    }
  },
  'guard-page-fires-once': {
    states: 'The first touch of a guard page raises STATUS_GUARD_PAGE_VIOLATION and takes the guard away',
    shown: (machine) => {
      const guarded = k.PAGE_READWRITE | k.PAGE_GUARD
      const base = machine.alloc(0x2000, k.MEM_RESERVE | k.MEM_COMMIT, guarded)
      machine.raises(k.STATUS_GUARD_PAGE_VIOLATION, (process) => process.load(base, 1))
      machine.process.store(base, 4, 7)
      machine.raises(k.STATUS_GUARD_PAGE_VIOLATION, (process) => process.store(base + 0x1000, 1, 1))
    }
  },
  'stack-keeps-its-last-page': {
    states: 'A stack that has no room for another guard page overflows',
    shown: (machine) => {
      const { stackLow, stackHigh } = machine.process.state
      for (let page = stackHigh - 1; page > stackLow + 1; page--) machine.process.store(page * 4096, 4, 1)
      machine.raises(k.STATUS_STACK_OVERFLOW, (process) => process.load((stackLow + 1) * 4096, 1))
    }
  },
  'offered-pages-are-reclaimed-first': {
    states: 'A page that was offered cannot be touched until it is reclaimed',
    shown: (machine) => {
      const base = machine.alloc(0x1000)
      machine.process.store(base, 1, 9)
      machine.call('OfferVirtualMemory', base, 0x1000, 2)
      machine.raises(VIOLATION, (process) => process.load(base, 1))
      machine.call('ReclaimVirtualMemory', base, 0x1000)
      machine.process.load(base, 1)
    }
  },
  'touching-takes-a-page-of-memory': {
    states:
      'A touch that finds no page of memory to be had, and no room in the page file, raises STATUS_NO_MEMORY',
    settings: { ram: 16 * MIB, pageFile: 0 },
    shown: (machine) => {
      // One page in 2 MiB each: with its page table it takes two frames, and one of them is committed.
      const pages: number[] = []
      for (let i = 0; i < 2000; i++) {
        const base = machine.alloc(2 * MIB, k.MEM_RESERVE)
        machine.call('VirtualAlloc', base, 0x1000, k.MEM_COMMIT, k.PAGE_READWRITE)
        pages.push(base)
      }
      const touched = pages.findIndex((base) => !machine.process.store(base, 4, 1))
      machine.raises(k.STATUS_NO_MEMORY, (process) => process.store(pages[touched]!, 4, 1))
    }
  },
  'instruction-is-known': {
    states: 'ud2 and what is no instruction raise EXCEPTION_ILLEGAL_INSTRUCTION',
    shown: (machine) => {
      runs('0f 0b', k.EXCEPTION_ILLEGAL_INSTRUCTION)(machine)
      runs('06', k.EXCEPTION_ILLEGAL_INSTRUCTION)(machine)
    }
  },
  'privileged-instructions-are-the-kernels': {
    states: 'hlt, cli and sti in a program raise EXCEPTION_PRIV_INSTRUCTION',
    shown: (machine) => {
      for (const hex of ['f4', 'fa', 'fb']) runs(hex, k.EXCEPTION_PRIV_INSTRUCTION)(machine)
    }
  },
  'breakpoint-stops-the-code': {
    states: 'int3 raises EXCEPTION_BREAKPOINT',
    shown: runs('cc', k.EXCEPTION_BREAKPOINT)
  },
  'divisor-is-not-zero': {
    states: 'An integer division by 0 raises EXCEPTION_INT_DIVIDE_BY_ZERO',
    // xor edx, edx; xor ecx, ecx; div ecx
    shown: runs('31 d2 31 c9 f7 f1', k.EXCEPTION_INT_DIVIDE_BY_ZERO)
  },
  'quotient-fits-its-register': {
    states: 'A quotient that does not fit its register raises EXCEPTION_INT_OVERFLOW',
    // mov edx, 1; xor eax, eax; mov ecx, 1; div ecx
    shown: runs('ba 01 00 00 00 31 c0 b9 01 00 00 00 f7 f1', k.EXCEPTION_INT_OVERFLOW)
  },
  'processor-refuses-the-instruction': {
    states: 'An instruction of more than 15 bytes is an access violation',
    shown: runs(`${'66 '.repeat(15)}90`, k.EXCEPTION_ACCESS_VIOLATION)
  }
})
