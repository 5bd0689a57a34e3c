import type { Region } from '../../shared/contract/observation'
import { protectionText, stateText } from '../../shared/win32/flags'
import { NoValue } from './expression-evaluator'
import type { ReadExpression } from './read-expression'

/** Why an address cannot be read, in Windows' words: `PAGE_NOACCESS`, `MEM_RESERVE`, `MEM_FREE`. */
export function unreadableWords(address: number | bigint, regions: readonly Region[]): string {
  const at = Number(address)
  const region = regions.find((r) => at >= r.base && at < r.base + r.size)
  if (region === undefined) return 'MEM_FREE'
  return region.protect === 0 ? stateText(region.state) : protectionText(region.protect)
}

/** The sentence for what an evaluation threw; anything else than `NoValue` is our own bug and goes on. */
export function problemOf(
  thrown: unknown,
  read: Extract<ReadExpression, { ok: true }>,
  regions: () => readonly Region[]
): string {
  if (!(thrown instanceof NoValue)) throw thrown
  switch (thrown.what) {
    case 'division':
      return 'This divides by zero.'
    case 'nowhere':
      return 'This has no value to look at.'
    case 'unreadable': {
      const part = read.textOf(thrown.expression ?? read.expression)
      return `${part} cannot be read: 0x${thrown.address.toString(16)} is ${unreadableWords(thrown.address, regions())}.`
    }
  }
}
