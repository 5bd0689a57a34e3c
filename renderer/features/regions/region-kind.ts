import type { Region } from '../../../shared/contract/observation'
import { memoryConstants } from '../../../shared/win32/memory-constants'

const { MEM_IMAGE, MEM_MAPPED } = memoryConstants

/** What a region is, under VMMap's type names; `letter` is its code in chips. */
export interface RegionKind {
  readonly letter: 'I' | 'M' | 'S' | 'H' | 'T' | 'P'
  readonly name: string
  /** Names the colour: `--type-image`. */
  readonly token: 'image' | 'mapped' | 'shareable' | 'heap' | 'stack' | 'private'
  /** The Type as VirtualQuery says it. */
  readonly win32: 'MEM_IMAGE' | 'MEM_MAPPED' | 'MEM_PRIVATE'
}

const image: RegionKind = { letter: 'I', name: 'Image', token: 'image', win32: 'MEM_IMAGE' }
const mappedFile: RegionKind = { letter: 'M', name: 'Mapped File', token: 'mapped', win32: 'MEM_MAPPED' }
const shareable: RegionKind = { letter: 'S', name: 'Shareable', token: 'shareable', win32: 'MEM_MAPPED' }
const heap: RegionKind = { letter: 'H', name: 'Heap', token: 'heap', win32: 'MEM_PRIVATE' }
const stack: RegionKind = { letter: 'T', name: 'Stack', token: 'stack', win32: 'MEM_PRIVATE' }
const privateData: RegionKind = { letter: 'P', name: 'Private Data', token: 'private', win32: 'MEM_PRIVATE' }

/** All kinds in VMMap's order, for legends. */
export const regionKinds: readonly RegionKind[] = [image, mappedFile, shareable, heap, stack, privateData]

/** The kind of a region, from its type and its use. */
export function regionKind(region: Pick<Region, 'type' | 'use'>): RegionKind {
  if (region.type === MEM_IMAGE) return image
  if (region.type === MEM_MAPPED) return namesFile(region.use) ? mappedFile : shareable
  if (/^heap\b/i.test(region.use)) return heap
  if (/^(thread )?stack\b/i.test(region.use)) return stack
  return privateData
}

/** A view of a file says so or names the file; a view of a pagefile section does neither. */
function namesFile(use: string): boolean {
  return /\bfile\b/i.test(use) || /[\\/]|\.\w{1,5}$/.test(use)
}

/** The figure that explains a kind. */
export function kindFigure(kind: RegionKind): string {
  return `type-${kind.token === 'mapped' ? 'mapped-file' : kind.token}`
}
