import type { VadColumns } from '../../../shared/contract/memory-process'
import { eachRun } from '../page-table'
import type { TreeNode } from '../persistent-tree'
import type { ProcessState } from '../process-state'
import { chargeOf } from '../pte'
import type { Vad, VadTree } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { Strings } from './strings'

/** The VAD tree as it stands. The whole tree is walked, the part is described. */
export function vadTree(
  machine: ObservedMachine,
  process: ProcessState,
  offset: number,
  count: number
): VadColumns {
  const strings = new Strings()
  const columns = {
    startVpn: [] as number[],
    endVpn: [] as number[],
    depth: [] as number[],
    balance: [] as number[],
    parent: [] as number[],
    left: [] as number[],
    right: [] as number[],
    commit: [] as number[],
    type: [] as number[],
    protect: [] as number[],
    controlArea: [] as number[],
    firstPrototype: [] as number[],
    file: [] as number[],
    use: [] as number[],
    owner: [] as number[],
    flags: [] as number[]
  }
  let index = 0
  /** Answers the index of the subtree's own node. */
  const walk = (node: VadTree, depth: number): number => {
    if (node === null) return -1
    const left = walk(node.left, depth + 1)
    const own = index++
    const row = own - offset
    const isWanted = row >= 0 && row < count
    if (isWanted) describe(node, depth)
    const right = walk(node.right, depth + 1)
    if (isWanted) {
      columns.left[row] = left
      columns.right[row] = right
    }
    for (const child of [left, right])
      if (child >= offset && child < offset + count) columns.parent[child - offset] = own
    return own
  }
  const describe = (node: TreeNode<Vad, unknown>, depth: number): void => {
    const vad = node.value
    const area = vad.view && machine.area(vad.view.controlArea)
    columns.startVpn.push(vad.start)
    columns.endVpn.push(vad.end - 1)
    columns.depth.push(depth)
    columns.balance.push((node.right?.height ?? 0) - (node.left?.height ?? 0))
    columns.parent.push(-1)
    columns.left.push(-1)
    columns.right.push(-1)
    columns.commit.push(chargeIn(process, vad))
    columns.type.push(vad.type)
    columns.protect.push(vad.protect)
    columns.controlArea.push(vad.view?.controlArea ?? 0)
    columns.firstPrototype.push(vad.view?.firstPrototype ?? 0)
    columns.file.push(strings.index(area ? (machine.pathOf(area) ?? '') : ''))
    columns.use.push(strings.index(vad.use))
    columns.owner.push(vad.owner === 'program' ? 1 : 0)
    columns.flags.push(
      (vad.placeholder ? 1 : 0) |
        (vad.replacedPlaceholder ? 2 : 0) |
        (vad.writeWatch ? 4 : 0) |
        (vad.physical ? 8 : 0)
    )
  }
  const root = walk(process.vads, 0)
  return { offset, total: index, root, ...columns, strings: strings.all }
}

/** Pages of commit charge that an allocation costs. */
export function chargeIn(process: ProcessState, vad: Vad): number {
  let charge = 0
  eachRun(process.pages, vad.start, vad.end, 0xffffffff, (_page, count, flags) => {
    charge += chargeOf(flags) * count
  })
  return charge
}
