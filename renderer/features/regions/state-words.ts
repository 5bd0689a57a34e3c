import { protectionShort } from '../../../shared/win32/flags'
import { memoryConstants } from '../../../shared/win32/memory-constants'

/** What a state is called in the table: `Commit`, `Reserve`, `Free`. */
export function stateWord(state: number): string {
  if (state === memoryConstants.MEM_COMMIT) return 'Commit'
  if (state === memoryConstants.MEM_RESERVE) return 'Reserve'
  return 'Free'
}

/** State and protection in one: `Commit RW+G`, `Reserve`. */
export function stateAndProtection(region: { readonly state: number; readonly protect: number }): string {
  const protection = protectionShort(region.protect)
  return protection === '' ? stateWord(region.state) : `${stateWord(region.state)} ${protection}`
}
