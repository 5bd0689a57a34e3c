import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

/** The pictures that the bench has of a run, one at a time beside the program. */
export const viewIds = ['bench', 'processes', 'comparison', 'translation', 'moments', 'odd'] as const
export type ViewId = (typeof viewIds)[number]

const key = 'vadlab.view'

/** Which picture is shown; remembered between sessions. */
export const useViewsStore = defineStore('views', () => {
  const current = ref<ViewId>(recall())
  watch(current, (view) => {
    try {
      localStorage.setItem(key, view)
    } catch {
      // Without storage the choice lasts for this window.
    }
  })
  function open(view: ViewId): void {
    current.value = view
  }
  return { current, open }
})

function recall(): ViewId {
  try {
    const stored = localStorage.getItem(key)
    return viewIds.find((id) => id === stored) ?? 'bench'
  } catch {
    return 'bench'
  }
}
