import { namedConstants as k } from '../../shared/win32/constants'
import type { Action, Actor, Argument, NumberFamily, Sequence } from '../known-differences/actions'
import { Chance } from './chance'
import {
  across,
  allocationTypes,
  freeTypes,
  oddAllocationTypes,
  oddFreeTypes,
  oddProtections,
  oddSectionProtections,
  placeholderTypes,
  protections,
  sectionProtections,
  themes,
  viewAccesses,
  type Theme
} from './choices'
import { giveBack, leavesApart } from './give-back'
import { slotCount } from '../known-differences/actions'
import { arenaSize } from './prelude'

const page = 0x1000
const granularity = 0x10000

/** Memory that an earlier action probably made. */
interface Spot {
  readonly base: 'arena' | number
  readonly offset: number
  readonly size: number
  readonly by: Actor
}

interface MadeSection {
  readonly index: number
  readonly size: number
  readonly by: Actor
}

/** Makes one sequence: actions on memory that the ones before may have made, most of them sensible, some not. */
export class Generator {
  private readonly chance: Chance
  private spots: Spot[] = []
  private sections: MadeSection[] = []
  private files: { index: number; by: Actor }[] = []
  private heaps: number[] = []
  private blocks: { heap: number; index: number }[] = []
  private kept = { place: 0, section: 0, file: 0, heap: 0, block: 0 }
  private by: Actor = 'A'

  constructor(
    seed: number,
    private readonly theme: Theme,
    private readonly processes: 1 | 2
  ) {
    this.chance = new Chance(seed)
  }

  sequence(length: number): Sequence {
    const actions: Action[] = []
    const weights = this.processes === 2 ? { ...themes[this.theme], ...across } : themes[this.theme]
    const scaled = Object.fromEntries(Object.entries(weights).map(([name, n]) => [name, Math.round(n * 10)]))
    while (actions.length < length) {
      if (this.processes === 2 && this.chance.oneIn(5)) this.by = this.by === 'A' ? 'B' : 'A'
      const action = this.action(this.chance.weighted(scaled))
      if (action === null) continue
      actions.push(action)
      if (actions.length < length && leavesApart(action) && this.chance.below(2) === 0)
        actions.push(giveBack(action))
    }
    return actions
  }

  private action(operation: string): Action | null {
    const made = this.argumentsOf(operation)
    if (made === null) return null
    return { by: this.by, operation, args: made.args, keeps: made.keeps ?? null }
  }

  private argumentsOf(operation: string): { args: Argument[]; keeps?: number } | null {
    const { chance } = this
    switch (operation) {
      case 'VirtualAlloc':
      case 'VirtualAlloc2':
      case 'VirtualAllocEx':
        return this.allocation(operation)
      case 'VirtualFree':
      case 'VirtualFreeEx': {
        const type =
          this.odd(8) || this.theme === 'placeholders' ? chance.pick(oddFreeTypes) : chance.pick(freeTypes)
        const spot = this.spot(operation === 'VirtualFreeEx')
        const whole = type === k.MEM_RELEASE && !this.odd(6)
        const place = whole && spot !== null ? at(spot, 0) : this.place(spot)
        const size = number(whole ? 0 : this.size(spot), 'size')
        return { args: [...this.process(operation), place, size, number(type, 'free')] }
      }
      case 'VirtualProtect':
      case 'VirtualProtectEx':
      case 'VirtualProtectNowhere': {
        const spot = this.spot(operation === 'VirtualProtectEx')
        return {
          args: [
            ...this.process(operation),
            this.place(spot),
            number(this.size(spot), 'size'),
            number(this.protection(), 'protection')
          ]
        }
      }
      case 'VirtualQuery':
      case 'VirtualQueryEx':
        return {
          args: [
            ...this.process(operation),
            this.place(this.spot(operation.endsWith('Ex'))),
            number(chance.pick([48, 48, 48, 47, 0, 28, 64]), 'plain')
          ]
        }
      case 'VirtualLock':
      case 'VirtualUnlock':
      case 'DiscardVirtualMemory':
      case 'ReclaimVirtualMemory':
      case 'FlushViewOfFile':
      case 'ResetWriteWatch': {
        const spot = this.spot(false)
        return { args: [this.place(spot), number(this.size(spot), 'size')] }
      }
      case 'OfferVirtualMemory': {
        const spot = this.spot(false)
        return {
          args: [this.place(spot), number(this.size(spot), 'size'), number(1 + chance.below(4), 'plain')]
        }
      }
      case 'GetWriteWatch': {
        const spot = this.spot(false)
        const flags = this.odd(10) ? 2 : chance.below(2)
        return {
          args: [
            number(flags, 'plain'),
            this.place(spot),
            number(this.size(spot), 'size'),
            number(chance.pick([64, 64, 64, 2, 0]), 'plain')
          ]
        }
      }
      case 'ReadProcessMemory':
      case 'WriteProcessMemory': {
        const other = this.processes === 2 && chance.below(4) > 0
        const spot = this.spot(other)
        const size =
          spot !== null && spot.base !== 'arena'
            ? this.size(spot)
            : chance.pick([1, 8, 0x20, 0x1000, 0x1800, 0x2001, 0x3000, 0])
        const which = this.odd(30) ? 'none' : other ? 'other' : 'self'
        return { args: [{ kind: 'process', which }, this.place(spot), number(size, 'size')] }
      }
      case 'read':
      case 'execute':
        return { args: [this.place(this.spot(false))] }
      case 'write':
        return {
          args: [
            this.place(this.spot(false)),
            number(chance.oneIn(3) ? 0xc3 : 1 + chance.below(255), 'plain')
          ]
        }
      default:
        return this.theme === 'heap' ? this.heapCall(operation) : this.sectionCall(operation)
    }
  }

