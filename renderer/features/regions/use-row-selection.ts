import { computed, shallowRef, watch } from 'vue'
import type { MachineName } from '../../../shared/contract/observation'
import { firstPast, measuredWithin, type RegionMeasure } from '../../../shared/contract/region-tree'
import type { ProcessView } from '../../stores/apply-run-update'
import { useSelectionStore } from '../../stores/selection'
import { rowBase, type RegionRow, type RegionRows } from './region-row'
import type { RowRule, RowSum, Section } from './row-measure'
import {
  allSelected,
  isSelected,
  nothingSelected,
  rangeSelection,
  rowSelection,
  selectedRegions,
  selectionSum,
  united,
  without
} from './selected-regions'

/** What rows can be selected from. */
export interface SelectionSource {
  readonly process: () => ProcessView
  readonly machine: () => MachineName
  readonly rows: () => RegionRows
  readonly rule: () => RowRule
  readonly measure: () => RegionMeasure<RowSum>
  readonly byAddress: () => boolean
  readonly beforeIsOpen: () => boolean
}

/** The cursor of a table and its selected rows; both stay with their places from step to step. */
export function useRowSelection(source: SelectionSource) {
  const place = useSelectionStore()
  const cursorKey = shallowRef<string | null>(null)
  const anchorKey = shallowRef<string | null>(null)
  const selected = shallowRef(nothingSelected)
  const tree = () => source.process().regions

  const cursor = computed(() => (cursorKey.value === null ? -1 : source.rows().indexOf(cursorKey.value)))
  const sections = computed<readonly Section[]>(() =>
    source.beforeIsOpen() || selected.value !== allSelected ? ['program', 'before'] : ['program']
  )
  const sum = computed(() => selectionSum(selected.value, tree(), source.measure(), sections.value))
  /** The selected regions, where they are two. */
  const two = computed(() =>
    sum.value.count === 2 ? selectedRegions(selected.value, tree(), source.rule(), 2) : []
  )
  /** The selected region, where it is one. */
  const one = computed(() =>
    sum.value.count === 1 ? (selectedRegions(selected.value, tree(), source.rule(), 1)[0] ?? null) : null
  )
  const placeAddress = computed(() => place.addressIn(source.machine(), source.process().letter))

  /** Moves the cursor; what it selects depends on Shift and Ctrl, as in any list. */
  function moveTo(index: number, { extend = false, toggle = false } = {}): RegionRow | undefined {
    const rows = source.rows()
    const to = Math.min(rows.count - 1, Math.max(0, index))
    if (to < 0) return undefined
    const row = rows.at(to)
    const own = rowSelection(row, tree())
    const anchor = anchorKey.value === null ? -1 : rows.indexOf(anchorKey.value)
    if (extend && anchor >= 0) selected.value = rangeSelection(rows, anchor, to, tree(), source.byAddress())
    else if (toggle && selected.value !== nothingSelected)
      selected.value = isSelected(selected.value, row, tree())
        ? without(selected.value, own)
        : united(selected.value, own)
    else selected.value = own
    if (!extend || anchor < 0) anchorKey.value = row.key
    cursorKey.value = row.key
    if (!extend && !toggle) selectPlace(row)
    return row
  }
  function selectAll(): void {
    selected.value = allSelected
  }
  /** Selects the row's place in the whole window. */
  function selectPlace(row: RegionRow): void {
    const address = rowBase(row)
    if (address === null) return
    const { letter } = source.process()
    place.select({ machine: source.machine(), letter, address, extent: 'region' }, 'table')
  }
  /** A row keeps the cursor without being selected: the fold, when it is opened by a click. */
  function putCursor(row: RegionRow): void {
    cursorKey.value = row.key
    anchorKey.value = row.key
  }
  const isRowSelected = (row: RegionRow): boolean =>
    row.key === cursorKey.value && rowIsPlain(row) ? true : isSelected(selected.value, row, tree())
  // What selects no region is selected when it has the cursor.
  const rowIsPlain = (row: RegionRow): boolean => row.kind === 'fold' || row.kind === 'gap'

  function isPlace(row: RegionRow): boolean {
    const address = placeAddress.value
    if (address === null || row.kind === 'fold') return false
    if (row.kind === 'gap') return address >= row.gap.base && address < row.gap.base + row.gap.size
    if (row.kind === 'allocation') return row.folded && source.rows().indexAt(address) === cursorOf(row)
    return address >= row.region.base && address < row.region.base + row.region.size && !row.gone
  }
  const cursorOf = (row: RegionRow): number => source.rows().indexOf(row.key)

  /** The nearest row after or before the cursor with the same protection; -1 where there is no other. */
  function sameProtection(step: 1 | -1): number {
    const at = cursor.value
    const row = at < 0 ? undefined : source.rows().at(at)
    if (row?.kind !== 'region') return -1
    const { protect, base } = row.region
    const measure = protectionMeasure(source.rule(), protect, source.beforeIsOpen())
    const below = measuredWithin(tree(), measure, 0, base)
    const all = measuredWithin(tree(), measure, 0, Infinity)
    if (all < 2) return -1
    // Around the end one comes to the beginning.
    const wanted = (below + step + all) % all
    const found = firstPast(tree(), measure, (count) => count > wanted)?.region
    return found === undefined ? -1 : source.rows().indexAt(found.base)
  }

  watch(
    () => source.process().processId,
    () => {
      selected.value = nothingSelected
      cursorKey.value = null
      anchorKey.value = null
    }
  )
  return {
    ...{ cursorKey, cursor, selected, sum, one, two, placeAddress },
    ...{ moveTo, selectAll, putCursor, isRowSelected, isPlace, sameProtection }
  }
}

const protectionMeasures = new WeakMap<RowRule, Map<string, RegionMeasure<number>>>()
/** Counts the shown regions of one protection; kept as long as the rule is, so that the next search is quick. */
function protectionMeasure(rule: RowRule, protect: number, withBefore: boolean): RegionMeasure<number> {
  let measures = protectionMeasures.get(rule)
  if (measures === undefined) protectionMeasures.set(rule, (measures = new Map()))
  const key = `${protect} ${withBefore}`
  let measure = measures.get(key)
  if (measure === undefined)
    measures.set(
      key,
      (measure = {
        nothing: 0,
        of: (region) =>
          Number(
            region.protect === protect && (withBefore || region.owner === 'program') && rule.matches(region)
          ),
        join: (a, b) => a + b,
        known: new WeakMap()
      })
    )
  return measure
}
