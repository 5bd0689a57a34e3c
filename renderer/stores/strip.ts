import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useViewsStore } from './views'

const key = 'vadlab.strip'
interface Remembered {
  shown: boolean
  lowAtBottom: boolean
  showsBefore: boolean
}

function recall(): Remembered {
  const remembered: Remembered = { shown: true, lowAtBottom: true, showsBefore: false }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return remembered
    for (const name of Object.keys(remembered) as (keyof Remembered)[]) {
      const value = (stored as Partial<Record<keyof Remembered, unknown>>)[name]
      if (typeof value === 'boolean') remembered[name] = value
    }
  } catch {
    // Storage may be off or hold another version's text: the defaults are good.
  }
  return remembered
}

/** How address strips are shown, all alike; remembered between sessions. */
export const useStripStore = defineStore('strip', () => {
  const remembered = recall()
  const shown = ref(remembered.shown)
  const lowAtBottom = ref(remembered.lowAtBottom)
  /** Whether what was there before the program is unfolded. */
  const showsBefore = ref(remembered.showsBefore)
  /** A strip that is shown is to take the keyboard. */
  const focusWished = ref(false)

  watch([shown, lowAtBottom, showsBefore], () => {
    try {
      const text = JSON.stringify({
        shown: shown.value,
        lowAtBottom: lowAtBottom.value,
        showsBefore: showsBefore.value
      } satisfies Remembered)
      localStorage.setItem(key, text)
    } catch {
      // Without storage the choice lasts for this window.
    }
  })

  /** Leads the keyboard to the strip, from anywhere; again, to the next machine's. */
  function wishFocus(): void {
    useViewsStore().open('bench')
    shown.value = true
    focusWished.value = true
  }
  return { shown, lowAtBottom, showsBefore, focusWished, wishFocus }
})