  private allocation(operation: string): { args: Argument[]; keeps?: number } | null {
    const { chance } = this
    const placeholders = operation === 'VirtualAlloc2' && (this.theme === 'placeholders' || chance.oneIn(40))
    const watched = this.theme === 'watch' && chance.below(2) === 0
    const type =
      placeholders && !this.odd(6)
        ? chance.pick(placeholderTypes)
        : watched
          ? 0x3000 | k.MEM_WRITE_WATCH
          : this.odd(7)
            ? chance.pick(oddAllocationTypes)
            : chance.pick(allocationTypes)
    const other = operation === 'VirtualAllocEx'
    const protect = type & k.MEM_RESERVE_PLACEHOLDER && !this.odd(8) ? k.PAGE_NOACCESS : this.protection()
    const inside =
      (type === k.MEM_COMMIT ||
        (type & (k.MEM_RESET | k.MEM_RESET_UNDO | k.MEM_REPLACE_PLACEHOLDER)) !== 0) &&
      chance.below(8) > 0
    const process = this.process(operation)
    const rest = (size: number): Argument[] => [
      number(size, 'size'),
      number(type, 'allocation'),
      number(protect, 'protection')
    ]
    if (inside) {
      const spot = this.spot(other)
      const exact = type & k.MEM_REPLACE_PLACEHOLDER && chance.below(3) > 0
      if (exact && spot !== null) return { args: [...process, at(spot, 0), ...rest(spot.size)] }
      return { args: [...process, this.place(spot), ...rest(this.size(spot))] }
    }
    const size = this.odd(12) ? this.oddSize() : this.newSize()
    if (!other && operation === 'VirtualAlloc' && chance.oneIn(3) && this.kept.place < slotCount) {
      const keeps = this.kept.place++
      this.spots.push({ base: keeps, offset: 0, size: Math.min(Math.max(size, page), 0x40000), by: this.by })
      return { args: [...process, { kind: 'place', base: 'null', offset: 0 }, ...rest(size)], keeps }
    }
    const offset = this.arenaOffset()
    const whole = offset - (offset % granularity)
    this.remember({
      base: 'arena',
      offset: whole,
      size: Math.max(page, roundUp(size)),
      by: other ? this.other() : this.by
    })
    return { args: [...process, { kind: 'place', base: 'arena', offset }, ...rest(size)] }
  }

