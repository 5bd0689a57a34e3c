import type { Translation } from '../../shared/contract/memory-translation'
import type { ProcessLetter } from '../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../shared/contract/region-tree'
import { namedConstants as k } from '../../shared/win32/constants'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import { halfOf, tableIndices } from '../simulator'

/**
 * What anybody may know of an address on real Windows: the entries that the processor will use, and what VirtualQuery
 * says. The tables themselves only a kernel debugger shows: they are unknown.
 */
export function publicTranslation(process: ProcessLetter, address: bigint, regions: RegionTree): Translation {
  const half = halfOf(address)
  const at = Number(address)
  const region = half === 'user' ? regionOf(regions, at) : undefined
  const hex = (value: bigint | number): string => `0x${value.toString(16)}`
  return {
    process,
    address: `0x${address.toString(16).padStart(16, '0')}`,
    half,
    offset: Number(address & 0xfffn),
    state: half !== 'user' ? null : (region?.state ?? k.MEM_FREE),
    protect: region?.protect ?? 0,
    vad: region
      ? {
          start: hex(region.base),
          end: hex(region.base + region.size - 1),
          type: region.type,
          protect: region.allocationProtect,
          use: region.use,
          says: `VirtualQuery says: from ${hex(region.base)} to ${hex(region.base + region.size - 1)}, ${stateText(region.state)}, ${region.protect === 0 ? '' : `${protectionText(region.protect)}, `}${typeText(region.type)}.`
        }
      : null,
    levels:
      half === 'not-canonical'
        ? []
        : [...tableIndices(address)].reverse().map((level) => ({
            ...level,
            exists: null,
            tableFrame: null,
            entry: null,
            isLargePage: false,
            says: `The processor uses entry ${level.index} of the ${level.table}. What it says, Windows shows to a kernel debugger alone.`
          })),
    section: null,
    place: half === 'user' && region?.state === k.MEM_COMMIT ? { kind: 'unknown' } : { kind: 'nowhere' },
    bytes: null,
    physical: null,
    touch: null,
    says:
      half === 'not-canonical'
        ? 'This is no address: bit 47 is to be repeated in bits 48 to 63. The processor refuses it before it looks at any table.'
        : half === 'kernel'
          ? 'This address lies in the kernel’s half: a program that touches it gets an access violation.'
          : region === undefined
            ? 'The address is free.'
            : region.state === k.MEM_COMMIT
              ? 'The page is committed. Where it is, real Windows does not tell a program.'
              : 'The address is reserved: it has no page.'
  }
}
