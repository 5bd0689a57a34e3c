import type { SimulatorSnapshot } from '../../simulator'
import type { Vad } from '../../simulator/vad'
import type { Tree } from '../../simulator/persistent-tree'
import { Damaged } from './byte-reader'
import type { LaneContents } from './run-contents'

/** Steps of a walk through one moment's state at most: a few million regions and frames have fewer. */
const longestWalk = 100_000_000

/**
 * Holds the states of a loaded run to what a walk through them relies on to come to an end: no more parts than a machine
 * can have, and allocations in the order of their addresses. Throws `Damaged`.
 */
export function checkStates(lane: LaneContents, walkLength: (part: object) => number): void {
  const trees = new WeakMap<object, { readonly first: number; readonly end: number }>()
  const check = (tree: Tree<Vad, unknown>): { readonly first: number; readonly end: number } | null => {
    if (tree === null) return null
    const known = trees.get(tree)
    if (known !== undefined) return known
    const { start, end } = tree.value
    const left = check(tree.left)
    const right = check(tree.right)
    const inOrder =
      tree.key === start &&
      Number.isSafeInteger(start) &&
      Number.isSafeInteger(end) &&
      start < end &&
      (left === null || left.end <= start) &&
      (right === null || end <= right.first)
    if (!inOrder) throw new Damaged('its allocations overlap')
    const span = { first: left?.first ?? start, end: right?.end ?? end }
    trees.set(tree, span)
    return span
  }
  lane.moments.forEach(({ state }) => {
    if (state === null) return
    if (walkLength(state as SimulatorSnapshot) > longestWalk) throw new Damaged('a state in it has no end')
    try {
      for (const process of state.processes.values()) check(process.vads)
    } catch (error) {
      throw error instanceof Damaged ? error : new Damaged('its allocations are none')
    }
  })
}