  private sectionCall(operation: string): { args: Argument[]; keeps?: number } | null {
    const { chance } = this
    const ownSections = this.sections.filter((s) => s.by === this.by)
    const section = ownSections.length === 0 ? null : chance.pick(ownSections)
    const handle: Argument = { kind: 'section', index: section?.index ?? 0 }
    const ownFiles = this.files.filter((f) => f.by === this.by)
    const file: Argument = { kind: 'file', index: ownFiles.length === 0 ? 0 : chance.pick(ownFiles).index }
    switch (operation) {
      case 'CreateFileMapping': {
        if (this.kept.section >= slotCount) return null
        if (this.theme === 'files' && ownFiles.length === 0) return null
        const backed = this.theme === 'files' && !this.odd(6)
        const size = this.odd(10)
          ? chance.pick([0, 0, 1, 0x801, 0x10001])
          : chance.below(backed ? 3 : 12) === 0
            ? 0
            : this.newSize()
        const keeps = this.kept.section++
        const attributes = backed ? 0 : chance.pick([0, 0, k.SEC_COMMIT, k.SEC_RESERVE, k.SEC_RESERVE])
        const protect = this.odd(12)
          ? chance.pick(oddSectionProtections)
          : chance.pick(sectionProtections) | attributes
        const named = this.processes === 2 ? chance.below(2) === 0 : chance.oneIn(8)
        this.sections.push({ index: keeps, size: size || 0x2000, by: this.by })
        return {
          args: [
            backed ? file : { kind: 'file', index: -1 },
            number(protect, 'section'),
            number(this.odd(60) ? 1 : 0, 'plain'),
            number(size, 'size'),
            { kind: 'name', index: named ? chance.below(2) : null }
          ],
          keeps
        }
      }
      case 'OpenFileMapping': {
        if (this.kept.section >= slotCount) return null
        const keeps = this.kept.section++
        this.sections.push({ index: keeps, size: 0x8000, by: this.by })
        return {
          args: [number(chance.pick(viewAccesses), 'view'), { kind: 'name', index: chance.below(2) }],
          keeps
        }
      }
      case 'CloseSection':
        return section === null && !this.odd(10) ? null : { args: [handle] }
      case 'MapViewOfFile':
      case 'MapViewOfFileEx':
      case 'MapViewOfFile3':
        return section === null && !this.odd(10) ? null : this.view(operation, handle, section?.size ?? page)
      case 'UnmapViewOfFile':
      case 'UnmapViewOfFile2': {
        const spot = this.spot(false)
        const place = spot !== null && !this.odd(4) ? at(spot, 0) : this.place(spot)
        if (operation === 'UnmapViewOfFile') return { args: [place] }
        const flags = chance.pick(this.theme === 'placeholders' ? [0, 2, 2, 1] : [0, 0, 0, 1, 4])
        return {
          args: [{ kind: 'process', which: this.odd(20) ? 'none' : 'self' }, place, number(flags, 'plain')]
        }
      }
      case 'CreateFile': {
        if (this.kept.file >= 4) return null
        const keeps = this.kept.file++
        this.files.push({ index: keeps, by: this.by })
        const access = chance.pick([0xc0000000, 0xc0000000, 0x80000000, 0xe0000000, 0xa0000000, 0x40000000])
        return {
          args: [
            number(access, 'fileAccess'),
            number(chance.pick([7, 7, 7, 3, 1]), 'plain'),
            { kind: 'name', index: chance.below(2) }
          ],
          keeps
        }
      }
      case 'CloseFile':
      case 'GetFileSize':
        return ownFiles.length === 0 ? null : { args: [file] }
      case 'WriteFile':
      case 'ReadFile':
        return ownFiles.length === 0
          ? null
          : {
              args: [
                file,
                number(chance.pick([0, 0, 0x10, 0x1000, 0x1ff0, 0x5000]), 'size'),
                number(chance.pick([0x10, 0x800, 0x1000, 0x2000, 0x3001]), 'size')
              ]
            }
      case 'SetEndOfFile':
        return ownFiles.length === 0
          ? null
          : { args: [file, number(chance.pick([0, 0x10, 0x1000, 0x2345, 0x8000]), 'size')] }
      default:
        throw new Error(`Nothing is known of the arguments of ${operation}.`)
    }
  }

