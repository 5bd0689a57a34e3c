import type { LoadedProgram, MachineProcess } from '../machine/machine-process'
import type { Word } from '../machine/word'
import type { CallSite, CompiledCode } from './compiled-code'
import { importName } from './imports'

/** One entry of the import address table, and what the loader put there. */
interface Slot {
  readonly address: number
  readonly bound: Word
}

/**
 * The import address table as a program's calls see it: each goes to what stands there. Nobody has changed an entry as
 * long as it holds what the loader wrote; then the call is the function's own.
 */
export class ImportTable {
  private readonly slotOf = new Map<string, Slot>()
  private readonly slotOfSite: readonly (Slot | undefined)[]
  /** What the loader bound: the addresses of functions, and the names that the program knows them by. */
  readonly bound = new Map<Word, string>()

  constructor(
    private readonly process: MachineProcess,
    code: CompiledCode,
    layout: LoadedProgram
  ) {
    const uses = [...code.sites, ...code.externals].filter(({ origin }) => origin !== 'pointer')
    for (const { name } of uses) {
      const address = layout.imports?.get(importName(name))
      if (address === undefined || this.slotOf.has(name)) continue
      const bound = process.load(address, 8) ?? 0
      this.slotOf.set(name, { address, bound })
      this.bound.set(bound, name)
    }
    const slotOf = (site: CallSite): Slot | undefined =>
      site.origin === 'pointer' ? undefined : this.slotOf.get(site.name)
    this.slotOfSite = code.sites.map(slotOf)
  }

  /** Where a call goes instead of to its function; null: nowhere else, undefined: reading the table raised. */
  redirected(site: number): Word | null | undefined {
    return this.targetIn(this.slotOfSite[site])
  }

  /** The same for a jump of the program's code to a function. */
  redirectedName(name: string): Word | null | undefined {
    return this.targetIn(this.slotOf.get(name))
  }

  private targetIn(slot: Slot | undefined): Word | null | undefined {
    if (slot === undefined) return null
    const target = this.process.load(slot.address, 8)
    return target === slot.bound ? null : target
  }
}
