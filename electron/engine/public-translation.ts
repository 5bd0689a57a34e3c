import { pageFlags, pageStates, type PageColumns } from '../../shared/contract/memory-process'
import type { Translation } from '../../shared/contract/memory-translation'
import type { ProcessLetter } from '../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../shared/contract/region-tree'
import { namedConstants as k } from '../../shared/win32/constants'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import { halfOf, tableIndices } from '../simulator'

/**
 * What anybody may know of an address on real Windows: the entries that the processor will use, what VirtualQuery says,
 * and what QueryWorkingSetEx says of its `page`, where that could be asked. The tables themselves only a kernel debugger shows: they are unknown.
 */
export function publicTranslation(
  process: ProcessLetter,
  address: bigint,
  regions: RegionTree,
  page: PageColumns | null = null
): Translation {
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
    place:
      half !== 'user' || region?.state !== k.MEM_COMMIT
        ? { kind: 'nowhere' }
        : pageStates[page?.state[0] ?? -1] === 'demand-zero'
          ? { kind: 'zeros' }
          : { kind: 'unknown' },
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
              ? `The page is committed. ${pageWords(page)}`
              : 'The address is reserved: it has no page.'
  }
}

/** What QueryWorkingSetEx says of a committed page, in words. */
function pageWords(page: PageColumns | null): string {
  const untold = 'In which frame, real Windows does not tell a program.'
  const flags = page?.flags[0] ?? 0
  switch (pageStates[page?.state[0] ?? -1]) {
    case undefined:
      return 'Where it is, real Windows does not tell a program.'
    case 'valid': {
      const count = page?.shares[0] ?? 0
      const sharing =
        (flags & pageFlags.shareable) === 0
          ? 'private'
          : `shareable, ShareCount ${count === 7 ? '7 or more' : count}`
      const rest = `${flags & pageFlags.locked ? ', locked' : ''}${flags & pageFlags.largePage ? ', a large page' : ''}`
      return `QueryWorkingSetEx says: Valid (in the working set), ${sharing}${rest}. ${untold}`
    }
    case 'demand-zero':
      return 'QueryWorkingSetEx says: not Valid, and it was never touched: the first touch makes a page of zeros.'
    case 'transition':
      return `QueryWorkingSetEx says: not Valid, but its contents are still in memory, on the standby or modified list. ${untold}`
    case 'page-file':
      return 'QueryWorkingSetEx says: not Valid, its contents are in the page file.'
    default:
      return 'QueryWorkingSetEx says: not Valid: this process has not touched it, or it left the working set.'
  }
}
