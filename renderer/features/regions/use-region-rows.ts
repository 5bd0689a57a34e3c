import { computed, ref, shallowRef, watch } from 'vue'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { measured, regionBelow } from '../../../shared/contract/region-tree'
import type { ProcessView } from '../../stores/apply-run-update'
import { changePlace, changeSign, type ChangeSign } from './change-sign'
import { highestEnd, lowestAddress } from './gaps'
import {
  groupedRows,
  ListedRows,
  OrderedRows,
  regionsAt,
  unorderedItems,
  type OrderedItem,
  type RowOrder
} from './listed-rows'
import { gapsShown, isFiltering, regionMatcher } from './region-filter'
import type { RegionRows } from './region-row'
import { rowMeasure, shownGaps, type RowRule } from './row-measure'
import { tableColumns, type ColumnId } from './table-columns'
import { useRegionTableStore } from './table-settings'
import { TreeRows } from './tree-rows'

/** An order that rows were put in. */
export interface Sorting {
  readonly column: ColumnId
  readonly descending: boolean
}

/** The rows of a process as the filter, the folds and the order make them. */
export function useRegionRows(process: () => ProcessView) {
  const settings = useRegionTableStore()
  const beforeOpen = ref(false)
  /** Who filters looks for something: what was there before is part of the answer, until one folds it. */
  const beforeOpenFiltered = ref(true)
  const allFolded = ref(false)
  const otherwise = shallowRef<ReadonlySet<number>>(new Set())
  const sorting = shallowRef<Sorting | null>(null)
  const order = shallowRef<RowOrder | null>(null)

  const filtering = computed(() => isFiltering(settings.filter))
  const rule = computed<RowRule>(() => ({
    matches: regionMatcher(settings.filter),
    gaps: gapsShown(settings.filter, settings.gaps)
  }))
  const measure = computed(() => rowMeasure(rule.value))
  const isOpen = computed(() => (filtering.value ? beforeOpenFiltered.value : beforeOpen.value))

  /** By base: how the places that the step changed are marked. */
  const signs = computed(() => {
    const found = new Map<number, ChangeSign>()
    for (const change of process().changes) found.set(changePlace(change).base, changeSign(change))
    return found
  })
  /** Whether the filter asks for what the step did to a place. */
  const wantsSign = ({ kind }: ChangeSign): boolean =>
    settings.filter.signs.length === 0 || settings.filter.signs.includes(kind)
  const wantsChanged = computed(() => settings.filter.changed || settings.filter.signs.length > 0)
  const ghosts = computed<readonly ObservedRegion[]>(() => {
    const { changes, regions } = process()
    const gone: ObservedRegion[] = []
    if (settings.filter.signs.length > 0 && !settings.filter.signs.includes('gone')) return gone
    for (const change of changes)
      if (change.kind === 'removed' && regionBelow(regions, change.before.base)?.base !== change.before.base)
        gone.push(change.before)
    return gone.filter((region) => rule.value.matches(region)).sort((a, b) => a.base - b.base)
  })
  const touched = computed<readonly number[]>(() => {
    const bases = new Set<number>()
    for (const change of process().changes) {
      const place = changePlace(change)
      if (place.owner === 'before') bases.add(place.allocationBase)
    }
    return [...bases].sort((a, b) => a - b)
  })

  const treeRows = computed(
    () =>
      new TreeRows({
        tree: process().regions,
        rule: rule.value,
        measure: measure.value,
        ghosts: ghosts.value,
        touched: touched.value,
        folded: allFolded.value,
        otherwise: otherwise.value,
        beforeOpen: isOpen.value
      })
  )
  function changedRegions(): ObservedRegion[] {
    const bases = [...signs.value].filter(([, sign]) => wantsSign(sign)).map(([base]) => base)
    return regionsAt(process().regions, bases).filter((region) => rule.value.matches(region))
  }
  /** How many regions the filter lets through. */
  const shownCount = computed(() => {
    if (wantsChanged.value) return changedRegions().length
    const { program, before } = measured(process().regions, measure.value)
    return program.count + before.count
  })
  const rows = computed<RegionRows>(() => {
    const { regions } = process()
    if (wantsChanged.value) {
      const changed = changedRegions()
      return new ListedRows(groupedRows(changed, new Set(ghosts.value)))
    }
    if (order.value === null) return treeRows.value
    // The fold stays reachable.
    const fold = treeRows.value.indexOf('fold')
    const last = fold < 0 ? [] : [treeRows.value.at(fold)]
    return new OrderedRows(order.value, regions, rule.value.matches, last)
  })
  const byAddress = computed(() => rows.value === treeRows.value)

  function sort(): void {
    const by = sorting.value
    if (by === null) {
      order.value = null
      return
    }
    const { regions } = process()
    const open = isOpen.value
    const items = unorderedItems(
      regions,
      (region) => rule.value.matches(region) && (open || region.owner === 'program'),
      (from, to) => shownGaps(rule.value, from, to),
      lowestAddress,
      highestEnd
    )
    order.value = { tree: regions, items: inOrder(items, by) }
  }
  // A shallow ref itself would set this off at each step.
  watch([() => sorting.value, rule, isOpen, () => process().processId], sort)

  function sortBy(column: ColumnId): void {
    const now = sorting.value
    if (column === 'address') sorting.value = now === null ? { column, descending: true } : null
    else if (now?.column !== column) sorting.value = { column, descending: false }
    else sorting.value = now.descending ? null : { column, descending: true }
  }
  function fold(base: number, folded: boolean): void {
    const next = new Set(otherwise.value)
    if (folded === allFolded.value) next.delete(base)
    else next.add(base)
    otherwise.value = next
  }
  function foldAll(folded: boolean): void {
    allFolded.value = folded
    otherwise.value = new Set()
  }
  function openBefore(open: boolean): void {
    ;(filtering.value ? beforeOpenFiltered : beforeOpen).value = open
  }
  return {
    ...{ shownCount, rows, rule, measure, signs, filtering, byAddress, sorting, beforeIsOpen: isOpen },
    ...{ sortBy, fold, foldAll, openBefore }
  }
}

function inOrder(items: OrderedItem[], { column, descending }: Sorting): readonly OrderedItem[] {
  const { order } = tableColumns[column]
  if (order === null) return items
  const keys = items.map((item) => {
    if (!('kind' in item)) return order(item)
    if (column === 'address') return item.base
    if (column === 'size') return item.size
    return column === 'use' ? '' : -1
  })
  const places = Uint32Array.from(items, (_, i) => i)
  const sign = descending ? -1 : 1
  // Equal ones stay by address.
  places.sort((a, b) => {
    const [x, y] = [keys[a]!, keys[b]!]
    return x < y ? -sign : x > y ? sign : a - b
  })
  return Array.from(places, (i) => items[i]!)
}
