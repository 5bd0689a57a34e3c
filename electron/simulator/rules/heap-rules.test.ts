import type { heapRules } from './heap-rules'
import { testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const CORRUPTION = k.STATUS_HEAP_CORRUPTION
const HUGE = 2 ** 46

const heapOf = (machine: RuleMachine): number => machine.call('HeapCreate', 0, 0, 0)

testRules<typeof heapRules>('heaps', {
  'heap-handle-is-a-heap': {
    states: 'A heap handle is one of HeapCreate or GetProcessHeap',
    shown: (machine) => {
      machine.raises(k.EXCEPTION_ACCESS_VIOLATION, (process) => process.call('HeapAlloc', [0x1230, 0, 16]))
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'HeapDestroy', 0x1230)
      machine.refuses(0, 0xdead, 'HeapValidate', 0x1230, 0, 0)
    }
  },
  'heap-starts-below-its-maximum': {
    states: 'The initial size of a heap does not exceed its maximum',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'HeapCreate', 0, 0x20000, 0x10000)
      machine.call('HeapCreate', 0, 0x20000, 0)
    }
  },
  'heap-fits-the-address-space': {
    states: 'A heap fits the address space',
    shown: (machine) => machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'HeapCreate', 0, 0, 2 ** 47)
  },
  'process-heap-stays': {
    states: 'The process heap is not destroyed',
    shown: (machine) =>
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'HeapDestroy', machine.call('GetProcessHeap'))
  },
  'heap-block-needs-memory': {
    states: 'HeapAlloc answers NULL where there is no memory, and raises where the heap was asked to',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'HeapAlloc', heapOf(machine), 0, HUGE)
      const raising = machine.call('HeapCreate', k.HEAP_GENERATE_EXCEPTIONS, 0, 0)
      machine.raises(k.STATUS_NO_MEMORY, (process) => process.call('HeapAlloc', [raising, 0, HUGE]))
    }
  },
  'heap-block-belongs-to-its-heap': {
    states: 'A block is freed once, in the heap that it came from',
    shown: (machine) => {
      const heap = heapOf(machine)
      const block = machine.call('HeapAlloc', heap, 0, 16)
      machine.refuses(0, 0xdead, 'HeapValidate', heapOf(machine), 0, block)
      machine.call('HeapFree', heap, 0, block)
      machine.refuses(0xffffffffffffffffn, 0xdead, 'HeapSize', heap, 0, block)
      machine.raises(CORRUPTION, (process) => process.call('HeapFree', [heap, 0, block]))
    }
  },
  'heap-header-is-intact': {
    states: 'What was written past the end of a block is noticed at the block behind it',
    shown: (machine) => {
      const heap = heapOf(machine)
      const block = machine.call('HeapAlloc', heap, 0, 16)
      const next = machine.call('HeapAlloc', heap, 0, 16)
      machine.call('HeapValidate', heap, 0, 0)
      machine.process.write(block, new Uint8Array(next - block).fill(0x41))
      machine.refuses(0, 0xdead, 'HeapValidate', heap, 0, 0)
      machine.raises(CORRUPTION, (process) => process.call('HeapFree', [heap, 0, next]))
    }
  },
  'heap-realloc-needs-a-block': {
    states: 'HeapReAlloc does not take NULL for a block',
    shown: (machine) => machine.refuses(0, k.ERROR_SUCCESS, 'HeapReAlloc', heapOf(machine), 0, 0, 16)
  },
  'heap-walk-ends': {
    states: 'A walk through a heap ends with ERROR_NO_MORE_ITEMS',
    shown: (machine) => {
      const heap = heapOf(machine)
      const entry = machine.words(0, 0, 0, 0, 0)
      let entries = 0
      while (machine.process.call('HeapWalk', [heap, entry]) === 1 && entries < 100) entries++
      machine.refuses(0, k.ERROR_NO_MORE_ITEMS, 'HeapWalk', heap, entry)
    }
  },
  'full-heap-compacts-to-zero': {
    states: 'HeapCompact of a heap without a free byte answers 0 with NO_ERROR',
    shown: (machine) => {
      const heap = machine.call('HeapCreate', 0, 0x1000, 0x2000)
      const largest = machine.call('HeapCompact', heap, 0)
      machine.call('HeapAlloc', heap, 0, largest - 16)
      machine.refuses(0, k.NO_ERROR, 'HeapCompact', heap, 0)
    }
  },
  'global-handle-is-in-use': {
    states: 'A handle of GlobalAlloc is used until it is freed',
    shown: (machine) => {
      const handle = machine.call('GlobalAlloc', k.GMEM_MOVEABLE, 16)
      machine.call('GlobalFree', handle)
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'GlobalLock', handle)
      machine.refuses(0, 0xdead, 'GlobalLock', 0)
      machine.refuses(handle, k.ERROR_INVALID_HANDLE, 'GlobalFree', handle)
    }
  },
  'global-block-needs-memory': {
    states: 'GlobalAlloc and LocalAlloc answer NULL where there is no memory',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'GlobalAlloc', 0, HUGE)
      machine.refuses(0, k.ERROR_NOT_ENOUGH_MEMORY, 'LocalAlloc', k.GMEM_MOVEABLE, HUGE)
    }
  },
  'discarded-memory-cannot-be-locked': {
    states: 'A handle without memory behind it cannot be locked',
    shown: (machine) => {
      const handle = machine.call('GlobalAlloc', k.GMEM_MOVEABLE, 0)
      machine.refuses(0, k.ERROR_DISCARDED, 'GlobalLock', handle)
    }
  },
  'discarded-memory-has-no-size': {
    states: 'A handle without memory behind it has the size 0',
    shown: (machine) => {
      const handle = machine.call('GlobalAlloc', k.GMEM_MOVEABLE, 0)
      machine.refuses(0, 0xdead, 'GlobalSize', handle)
    }
  },
  'empty-block-has-size-zero': {
    states: 'A block of 0 bytes has the size 0',
    shown: (machine) => machine.refuses(0, 0xdead, 'LocalSize', machine.call('LocalAlloc', 0, 0))
  },
  'global-unlock-needs-a-lock': {
    states: 'Moveable memory is unlocked as often as it was locked',
    shown: (machine) => {
      const handle = machine.call('GlobalAlloc', k.GMEM_MOVEABLE, 16)
      machine.refuses(0, k.ERROR_NOT_LOCKED, 'GlobalUnlock', handle)
    }
  },
  'fixed-memory-has-no-locks': {
    states: 'LocalUnlock of fixed memory fails: it has no locks',
    shown: (machine) =>
      machine.refuses(0, k.ERROR_NOT_LOCKED, 'LocalUnlock', machine.call('LocalAlloc', 0, 16))
  },
  'last-unlock-answers-zero': {
    states: 'The unlock that takes the last lock answers FALSE with NO_ERROR',
    shown: (machine) => {
      const handle = machine.call('GlobalAlloc', k.GMEM_MOVEABLE, 16)
      machine.call('GlobalLock', handle)
      machine.call('GlobalLock', handle)
      machine.call('GlobalUnlock', handle)
      machine.refuses(0, k.NO_ERROR, 'GlobalUnlock', handle)
    }
  },
  'heap-summary-knows-its-size': {
    states: 'HeapSummary wants the size of its structure in cb',
    shown: (machine) => {
      const summary = machine.words(0, 0, 0, 0, 0)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'HeapSummary', heapOf(machine), 0, summary)
      machine.process.store(summary, 4, 40)
      machine.call('HeapSummary', heapOf(machine), 0, summary)
    }
  },
  'heap-information-class-is-known': {
    states: 'HeapQueryInformation is asked for the compatibility of a heap',
    shown: (machine) => {
      const args = [machine.scratch(), 4, 0] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'HeapQueryInformation', heapOf(machine), 99, ...args)
      machine.call('HeapQueryInformation', heapOf(machine), 0, ...args)
    }
  },
  'heap-information-needs-room': {
    states: 'HeapQueryInformation wants room for a ULONG, and says how much that is',
    shown: (machine) => {
      const needed = machine.words(0)
      const args = [machine.scratch(), 3, needed] as const
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'HeapQueryInformation', heapOf(machine), 0, ...args)
      if (machine.process.load(needed, 8) !== 4) throw new Error('The answer was not said to take 4 bytes.')
    }
  },
  'locked-memory-is-not-discarded': {
    states: 'Memory is discarded that is moveable and not locked',
    shown: (machine) => {
      const handle = machine.call('GlobalAlloc', k.GMEM_MOVEABLE, 16)
      machine.call('GlobalLock', handle)
      machine.refuses(0, 0xdead, 'GlobalReAlloc', handle, 0, k.GMEM_MOVEABLE)
      machine.process.call('GlobalUnlock', [handle])
      machine.call('GlobalReAlloc', handle, 0, k.GMEM_MOVEABLE)
    }
  }
})
