import type { Epoch } from './page-table'

/** A node of an array that keeps its old states: changed in place within its epoch, copied otherwise. */
export interface ArrayNode<V> {
  readonly epoch: number
  /** 0: slots are elements; above: slots are nodes of the level below. */
  readonly level: number
  readonly slots: (V | ArrayNode<V> | undefined)[]
}

/** Elements by index, with gaps; null is empty. */
export type PersistentArray<V> = ArrayNode<V> | null

const BITS = 4
const WIDTH = 1 << BITS

/** The element at an index below 2^28; undefined where there is none. O(log n). */
export function elementAt<V>(root: PersistentArray<V>, index: number): V | undefined {
  if (root === null || index >>> ((root.level + 1) * BITS) !== 0) return undefined
  let node: ArrayNode<V> | undefined = root
  for (let shift = root.level * BITS; shift > 0 && node !== undefined; shift -= BITS)
    node = node.slots[(index >>> shift) & (WIDTH - 1)] as ArrayNode<V> | undefined
  return node?.slots[index & (WIDTH - 1)] as V | undefined
}

/** The array with that element at the index. */
export function withElement<V>(
  root: PersistentArray<V>,
  epoch: Epoch,
  index: number,
  value: V | undefined
): ArrayNode<V> {
  let top = root ?? { epoch: epoch.current, level: 0, slots: [] }
  while (index >>> ((top.level + 1) * BITS) !== 0)
    top = { epoch: epoch.current, level: top.level + 1, slots: [top] }
  return put(top, epoch, index, value)
}

function put<V>(node: ArrayNode<V>, epoch: Epoch, index: number, value: V | undefined): ArrayNode<V> {
  const own =
    node.epoch === epoch.current
      ? node
      : { epoch: epoch.current, level: node.level, slots: node.slots.slice() }
  const slot = (index >>> (own.level * BITS)) & (WIDTH - 1)
  if (own.level === 0) own.slots[slot] = value
  else {
    const below = (own.slots[slot] as ArrayNode<V> | undefined) ?? {
      epoch: epoch.current,
      level: own.level - 1,
      slots: []
    }
    own.slots[slot] = put(below, epoch, index, value)
  }
  return own
}

/** Elements in index order. */
export function* elements<V>(root: PersistentArray<V>): Generator<V, void, undefined> {
  if (root === null) return
  for (const slot of root.slots) {
    if (slot === undefined) continue
    if (root.level === 0) yield slot as V
    else yield* elements(slot as ArrayNode<V>)
  }
}
