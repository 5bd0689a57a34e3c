import type { SimulatorSnapshot } from '../../simulator'
import type { VadNode } from '../../simulator/vad-tree'
import { Damaged } from './byte-reader'
import type { LaneContents } from './run-contents'

/** Steps of a walk through one moment's state at most: a few million regions and frames have fewer. */
const longestWalk = 100_000_000

/**
 * Holds the states of a loaded run to what a walk through them relies on to come to an end: no more parts than a machine
 * can have, and allocations in the order of their addresses. Throws `Damaged`.
 */
export function checkStates(lane: LaneContents, walkLength: (part: object) => number): void {
  const inOrder = new WeakSet<object>()
  const check = (node: VadNode): void => {
    if (inOrder.has(node)) return
    const { level, parts, starts, looks } = node
    if (parts.length === 0 || parts.length !== starts.length) throw new Damaged('its allocations are none')
    if (level === 0 && looks.length !== 3 * parts.length) throw new Damaged('its allocations are none')
    let end = node.start
    parts.forEach((part, i) => {
      const isProper =
        Number.isSafeInteger(part.start) &&
        Number.isSafeInteger(part.end) &&
        part.start === starts[i] &&
        part.start < part.end &&
        (i === 0 ? part.start === end : part.start >= end)
      if (!isProper) throw new Damaged('its allocations overlap')
      end = part.end
      if (level === 0) return
      const below = part as VadNode
      if (below.level !== level - 1) throw new Damaged('its allocations are none')
      check(below)
    })
    if (end !== node.end) throw new Damaged('its allocations overlap')
    inOrder.add(node)
  }
  lane.moments.forEach(({ state }) => {
    if (state === null) return
    if (walkLength(state as SimulatorSnapshot) > longestWalk) throw new Damaged('a state in it has no end')
    try {
      for (const process of state.processes.values()) if (process.vads !== null) check(process.vads)
    } catch (error) {
      throw error instanceof Damaged ? error : new Damaged('its allocations are none')
    }
  })
}
