import type { ObservedRegion } from '../../../shared/contract/observation'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'

/** A committed private region of the program, but for what is said otherwise. */
export function regionAt(base: number, size: number, more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    base,
    size,
    state: m.MEM_COMMIT,
    type: m.MEM_PRIVATE,
    protect: m.PAGE_READWRITE,
    allocationBase: base,
    allocationProtect: m.PAGE_READWRITE,
    owner: 'program',
    use: '',
    madeByLine: 3,
    ...more
  }
}
