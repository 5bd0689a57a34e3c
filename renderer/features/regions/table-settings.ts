import { defineStore } from 'pinia'
import { reactive, ref, shallowRef, watch } from 'vue'
import { noFilter, type RegionFilter } from './region-filter'
import { columnIds, defaultColumns, type ColumnId } from './table-columns'

const key = 'vadlab.region-table'

interface Remembered {
  summary: boolean
  filters: boolean
  gaps: boolean
  columns: readonly ColumnId[]
}

function recall(): Remembered {
  const remembered: Remembered = { summary: false, filters: false, gaps: false, columns: defaultColumns }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return remembered
    const { summary, filters, gaps, columns } = stored as Partial<Record<keyof Remembered, unknown>>
    if (typeof summary === 'boolean') remembered.summary = summary
    if (typeof filters === 'boolean') remembered.filters = filters
    if (typeof gaps === 'boolean') remembered.gaps = gaps
    if (Array.isArray(columns)) remembered.columns = columnIds.filter((id) => columns.includes(id))
  } catch {
    // Storage may be off or hold another version's text: the defaults are good.
  }
  return remembered
}

/** How all region tables of the window look, so that two machines' can be compared; all but the filter is remembered. */
export const useRegionTableStore = defineStore('region-table', () => {
  const remembered = recall()
  /** What is open above the rows. */
  const open = reactive({ summary: remembered.summary, filters: remembered.filters })
  /** Whether free blocks and unusable rests have rows. */
  const gaps = ref(remembered.gaps)
  /** The columns that were chosen; a narrow table leaves some out. */
  const columns = shallowRef(remembered.columns)
  const filter = shallowRef<RegionFilter>(noFilter)

  watch([open, gaps, columns], () => {
    try {
      localStorage.setItem(key, JSON.stringify({ ...open, gaps: gaps.value, columns: columns.value }))
    } catch {
      // Without storage the choice lasts for this window.
    }
  })

  /** Changes some of the filter. */
  function narrow(to: Partial<RegionFilter>): void {
    filter.value = { ...filter.value, ...to }
  }
  /** Everything is shown again. */
  function showAll(): void {
    filter.value = noFilter
  }
  function toggleColumn(id: ColumnId): void {
    const chosen = new Set(columns.value)
    if (!chosen.delete(id)) chosen.add(id)
    columns.value = columnIds.filter((one) => one === 'address' || chosen.has(one))
  }
  return { open, gaps, columns, filter, narrow, showAll, toggleColumn }
})
