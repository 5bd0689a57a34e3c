import type { placeholderRules } from './placeholder-rules'
import { testRules, type RuleMachine } from '../testing/rule-cases'
import { k } from '../testing/machine'

const PLACEHOLDER = k.MEM_RESERVE | k.MEM_RESERVE_PLACEHOLDER
const REPLACE = k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_REPLACE_PLACEHOLDER
const PRESERVE = k.MEM_RELEASE | k.MEM_PRESERVE_PLACEHOLDER
const COALESCE = k.MEM_RELEASE | k.MEM_COALESCE_PLACEHOLDERS
const RW = k.PAGE_READWRITE

const placeholder = (machine: RuleMachine, size = 0x10000): number =>
  machine.call('VirtualAlloc2', 0, 0, size, PLACEHOLDER, k.PAGE_NOACCESS, 0, 0)

/** MEM_ADDRESS_REQUIREMENTS in a MEM_EXTENDED_PARAMETER; `times` of them. */
function requirements(
  machine: RuleMachine,
  [lowest, highest, alignment]: readonly [number, number, number],
  times = 1
): number {
  const record = machine.words(lowest, highest, alignment)
  return machine.words(...Array.from({ length: times }, () => [1, record]).flat())
}

testRules<typeof placeholderRules>('placeholders and extended parameters', {
  'placeholders-need-virtualalloc2': {
    states: 'VirtualAlloc neither makes nor replaces placeholders',
    shown: (machine) => {
      for (const type of [PLACEHOLDER, REPLACE])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc', 0, 0x10000, type, k.PAGE_NOACCESS)
    }
  },
  'placeholder-is-reserved-without-access': {
    states: 'A placeholder is reserved with PAGE_NOACCESS, and not committed',
    shown: (machine) => {
      const refused = (type: number, protect: number): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc2', 0, 0, 0x10000, type, protect, 0, 0)
      refused(PLACEHOLDER, RW)
      refused(PLACEHOLDER | k.MEM_COMMIT, k.PAGE_NOACCESS)
      placeholder(machine)
    }
  },
  'replacing-names-the-placeholder': {
    states: 'MEM_REPLACE_PLACEHOLDER reserves, at the address of a placeholder',
    shown: (machine) => {
      const base = placeholder(machine)
      const refused = (at: number, type: number): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc2', 0, at, 0x10000, type, RW, 0, 0)
      refused(base, k.MEM_REPLACE_PLACEHOLDER | k.MEM_COMMIT)
      refused(0, REPLACE)
    }
  },
  'replacement-fits-its-placeholder': {
    states: 'What replaces a placeholder has its very address and size',
    shown: (machine) => {
      const base = placeholder(machine)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc2', 0, base, 0x1000, REPLACE, RW, 0, 0)
      machine.call('VirtualAlloc2', 0, base, 0x10000, REPLACE, RW, 0, 0)
    }
  },
  'placeholder-is-replaced-before-use': {
    states: 'A placeholder can neither be committed nor protected nor touched',
    shown: (machine) => {
      const base = placeholder(machine)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualAlloc', base, 0x1000, k.MEM_COMMIT, RW)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualProtect', base, 0x1000, RW, machine.scratch())
      machine.raises(k.EXCEPTION_ACCESS_VIOLATION, (process) => process.load(base, 1))
    }
  },
  'placeholder-flags-go-with-release': {
    states: 'MEM_PRESERVE_PLACEHOLDER and MEM_COALESCE_PLACEHOLDERS go with MEM_RELEASE, and one at a time',
    shown: (machine) => {
      const base = placeholder(machine)
      const refused = (type: number): void =>
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base, 0x4000, type)
      refused(k.MEM_COALESCE_PLACEHOLDERS)
      refused(k.MEM_DECOMMIT | k.MEM_PRESERVE_PLACEHOLDER)
      refused(PRESERVE | COALESCE)
    }
  },
  'placeholder-flags-need-a-size': {
    states: 'Size 0 does not stand for all of a placeholder when it is split, joined or brought back',
    shown: (machine) => {
      const base = placeholder(machine)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base, 0, PRESERVE)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base, 0, COALESCE)
      machine.call('VirtualAlloc2', 0, base, 0x10000, REPLACE, RW, 0, 0)
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualFree', base, 0, PRESERVE)
      machine.call('VirtualFree', base, 0x10000, PRESERVE)
    }
  },
  'whole-placeholders-are-joined': {
    states: 'Two or more whole placeholders side by side can be joined, and nothing else',
    shown: (machine) => {
      const base = placeholder(machine)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0x10000, COALESCE)
      machine.call('VirtualFree', base, 0x4000, PRESERVE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0xf000, COALESCE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0x11000, COALESCE)
      machine.call('VirtualFree', base, 0x10000, COALESCE)
    }
  },
  'splitting-takes-a-part-of-a-placeholder': {
    states: 'Splitting takes a part of one placeholder: not all of it, and nothing beyond',
    shown: (machine) => {
      const base = placeholder(machine)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0x10000, PRESERVE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base + 0x8000, 0x10000, PRESERVE)
      machine.call('VirtualFree', base + 0x8000, 0x4000, PRESERVE)
    }
  },
  'only-replaced-placeholders-come-back': {
    states: 'Only what replaced a placeholder becomes one again, as a whole',
    shown: (machine) => {
      const plain = machine.alloc(0x10000, k.MEM_RESERVE)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', plain, 0x10000, PRESERVE)
      const base = placeholder(machine)
      machine.call('VirtualAlloc2', 0, base, 0x10000, REPLACE, RW, 0, 0)
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'VirtualFree', base, 0x4000, PRESERVE)
      machine.call('VirtualFree', base, 0x10000, PRESERVE)
      const view = machine.view(0x10000)
      const flag = k.MEM_PRESERVE_PLACEHOLDER
      machine.refuses(0, k.ERROR_INVALID_ADDRESS, 'UnmapViewOfFileEx', view, flag)
    }
  },
  'address-requirements-go-with-null': {
    states: 'Address requirements leave the choice of the address to the system',
    shown: (machine) => {
      const base = machine.alloc(0x10000, k.MEM_RESERVE)
      const some = requirements(machine, [0, 0x20000fff, 0])
      const type = k.MEM_COMMIT
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc2', 0, base, 0x1000, type, RW, some, 1)
      const none = requirements(machine, [0, 0, 0])
      machine.call('VirtualAlloc2', 0, base, 0x1000, type, RW, none, 1)
    }
  },
  'extended-parameters-are-given-once': {
    states: 'An extended parameter of one type is given once',
    shown: (machine) => {
      const refused = (parameters: number): void =>
        machine.refuses(
          0,
          k.ERROR_INVALID_PARAMETER,
          'VirtualAlloc2',
          0,
          0,
          0x1000,
          k.MEM_RESERVE,
          RW,
          parameters,
          2
        )
      refused(requirements(machine, [0, 0, 0], 2))
      refused(machine.words(5, 0, 5, 0))
    }
  },
  'address-requirements-are-possible': {
    states: 'Address requirements name whole pages of the program, and a power of two of at least 64 KiB',
    shown: (machine) => {
      const refused = (...wish: [number, number, number]): void => {
        const parameters = requirements(machine, wish)
        const args = [0, 0, 0x10000, k.MEM_RESERVE, RW, parameters, 1] as const
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'VirtualAlloc2', ...args)
      }
      refused(0, 0x20001001, 0)
      refused(0, 0x200007ff, 0)
      refused(0, 0x7fffffff0fff, 0)
      refused(0x1000, 0, 0)
      refused(0x20000000, 0x10000fff, 0)
      refused(0, 0, 0x8000)
      refused(0, 0, 0x30000)
      const fine = requirements(machine, [0, 0x20000fff, 0x40000])
      machine.call('VirtualAlloc2', 0, 0, 0x10000, k.MEM_RESERVE, RW, fine, 1)
    }
  },
  'extended-parameters-are-known': {
    states: 'An extended parameter has a type that there is, and stands where ExtendedParameters points',
    shown: (machine) => {
      const refused = (parameters: number): void =>
        machine.refuses(
          0,
          k.ERROR_INVALID_PARAMETER,
          'VirtualAlloc2',
          0,
          0,
          0x1000,
          k.MEM_RESERVE,
          RW,
          parameters,
          1
        )
      refused(machine.words(0, 0))
      refused(machine.words(99, 0))
      refused(0)
    }
  },
  'extended-parameters-are-possible': {
    states: 'Attribute flags of an extended parameter are known ones',
    shown: (machine) => {
      const parameter = machine.words(5, 0x40)
      machine.refuses(
        0,
        k.ERROR_INVALID_PARAMETER,
        'VirtualAlloc2',
        0,
        0,
        0x1000,
        k.MEM_RESERVE,
        k.PAGE_READWRITE,
        parameter,
        1
      )
    }
  }
})
