import type { VadColumns } from '../../../shared/contract/memory-process'

/** A node of the VAD tree on the way to a page. */
export interface VadNode {
  readonly index: number
  readonly level: number
  /** First and last page number. */
  readonly startVpn: number
  readonly endVpn: number
  readonly commit: number
  readonly type: number
  readonly protect: number
  readonly controlArea: number
  /** The file's path, or what it is used for; empty for neither. */
  readonly what: string
  /** Where the search goes on: to smaller addresses, to larger ones, or no further. */
  readonly next: 'left' | 'right' | 'found' | 'none'
}

/** The way from the root of the VAD tree to a page, and how many VADs there are. */
export interface VadPath {
  readonly nodes: readonly VadNode[]
  readonly total: number
}

/** Answers a part of the VAD tree; null where it cannot be had (any more). */
export type AskVads = (offset: number, count: number) => Promise<VadColumns | null>

/** So many VADs travel at once; the way through a larger tree is asked for node by node. */
const partSize = 2048

/** Walks the tree as the page fault handler does (MiLocateAddress): left of a VAD's start, right of its end. Null where an answer failed. */
export async function vadPath(page: number, ask: AskVads): Promise<VadPath | null> {
  let part = await ask(0, partSize)
  if (part === null) return null
  const { total } = part
  const nodes: VadNode[] = []
  let at = part.root
  while (at >= 0) {
    if (at < part.offset || at >= part.offset + part.startVpn.length) part = await ask(at, 1)
    if (part === null) return null
    const row = at - part.offset
    const startVpn = part.startVpn[row]
    const endVpn = part.endVpn[row]
    if (startVpn === undefined || endVpn === undefined || nodes.length > 64) return null
    const side = page < startVpn ? 'left' : page > endVpn ? 'right' : 'found'
    const following = side === 'found' ? -1 : part[side][row]!
    nodes.push({
      index: at,
      level: part.depth[row]!,
      startVpn,
      endVpn,
      commit: part.commit[row]!,
      type: part.type[row]!,
      protect: part.protect[row]!,
      controlArea: part.controlArea[row]!,
      what: part.strings[part.file[row]!] || part.strings[part.use[row]!] || '',
      next: side === 'found' || following >= 0 ? side : 'none'
    })
    at = following
  }
  return { nodes, total }
}
