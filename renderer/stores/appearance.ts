import { defineStore } from 'pinia'
import { measureRem } from '../ui/rem'
import { reactive, ref, watch } from 'vue'

/** `contrast`: black and white, for eyes and projectors that need it; the system's own high contrast is kept in any theme. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast'
export const themes: readonly Theme[] = ['system', 'light', 'dark', 'contrast']

/** How protections are written: as Windows' headers, or as one of the tools that people know. */
export const notations = ['win32', 'system-informer', 'x64dbg', 'windbg', 'rwx'] as const
export type Notation = (typeof notations)[number]

/** What sizes are counted in. */
export const sizeUnits = ['k', 'pages', 'hex', 'binary'] as const
export type SizeUnit = (typeof sizeUnits)[number]

/** Sizes of the bench's panes: shares of the window from 0 to 1. */
export interface PaneSizes {
  /** Editor's share of the width beside the machines. */
  editor: number
  /** Height share of the bottom pane. */
  bottom: number
  /** Height share of what stands above the regions. */
  inspector: number
  /** The step card's height share of that, where it stands over the debugging panels. */
  stepOver: number
  /** The step card's width share of that, where it stands beside them. */
  stepBeside: number
  /** The address strip's width share of a machine's column. */
  strip: number
}

/** The panels of a machine's column; the step card is one of them where there is no room for it beside them. */
export const panels = ['step', 'variables', 'watch', 'stack', 'memory'] as const
export type Panel = (typeof panels)[number]

const key = 'vadlab.appearance'
const defaultSizes: PaneSizes = {
  editor: 0.35,
  bottom: 0.14,
  inspector: 0.68,
  stepOver: 0.62,
  stepBeside: 0.35,
  strip: 0.22
}

interface Remembered {
  theme: Theme
  examplesOpen: boolean | null
  panel: Panel
  lineValues: boolean
  notation: Notation
  sizeUnit: SizeUnit
  sizes: PaneSizes
}

/** What was remembered, as far as it makes sense. */
function recall(): Remembered {
  const remembered: Remembered = {
    theme: 'system',
    examplesOpen: null,
    panel: 'step',
    lineValues: true,
    notation: 'system-informer',
    sizeUnit: 'k',
    sizes: { ...defaultSizes }
  }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return remembered
    const { theme, examplesOpen, panel, lineValues, notation, sizeUnit, sizes } = stored as Partial<
      Record<keyof Remembered, unknown>
    >
    if (themes.includes(theme as Theme)) remembered.theme = theme as Theme
    if (typeof examplesOpen === 'boolean') remembered.examplesOpen = examplesOpen
    if (panels.includes(panel as Panel)) remembered.panel = panel as Panel
    if (typeof lineValues === 'boolean') remembered.lineValues = lineValues
    if (notations.includes(notation as Notation)) remembered.notation = notation as Notation
    if (sizeUnits.includes(sizeUnit as SizeUnit)) remembered.sizeUnit = sizeUnit as SizeUnit
    if (typeof sizes === 'object' && sizes !== null)
      for (const pane of Object.keys(defaultSizes) as (keyof PaneSizes)[]) {
        const share = (sizes as Partial<Record<keyof PaneSizes, unknown>>)[pane]
        if (typeof share === 'number' && share > 0 && share < 1) remembered.sizes[pane] = share
      }
  } catch {
    // Storage may be off or hold another version's text: the defaults are good.
  }
  return remembered
}

/** Theme and layout, remembered between sessions. */
export const useAppearanceStore = defineStore('appearance', () => {
  const remembered = recall()
  const theme = ref(remembered.theme)
  /** Null: as the window's width suggests. */
  const examplesOpen = ref(remembered.examplesOpen)
  /** The panel on top in every machine's column, so that one sees the same of both. */
  const panel = ref(remembered.panel)
  /** Whether values stand beside the lines they were computed on. */
  const lineValues = ref(remembered.lineValues)
  /** One notation and one unit in the whole window. */
  const notation = ref(remembered.notation)
  const sizeUnit = ref(remembered.sizeUnit)
  const sizes = reactive(remembered.sizes)

  watch(
    theme,
    (chosen) => {
      if (chosen === 'system') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = chosen
    },
    { immediate: true, flush: 'sync' }
  )
  /** Large type and nothing but program and pictures, for a room; not remembered. */
  const presentation = ref(false)
  watch(
    presentation,
    (on) => {
      if (on) document.documentElement.dataset['presentation'] = ''
      else delete document.documentElement.dataset['presentation']
      measureRem()
    },
    { immediate: true, flush: 'sync' }
  )
  watch([theme, examplesOpen, panel, lineValues, notation, sizeUnit, sizes], () => {
    try {
      localStorage.setItem(
        key,
        JSON.stringify({
          theme: theme.value,
          examplesOpen: examplesOpen.value,
          panel: panel.value,
          lineValues: lineValues.value,
          notation: notation.value,
          sizeUnit: sizeUnit.value,
          sizes
        })
      )
    } catch {
      // Without storage the choice lasts for this window.
    }
  })

  return { theme, presentation, examplesOpen, panel, lineValues, notation, sizeUnit, sizes }
})
