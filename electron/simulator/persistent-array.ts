import type { Epoch } from './page-table'

/**
 * A node of 8 parts, as one array: the epoch that may change it, its level, and the parts. At level 0 the parts are
 * the values, above it nodes of the level below; undefined where nothing is.
 */
interface ArrayNode extends Array<unknown> {
  0: number
  1: number
}

/**
 * Values by index, from 0 to 2 ** 28 - 1, as cheap to keep as to change: `withElement` copies a path of small nodes, and
 * within one epoch changes its own nodes in place. Nodes are only as deep as the largest index wants it. An empty one is
 * null. Values are objects or numbers; what stands for V is in the type alone.
 */
export type PersistentArray<V> = (ArrayNode & { readonly holds?: V }) | null

const EPOCH = 0
const LEVEL = 1
const FIRST = 2
const BITS = 3
const FAN_OUT = 1 << BITS
const MOST_INDEXES = 2 ** 28

/** The value at the index; undefined where there is none. O(log n). */
export function elementAt<V>(root: PersistentArray<V>, index: number): V | undefined {
  if (root === null || isBeyond(root, index)) return undefined
  let node: ArrayNode = root
  for (let level = root[LEVEL]; level > 0; level--) {
    const part = node[FIRST + partOf(level, index)]
    if (part === undefined) return undefined
    node = part as ArrayNode
  }
  return node[FIRST + (index & (FAN_OUT - 1))] as V | undefined
}

/**
 * The array with that value at the index; undefined takes the value away. What was kept before the epoch began stays as
 * it is; what this epoch made itself is changed in place. O(log n).
 */
export function withElement<V>(
  root: PersistentArray<V>,
  epoch: Epoch,
  index: number,
  value: V | undefined
): PersistentArray<V> {
  if (index < 0 || index >= MOST_INDEXES || !Number.isInteger(index))
    throw new Error(`${index} is no index of a persistent array.`)
  if (value === undefined && elementAt(root, index) === undefined) return root
  let top: ArrayNode = root === null ? emptyNode(epoch, 0) : editable(root, epoch)
  while (isBeyond(top, index)) {
    const above = emptyNode(epoch, top[LEVEL] + 1)
    above[FIRST] = top
    top = above
  }
  let node = top
  for (let level = top[LEVEL]; level > 0; level--) {
    const at = FIRST + partOf(level, index)
    const part = node[at] as ArrayNode | undefined
    const own = part === undefined ? emptyNode(epoch, level - 1) : editable(part, epoch)
    if (own !== part) node[at] = own
    node = own
  }
  node[FIRST + (index & (FAN_OUT - 1))] = value
  return top
}

/** Index and value of all elements from `start` on, ascending. */
export function* elements<V>(root: PersistentArray<V>, start = 0): Generator<[number, V], void, undefined> {
  if (root !== null) yield* elementsBelow<V>(root, 0, start)
}

function* elementsBelow<V>(
  node: ArrayNode,
  base: number,
  start: number
): Generator<[number, V], void, undefined> {
  const level = node[LEVEL]
  const span = FAN_OUT ** level
  for (let i = start <= base ? 0 : Math.floor((start - base) / span); i < FAN_OUT; i++) {
    const part = node[FIRST + i]
    if (part === undefined) continue
    if (level === 0) yield [base + i, part as V]
    else yield* elementsBelow<V>(part as ArrayNode, base + i * span, start)
  }
}

function isBeyond(node: ArrayNode, index: number): boolean {
  return index >>> (BITS * (node[LEVEL] + 1)) !== 0
}

function partOf(level: number, index: number): number {
  return (index >>> (level * BITS)) & (FAN_OUT - 1)
}

function emptyNode(epoch: Epoch, level: number): ArrayNode {
  const u = undefined
  // A literal makes an array without holes and without room to spare.
  return [epoch.current, level, u, u, u, u, u, u, u, u]
}

function editable(node: ArrayNode, epoch: Epoch): ArrayNode {
  if (node[EPOCH] === epoch.current) return node
  const own = node.slice() as ArrayNode
  own[EPOCH] = epoch.current
  return own
}
