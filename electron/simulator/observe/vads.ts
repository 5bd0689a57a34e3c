import type { VadColumns } from '../../../shared/contract/memory-process'
import { eachRun } from '../page-table'
import type { ProcessState } from '../process-state'
import { chargeOf } from '../pte'
import type { Vad } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { Strings } from './strings'

/**
 * The VADs as the balanced tree that Windows keeps them in. The simulator has another kind of tree, so which VAD is whose
 * parent is worked out: the middle one of each range. Counts all VADs, describes the part.
 */
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
  let total = 0
  for (const vad of machine.vadsOf(process)) {
    const index = total++
    if (index < offset || index >= offset + count) continue
    const area = vad.view && machine.area(vad.view.controlArea)
    columns.startVpn.push(vad.start)
    columns.endVpn.push(vad.end - 1)
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
  const nodes = columns.startVpn.map((_, row) => nodeOf(offset + row, total))
  return {
    offset,
    total,
    root: total === 0 ? -1 : middle(0, total),
    ...columns,
    depth: nodes.map((node) => node.depth),
    balance: nodes.map((node) => node.balance),
    parent: nodes.map((node) => node.parent),
    left: nodes.map((node) => node.left),
    right: nodes.map((node) => node.right),
    strings: strings.all
  }
}

const middle = (from: number, to: number): number => (from + to) >> 1
const heightOf = (count: number): number => Math.ceil(Math.log2(count + 1))

/** Where a VAD stands in the balanced tree of so many. */
function nodeOf(
  index: number,
  total: number
): Readonly<Record<'depth' | 'balance' | 'parent' | 'left' | 'right', number>> {
  let from = 0
  let to = total
  let parent = -1
  let depth = 0
  for (let at = middle(from, to); at !== index; at = middle(from, to)) {
    parent = at
    depth++
    if (index < at) to = at
    else from = at + 1
  }
  return {
    depth,
    balance: heightOf(to - index - 1) - heightOf(index - from),
    parent,
    left: index > from ? middle(from, index) : -1,
    right: index + 1 < to ? middle(index + 1, to) : -1
  }
}

/** Pages of commit charge that an allocation costs. */
export function chargeIn(process: ProcessState, vad: Vad): number {
  let charge = 0
  eachRun(process.pages, vad.start, vad.end, 0xffffffff, (_page, count, flags) => {
    charge += chargeOf(flags) * count
  })
  return charge
}