  private view(
    operation: string,
    section: Argument,
    sectionSize: number
  ): { args: Argument[]; keeps?: number } | null {
    const { chance } = this
    const offset = this.odd(8)
      ? chance.pick([0x1000, 1, 0x10000, 0x100000])
      : chance.oneIn(4)
        ? granularity
        : 0
    const size = this.odd(12)
      ? this.oddSize()
      : chance.below(3) === 0
        ? 0
        : Math.max(1, chance.below(sectionSize) - chance.below(2))
    const chosen = operation !== 'MapViewOfFile'
    const arena = this.arenaOffset()
    const target: Argument = this.odd(20)
      ? this.wild()
      : { kind: 'place', base: 'arena', offset: this.odd(5) ? arena + page : arena - (arena % granularity) }
    if (chosen)
      this.remember({
        base: 'arena',
        offset: arena - (arena % granularity),
        size: roundUp(size || sectionSize),
        by: this.by
      })
    if (operation === 'MapViewOfFile3') {
      const type =
        this.theme === 'placeholders' && chance.below(3) > 0
          ? k.MEM_REPLACE_PLACEHOLDER
          : this.odd(8)
            ? chance.pick([k.MEM_RESERVE, k.MEM_COMMIT, 0x10, k.MEM_TOP_DOWN])
            : 0
      const spot = this.spot(false)
      const replaces = type === k.MEM_REPLACE_PLACEHOLDER && spot !== null
      return {
        args: [
          section,
          { kind: 'process', which: this.processes === 2 && chance.oneIn(3) ? 'other' : 'self' },
          replaces ? at(spot, 0) : target,
          number(offset, 'size'),
          number(replaces && !this.odd(4) ? spot.size : size, 'size'),
          number(type, 'allocation'),
          number(this.protection(), 'protection')
        ]
      }
    }
    const access = number(
      this.odd(12) ? chance.pick([0, 8, 0x10, 0x40000000]) : chance.pick(viewAccesses),
      'view'
    )
    const common = [section, access, number(0, 'plain'), number(offset, 'size'), number(size, 'size')]
    if (chosen) return { args: [...common, target] }
    if (this.kept.place >= slotCount) return null
    const keeps = this.kept.place++
    // How long the view will be is not sure; one page it has.
    this.spots.push({ base: keeps, offset: 0, size: page, by: this.by })
    return { args: common, keeps }
  }

  private heapCall(operation: string): { args: Argument[]; keeps?: number } | null {
    const { chance } = this
    if (operation === 'HeapCreate') {
      if (this.kept.heap >= 4) return null
      const keeps = this.kept.heap++
      this.heaps.push(keeps)
      return {
        args: [number(0, 'heapFlags'), number(chance.pick([0, 0x1000, 0x5000]), 'size'), number(0, 'size')],
        keeps
      }
    }
    if (this.heaps.length === 0) return null
    const block = this.blocks.length === 0 ? null : chance.pick(this.blocks)
    const heap = (index: number): Argument => ({ kind: 'heap', index })
    const flags = number(chance.pick([0, k.HEAP_ZERO_MEMORY]), 'heapFlags')
    const size = number(chance.pick([0, 1, 16, 100, 1000, 0x1000, 0x10000, 0x7f000, 0x100000]), 'size')
    if (operation === 'HeapValidate') return { args: [heap(chance.pick(this.heaps))] }
    if (operation === 'HeapAlloc') {
      if (this.kept.block >= slotCount) return null
      const keeps = this.kept.block++
      const from = chance.pick(this.heaps)
      this.blocks.push({ heap: from, index: keeps })
      return { args: [heap(from), flags, size], keeps }
    }
    if (block === null) return null
    const held: Argument = { kind: 'block', index: block.index }
    if (operation === 'HeapReAlloc') {
      if (this.kept.block >= slotCount) return null
      const keeps = this.kept.block++
      this.blocks.push({ heap: block.heap, index: keeps })
      return { args: [heap(block.heap), flags, held, size], keeps }
    }
    return { args: [heap(block.heap), held] }
  }

  private odd(times: number): boolean {
    return this.chance.oneIn(times)
  }

  private other(): Actor {
    return this.by === 'A' ? 'B' : 'A'
  }

