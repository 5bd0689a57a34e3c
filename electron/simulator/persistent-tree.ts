/**
 * A balanced search tree (AVL) that never changes: inserting and removing return a new root and share what they can, so
 * that keeping an old state costs nothing. Each node carries a measure of its whole subtree.
 */
export interface TreeNode<V, M> {
  readonly key: number
  readonly value: V
  readonly left: Tree<V, M>
  readonly right: Tree<V, M>
  readonly height: number
  readonly measure: M
}

export type Tree<V, M = null> = TreeNode<V, M> | null

/** What a subtree measures, from the node's own value and its children's measures. */
export type Measure<V, M> = (value: V, left: M | undefined, right: M | undefined) => M

/** How to change trees of one kind. */
export class TreeShape<V, M> {
  constructor(private readonly measure: Measure<V, M>) {}

  /** The tree with the value at the key; a value that stood there is replaced. O(log n). */
  insert(root: Tree<V, M>, key: number, value: V): TreeNode<V, M> {
    if (root === null) return this.node(key, value, null, null)
    if (key < root.key)
      return this.balance(root.key, root.value, this.insert(root.left, key, value), root.right)
    if (key > root.key)
      return this.balance(root.key, root.value, root.left, this.insert(root.right, key, value))
    return this.node(key, value, root.left, root.right)
  }

  /** The tree without the key; the same tree when it is not there. O(log n). */
  remove(root: Tree<V, M>, key: number): Tree<V, M> {
    if (root === null) return null
    if (key < root.key) {
      const left = this.remove(root.left, key)
      return left === root.left ? root : this.balance(root.key, root.value, left, root.right)
    }
    if (key > root.key) {
      const right = this.remove(root.right, key)
      return right === root.right ? root : this.balance(root.key, root.value, root.left, right)
    }
    if (root.left === null) return root.right
    if (root.right === null) return root.left
    let next = root.right
    while (next.left !== null) next = next.left
    return this.balance(next.key, next.value, root.left, this.remove(root.right, next.key))
  }

  private node(key: number, value: V, left: Tree<V, M>, right: Tree<V, M>): TreeNode<V, M> {
    const leftHeight = left?.height ?? 0
    const rightHeight = right?.height ?? 0
    return {
      key,
      value,
      left,
      right,
      height: 1 + (leftHeight > rightHeight ? leftHeight : rightHeight),
      measure: this.measure(value, left?.measure, right?.measure)
    }
  }

  private balance(key: number, value: V, left: Tree<V, M>, right: Tree<V, M>): TreeNode<V, M> {
    const lean = (left?.height ?? 0) - (right?.height ?? 0)
    if (lean > 1) {
      const l = left!
      if ((l.left?.height ?? 0) >= (l.right?.height ?? 0)) {
        return this.node(l.key, l.value, l.left, this.node(key, value, l.right, right))
      }
      const m = l.right!
      return this.node(
        m.key,
        m.value,
        this.node(l.key, l.value, l.left, m.left),
        this.node(key, value, m.right, right)
      )
    }
    if (lean < -1) {
      const r = right!
      if ((r.right?.height ?? 0) >= (r.left?.height ?? 0)) {
        return this.node(r.key, r.value, this.node(key, value, left, r.left), r.right)
      }
      const m = r.left!
      return this.node(
        m.key,
        m.value,
        this.node(key, value, left, m.left),
        this.node(r.key, r.value, m.right, r.right)
      )
    }
    return this.node(key, value, left, right)
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

/** The smallest key that is not below; Infinity when there is none. O(log n). */
export function keyAtOrAbove<V, M>(root: Tree<V, M>, key: number): number {
  let node = root
  let best = Infinity
  while (node !== null) {
    if (node.key >= key) {
      best = node.key
      node = node.left
    } else node = node.right
  }
  return best
}
