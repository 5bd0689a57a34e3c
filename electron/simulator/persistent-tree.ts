import type { Epoch } from './page-table'

/**
 * A balanced search tree (AVL) that keeps its old states: inserting and removing return a new root and share what they
 * can, so that keeping an old state costs nothing. Nodes of the epoch that is given are changed in place instead: only
 * what was kept before it began stays. Each node carries a measure of its whole subtree.
 */
export interface TreeNode<V, M> {
  readonly key: number
  readonly value: V
  readonly left: Tree<V, M>
  readonly right: Tree<V, M>
  readonly height: number
  readonly measure: M
  /** The epoch that may change the node in place. */
  readonly epoch: number
}

export type Tree<V, M = null> = TreeNode<V, M> | null

type OwnNode<V, M> = { -readonly [K in keyof TreeNode<V, M>]: TreeNode<V, M>[K] }

/**
 * What a subtree measures, from the node's own value and its children's measures. `former` is what it measured before:
 * an object of that node alone, which may be changed and given back.
 */
export type Measure<V, M> = (value: V, left: M | undefined, right: M | undefined, former: M | undefined) => M

/** The epoch of nodes that are never changed. */
const NO_EPOCH = 0

/** How to change trees of one kind. Without an epoch every change is made to copies. */
export class TreeShape<V, M> {
  constructor(private readonly measure: Measure<V, M>) {}

  /** The tree with the value at the key; a value that stood there is replaced. O(log n). */
  insert(root: Tree<V, M>, key: number, value: V, epoch?: Epoch): TreeNode<V, M> {
    return this.inserted(root, key, value, epoch?.current ?? NO_EPOCH)
  }

  /** The tree without the key; the same tree when it is not there. O(log n). */
  remove(root: Tree<V, M>, key: number, epoch?: Epoch): Tree<V, M> {
    return find(root, key) === undefined ? root : this.removed(root!, key, epoch?.current ?? NO_EPOCH)
  }

  private inserted(root: Tree<V, M>, key: number, value: V, epoch: number): TreeNode<V, M> {
    if (root === null) {
      const measure = this.measure(value, undefined, undefined, undefined)
      return { key, value, left: null, right: null, height: 1, measure, epoch }
    }
    if (key < root.key)
      return this.balanced(root, this.inserted(root.left, key, value, epoch), root.right, epoch)
    if (key > root.key)
      return this.balanced(root, root.left, this.inserted(root.right, key, value, epoch), epoch)
    return this.rebuilt(root, value, root.left, root.right, epoch)
  }

  /** The key is there. */
  private removed(root: TreeNode<V, M>, key: number, epoch: number): Tree<V, M> {
    if (key < root.key) return this.balanced(root, this.removed(root.left!, key, epoch), root.right, epoch)
    if (key > root.key) return this.balanced(root, root.left, this.removed(root.right!, key, epoch), epoch)
    if (root.left === null) return root.right
    if (root.right === null) return root.left
    let next = root.right
    while (next.left !== null) next = next.left
    return this.balanced(next, root.left, this.removed(root.right, next.key, epoch), epoch)
  }

  /** The node with another value and other children. */
  private rebuilt(
    node: TreeNode<V, M>,
    value: V,
    left: Tree<V, M>,
    right: Tree<V, M>,
    epoch: number
  ): TreeNode<V, M> {
    const leftHeight = left === null ? 0 : left.height
    const rightHeight = right === null ? 0 : right.height
    const height = 1 + (leftHeight > rightHeight ? leftHeight : rightHeight)
    const isOwn = epoch !== NO_EPOCH && node.epoch === epoch
    const measure = this.measure(value, left?.measure, right?.measure, isOwn ? node.measure : undefined)
    if (!isOwn) return { key: node.key, value, left, right, height, measure, epoch }
    const own: OwnNode<V, M> = node
    own.value = value
    own.left = left
    own.right = right
    own.height = height
    own.measure = measure
    return own
  }

  /** The node with other children, one of which may have become one higher or lower: rotated where it leans. */
  private balanced(node: TreeNode<V, M>, left: Tree<V, M>, right: Tree<V, M>, epoch: number): TreeNode<V, M> {
    const make = (from: TreeNode<V, M>, l: Tree<V, M>, r: Tree<V, M>): TreeNode<V, M> =>
      this.rebuilt(from, from.value, l, r, epoch)
    const lean = (left?.height ?? 0) - (right?.height ?? 0)
    if (lean > 1) {
      const l = left!
      if ((l.left?.height ?? 0) >= (l.right?.height ?? 0)) return make(l, l.left, make(node, l.right, right))
      const m = l.right!
      const lower = make(l, l.left, m.left)
      return make(m, lower, make(node, m.right, right))
    }
    if (lean < -1) {
      const r = right!
      if ((r.right?.height ?? 0) >= (r.left?.height ?? 0)) return make(r, make(node, left, r.left), r.right)
      const m = r.left!
      const lower = make(node, left, m.left)
      return make(m, lower, make(r, m.right, r.right))
    }
    return make(node, left, right)
  }
}

/** The value at exactly that key. O(log n). */
export function find<V, M>(root: Tree<V, M>, key: number): V | undefined {
  let node = root
  while (node !== null) {
    if (key === node.key) return node.value
    node = key < node.key ? node.left : node.right
  }
  return undefined
}

/** The value of the largest key that is not above. O(log n). */
export function findAtOrBelow<V, M>(root: Tree<V, M>, key: number): V | undefined {
  let node = root
  let best: V | undefined
  while (node !== null) {
    if (node.key <= key) {
      best = node.value
      node = node.right
    } else node = node.left
  }
  return best
}

/** The value of the smallest key that is not below. O(log n). */
export function findAtOrAbove<V, M>(root: Tree<V, M>, key: number): V | undefined {
  let node = root
  let best: V | undefined
  while (node !== null) {
    if (node.key >= key) {
      best = node.value
      node = node.left
    } else node = node.right
  }
  return best
}

/** Values in key order. */
export function* values<V, M>(root: Tree<V, M>): Generator<V, void, undefined> {
  const path: TreeNode<V, M>[] = []
  let node = root
  while (node !== null || path.length > 0) {
    while (node !== null) {
      path.push(node)
      node = node.left
    }
    const next = path.pop()!
    yield next.value
    node = next.right
  }
}

/** A plain map from numbers to values, without a measure. */
export function plainShape<V>(): TreeShape<V, null> {
  return new TreeShape<V, null>(() => null)
}
