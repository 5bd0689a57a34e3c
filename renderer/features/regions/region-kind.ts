import type { Region } from '../../../shared/contract/observation'
import type { FigureId } from '../../../shared/figures'
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
  /** Place in `regionKinds`. */
  readonly index: number
}

const image: RegionKind = { letter: 'I', name: 'Image', token: 'image', win32: 'MEM_IMAGE', index: 0 }
const mappedFile: RegionKind = {
  letter: 'M',
  name: 'Mapped File',
  token: 'mapped',
  win32: 'MEM_MAPPED',
  index: 1
}
const shareable: RegionKind = {
  letter: 'S',
  name: 'Shareable',
  token: 'shareable',
  win32: 'MEM_MAPPED',
  index: 2
}
const heap: RegionKind = { letter: 'H', name: 'Heap', token: 'heap', win32: 'MEM_PRIVATE', index: 3 }
const stack: RegionKind = { letter: 'T', name: 'Stack', token: 'stack', win32: 'MEM_PRIVATE', index: 4 }
const privateData: RegionKind = {
  letter: 'P',
  name: 'Private Data',
  token: 'private',
  win32: 'MEM_PRIVATE',
  index: 5
}

/** All kinds in VMMap's order, for legends. */
export const regionKinds: readonly RegionKind[] = [image, mappedFile, shareable, heap, stack, privateData]

/** What address space is where there is no region: free, or the rest of a granule in which no allocation can begin. */
export interface GapKind {
  readonly letter: 'U' | 'F'
  readonly name: 'Unusable' | 'Free'
  readonly token: 'unusable' | 'free'
  readonly win32: 'MEM_FREE'
}
export const gapKinds: Readonly<Record<'unusable' | 'free', GapKind>> = {
  unusable: { letter: 'U', name: 'Unusable', token: 'unusable', win32: 'MEM_FREE' },
  free: { letter: 'F', name: 'Free', token: 'free', win32: 'MEM_FREE' }
}

/** Kinds by type and use: a million regions share a few uses. */
const known = new Map<string, RegionKind>()
const mostKnown = 10_000

/** The kind of a region, from its type and its use. */
export function regionKind(region: Pick<Region, 'type' | 'use'>): RegionKind {
  if (region.type === MEM_IMAGE) return image
  const mapped = region.type === MEM_MAPPED
  if (region.use === '') return mapped ? shareable : privateData
  const key = mapped ? `\0${region.use}` : region.use
  let kind = known.get(key)
  if (kind !== undefined) return kind
  if (mapped) kind = namesFile(region.use) ? mappedFile : shareable
  else if (/^heap\b/i.test(region.use)) kind = heap
  else kind = /^(thread )?stack\b/i.test(region.use) ? stack : privateData
  if (known.size >= mostKnown) known.clear()
  known.set(key, kind)
  return kind
}

/** A view of a file says so or names the file; a view of a pagefile section does neither. */
function namesFile(use: string): boolean {
  return /\bfile\b/i.test(use) || /[\\/]|\.\w{1,5}$/.test(use)
}

/** The figure that explains a kind. */
export function kindFigure(kind: RegionKind | GapKind): FigureId {
  return kindFigures[kind.token]
}

const kindFigures = {
  image: 'type-image',
  mapped: 'type-mapped-file',
  shareable: 'type-shareable',
  heap: 'type-heap',
  stack: 'type-stack',
  private: 'type-private',
  unusable: 'type-unusable',
  free: 'state-free'
} as const satisfies Readonly<Record<(RegionKind | GapKind)['token'], FigureId>>
