import type { Place, Reporter } from './diagnostics'
import type { Token } from './token'

/** From `start` on, no member is aligned to more than `alignment` bytes. */
export interface PackingChange {
  readonly start: number
  readonly alignment: number
}

/** What x64 Windows compilers take without any #pragma pack. */
export const defaultPacking = 16

/** Follows #pragma pack through a text (Microsoft: "pack pragma"); every other pragma is left alone. */
export class PragmaPack {
  readonly changes: PackingChange[] = []
  private readonly pushed: { readonly name: string | null; readonly alignment: number }[] = []
  private alignment = defaultPacking

  constructor(private readonly reporter: Reporter) {}

  /** Reads the words behind #pragma. */
  read(pragma: Place, line: readonly Token[]): void {
    if (line[0]?.text !== 'pack') return
    const words = line.slice(1).map((t) => t.text)
    if (words[0] !== '(' || words.at(-1) !== ')')
      return this.reporter.warning(pragma, '#pragma pack wants parentheses: #pragma pack(push, 1).')
    const parts = words.slice(1, -1).filter((word) => word !== ',')
    const action = parts[0] === 'push' || parts[0] === 'pop' ? parts.shift()! : 'set'
    const name = parts.find((part) => /^[A-Za-z_]/.test(part)) ?? null
    const number = parts.find((part) => /^[0-9]/.test(part))
    if (parts[0] === 'show') return
    if (number !== undefined && !['1', '2', '4', '8', '16'].includes(number))
      return this.reporter.warning(
        pragma,
        `#pragma pack takes 1, 2, 4, 8 or 16, not ${number}: this line is ignored.`
      )
    if (action === 'push') this.pushed.push({ name, alignment: this.alignment })
    if (action === 'pop') this.pop(pragma, name)
    if (number !== undefined) this.alignment = Number(number)
    else if (action === 'set') this.alignment = defaultPacking
    this.changes.push({ start: pragma.start, alignment: this.alignment })
  }

  private pop(pragma: Place, name: string | null): void {
    const at = name === null ? this.pushed.length - 1 : this.pushed.findLastIndex((p) => p.name === name)
    const found = this.pushed[at]
    if (!found) return this.reporter.warning(pragma, 'This #pragma pack(pop) has no push before it.')
    this.pushed.length = at
    this.alignment = found.alignment
  }
}

/** The packing in force at an offset of the text. */
export function packingAt(changes: readonly PackingChange[], start: number): number {
  return changes.findLast((change) => change.start <= start)?.alignment ?? defaultPacking
}
