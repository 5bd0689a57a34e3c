import type { ComparedPart } from '../../../shared/contract/comparison'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import { nameIn } from '../../../shared/contract/same-meaning'
import type { CallRecord } from '../../../shared/contract/step'
import type { Moment } from '../history'
import { asksForeign, isOfOther, listings, paths, queries, surroundings } from './call-kinds'
import type { ExpectedId } from './expected-differences'
import type { Happening } from './happenings'
import { knownCallDifference, knownRegionDifference } from './known-wine'

/** A call with the process that made it and the moment after it. */
export type Call = Extract<Happening, { kind: 'call' }>

/** A run as far as it has come. */
export interface ComparedRun {
  readonly history: { readonly moments: readonly Moment[]; readonly output: string }
  readonly isOver: boolean
}

/** Why the answers to a call need not be alike, whatever came before. */
export class CallReasons {
  /** The call that made each handle of the simulator, by process and number. */
  private readonly makers = new Map<string, CallRecord>()

  constructor(
    private readonly simulator: ComparedRun,
    private readonly windows: ComparedRun,
    private readonly onWine: boolean
  ) {}

  /** Takes in that a call was made on the simulator. */
  note({ process, call }: Call): void {
    if (!call.failed && call.result.meaning?.startsWith('handle#') === true)
      this.makers.set(`${process} ${call.result.raw}`, call)
  }

  /** The known difference of Wine that two answers are; null when they are none. */
  known(a: Call, b: Call): string | null {
    return knownCallDifference(a.call, b.call, this.before(a), this.makersOf(a), this.onWine)?.id ?? null
  }

  /** Why the answers of a call as a whole need not be alike; null where they should be. */
  general(a: Call, b: Call): string | null {
    const { name } = a.call
    if (/^GetProcessWorkingSetSize/.test(name)) return this.onWine ? 'working-set-limits' : null
    if (paths.test(name) || asksForPath(a.call)) return 'program-path'
    if (listings.test(name)) return 'accidental'
    if (surroundings.test(name)) return /^Heap/.test(name) ? 'heap' : 'before'
    if (/^GetFileSize/.test(name)) return isSystemFile(this.fileOf(a)) ? 'system-dll' : null
    return queries.test(name) ? this.ofQuery(a, b) : null
  }

  /** Why a query that only one machine came to lies outside of what the program made; null where it does not. */
  ofLoneQuery(a: Call | null, b: Call | null): ExpectedId | null {
    if (!queries.test((a ?? b)!.call.name)) return null
    const region = a === null ? this.asked(1, b!) : this.asked(0, a)
    return isSystemImage(region) ? 'system-dll' : null
  }

  /** Why the former protection that a call told is another: pages that were copied, or a part of another DLL. */
  ofFormerProtection(a: Call, b: Call, part: ComparedPart): string | null {
    if (part.name !== '*lpflOldProtect' && part.name !== '*OldProtect') return null
    const [x, y] = [a, b].map(({ call }) =>
      Number(call.outs.find(({ name }) => name === part.name)?.raw)
    ) as [number, number]
    // PAGE_WRITECOPY is twice PAGE_READWRITE, PAGE_EXECUTE_WRITECOPY twice PAGE_EXECUTE_READWRITE.
    if (this.onWine && (x & 0x44) !== 0 && y === (x & ~0x44) + 2 * (x & 0x44))
      return 'wine/copied-pages-keep-their-copy-on-write-protection'
    return isSystemImage(this.asked(0, a)) && isSystemImage(this.asked(1, b)) ? 'system-dll' : null
  }

  private ofQuery(a: Call, b: Call): string | null {
    const [left, right] = [this.asked(0, a), this.asked(1, b)]
    if (/heap/i.test(left?.use ?? '') && /heap|^$/i.test(right?.use ?? '')) return 'heap'
    if (isSystemImage(left) && isSystemImage(right)) return 'system-dll'
    // A view of a DLL's file as data is as long as the DLL.
    if (isSystemFile(left?.use) && right?.type === left?.type) return 'system-dll'
    if (left?.owner === 'program' && right?.owner === 'program') {
      const trees = [regionsAt(this.simulator, a), regionsAt(this.windows, b)] as const
      const known = knownRegionDifference(
        trees[0],
        left.allocationBase,
        trees[1],
        right.allocationBase,
        this.onWine
      )
      if (known !== null) return known.id
    }
    return asksForeign(a.call) && asksForeign(b.call) ? 'before' : null
  }

  private asked(side: 0 | 1, one: Call): ObservedRegion | undefined {
    const argument = one.call.args.find(({ name }) => /Address$/.test(name)) ?? one.call.args[0]
    return regionAt(side === 0 ? this.simulator : this.windows, one, Number(argument?.raw || '0'))
  }

  /** The calls that made the handles that a call names, on the simulator. */
  private makersOf({ process, call }: Call): ReadonlyMap<string, CallRecord> {
    const makers = new Map<string, CallRecord>()
    for (const { name, raw, meaning } of call.args) {
      const maker = meaning?.startsWith('handle#') === true ? this.makers.get(`${process} ${raw}`) : undefined
      if (maker !== undefined) makers.set(name, maker)
    }
    return makers
  }

  /** The name of the file whose handle a call takes first. */
  private fileOf(a: Call): string | undefined {
    const [maker] = this.makersOf(a).values()
    return maker?.args.find(({ name }) => name === 'lpFileName')?.text.replace(/"$/, '')
  }

  /** The regions before a call, of the process that it is about. */
  private before({ process, position, call }: Call): RegionTree {
    const moment = this.simulator.history.moments[position - 1]
    const other = isOfOther(call)
      ? [...(moment?.processes.keys() ?? [])].find((l) => l !== process)
      : undefined
    return moment?.processes.get(other ?? process)?.regions ?? null
  }
}

/** The name of the allocation that a query asks about. */
export function nameAsked({ call }: Call): string | null {
  const asked = call.args.find(({ name }) => name === 'lpAddress') ?? call.args[0]
  return nameIn(asked?.meaning ?? '')?.name ?? null
}

const regionsAt = (run: ComparedRun, { process, position }: Happening): RegionTree =>
  run.history.moments[position]?.processes.get(process)?.regions ?? null

/** What lies at an address of a happening's process right after it. */
export function regionAt(run: ComparedRun, one: Happening, address: number): ObservedRegion | undefined {
  return regionOf(regionsAt(run, one), address)
}

/** NtQueryVirtualMemory with MemoryMappedFilenameInformation. */
const asksForPath = ({ name, args }: CallRecord): boolean =>
  /^(Nt|Zw)QueryVirtualMemory$/.test(name) && Number(args[2]?.raw) === 2

/** Part of a DLL that the system brings. */
const isSystemImage = (region: ObservedRegion | undefined): boolean =>
  region !== undefined && region.type === 0x1000000 && isSystemFile(region.use)

const isSystemFile = (name: string | undefined): boolean => /\.(dll|exe|drv|nls)$/i.test(name ?? '')
