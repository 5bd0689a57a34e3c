import type { ObservedRegion } from '../../../../shared/contract/observation'
import { memoryConstants as m } from '../../../../shared/win32/memory-constants'
import { regionAt } from '../../../stores/testing/region'

const looks: readonly Partial<ObservedRegion>[] = [
  {},
  { state: m.MEM_RESERVE, protect: 0 },
  { use: 'Heap' },
  { protect: m.PAGE_READWRITE | m.PAGE_GUARD },
  { type: m.MEM_MAPPED, use: 'Section view', protect: m.PAGE_READONLY },
  { use: 'Stack' },
  { type: m.MEM_IMAGE, use: 'kernel32.dll', protect: m.PAGE_EXECUTE_READ },
  { protect: m.PAGE_NOACCESS }
]
const sizes = [0x1000, 0x3000, 0x10000, 0x1000, 0x2000, 0x20000, 0x8000]

/** So many regions, each an allocation, of all types, states and a few sizes; every 128 K one begins. */
export function manyRegions(count: number): ObservedRegion[] {
  return Array.from({ length: count }, (_, i) =>
    regionAt(0x10000 + 0x20000 * i, sizes[i % sizes.length]!, looks[i % looks.length])
  )
}
