import { defineStore } from 'pinia'
import { reactive, ref, watch } from 'vue'

export type Theme = 'system' | 'light' | 'dark'
export const themes: readonly Theme[] = ['system', 'light', 'dark']

/** Sizes of the bench's panes: shares of the window from 0 to 1. */
export interface PaneSizes {
  /** Editor's share of the width beside the machines. */
  editor: number
  /** Height share of the bottom pane. */
  bottom: number
  /** Height share of the step card above the regions. */
  inspector: number
}

const key = 'vadlab.appearance'
const defaultSizes: PaneSizes = { editor: 0.35, bottom: 0.2, inspector: 0.58 }

interface Remembered {
  theme: Theme
  examplesOpen: boolean | null
  sizes: PaneSizes
}

/** What was remembered, as far as it makes sense. */
function recall(): Remembered {
  const remembered: Remembered = { theme: 'system', examplesOpen: null, sizes: { ...defaultSizes } }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return remembered
    const { theme, examplesOpen, sizes } = stored as Partial<Record<keyof Remembered, unknown>>
    if (themes.includes(theme as Theme)) remembered.theme = theme as Theme
    if (typeof examplesOpen === 'boolean') remembered.examplesOpen = examplesOpen
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
  const sizes = reactive(remembered.sizes)

  watch(
    theme,
    (chosen) => {
      if (chosen === 'system') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = chosen
    },
    { immediate: true, flush: 'sync' }
  )
  watch([theme, examplesOpen, sizes], () => {
    try {
      localStorage.setItem(
        key,
        JSON.stringify({ theme: theme.value, examplesOpen: examplesOpen.value, sizes })
      )
    } catch {
      // Without storage the choice lasts for this window.
    }
  })

  return { theme, examplesOpen, sizes }
})