  /** The first argument of the calls that name a process. */
  private process(operation: string): Argument[] {
    if (operation === 'VirtualAlloc2') return [{ kind: 'process', which: this.odd(3) ? 'none' : 'self' }]
    if (!operation.endsWith('Ex')) return []
    return [{ kind: 'process', which: this.odd(30) ? 'none' : this.processes === 2 ? 'other' : 'self' }]
  }

  private remember(spot: Spot): void {
    if (spot.size <= arenaSize) this.spots.push(spot)
  }

  /** Memory that this process, or the other one, may have. */
  private spot(ofOther: boolean): Spot | null {
    const whose = ofOther && this.processes === 2 ? this.other() : this.by
    const spots = this.spots.filter((s) => s.by === whose && (!ofOther || s.base === 'arena'))
    if (spots.length === 0) return null
    // What was made last is what most is done with.
    const recent = spots.slice(-3)
    return this.chance.below(3) > 0 ? this.chance.pick(recent) : this.chance.pick(spots)
  }

  private place(spot: Spot | null): Argument {
    const { chance } = this
    if (this.odd(24)) return this.wild()
    if (spot === null) return { kind: 'place', base: 'arena', offset: this.arenaOffset() }
    const pages = Math.max(1, spot.size / page)
    const crooked = this.odd(7) ? 1 + chance.below(page - 1) : 0
    // What lies beside memory that Windows placed is no two machines' same.
    if (spot.base !== 'arena') return at(spot, chance.below(Math.ceil(pages / 2)) * page + crooked)
    const inside = chance.below(3) === 0 ? 0 : this.odd(10) ? pages : chance.below(pages)
    return at(spot, (this.odd(40) ? -1 : inside) * page + crooked)
  }

  private wild(): Argument {
    // Nothing between the program's addresses and the kernel's: under Wine that is the host's.
    const offset = this.chance.pick([0, 0x1000, 0x8000, 0xffff, 0x800000000000, 0x1fffffffffffff])
    return { kind: 'place', base: 'null', offset }
  }

  private arenaOffset(): number {
    // What lies behind the arena is no two machines' same: the largest usual allocation ends in it.
    const offset = this.chance.below(arenaSize / granularity - 3) * granularity
    return this.odd(8)
      ? offset + this.chance.below(16) * page + (this.odd(2) ? this.chance.below(page) : 0)
      : offset
  }

  private newSize(): number {
    const { chance } = this
    const pages = chance.pick([1, 1, 2, 3, 4, 5, 8, 15, 16, 17, 20, 32, 33])
    return pages * page - (this.odd(5) ? chance.below(page) : 0)
  }

  private oddSize(): number {
    return this.chance.pick([0, 0, 1, 0x7fffffff0000, 0x800000000000, 0x1fffffffffffff, -1, -page, 0x90000])
  }

  /** A part of a spot, or more. */
  private size(spot: Spot | null): number {
    const { chance } = this
    if (spot !== null && spot.base !== 'arena') {
      const half = Math.max(1, Math.floor(spot.size / page / 2))
      return this.odd(20)
        ? 0
        : (1 + chance.below(half)) * page - page + 1 + chance.below(spot.size < 2 * page ? 16 : page - 1)
    }
    if (this.odd(20)) return this.oddSize()
    const most = spot === null ? 8 : Math.max(1, spot.size / page)
    const pages = this.odd(12)
      ? most + 1 + chance.below(16)
      : 1 + chance.below(Math.min(most, chance.pick([2, 4, 40])))
    return pages * page - (this.odd(6) ? chance.below(page) : 0)
  }

  private protection(): number {
    const { chance } = this
    if (this.odd(14)) return chance.pick(oddProtections)
    const plain = chance.pick(protections)
    return this.odd(9) ? plain | k.PAGE_GUARD : plain
  }
}

function number(value: number, family: NumberFamily): Argument {
  return { kind: 'number', family, value }
}

function at(spot: Spot, offset: number): Argument {
  return { kind: 'place', base: spot.base, offset: spot.offset + offset }
}

function roundUp(size: number): number {
  return Math.max(page, Math.ceil(size / page) * page)
}
