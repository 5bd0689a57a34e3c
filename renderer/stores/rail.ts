import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

/** What the list beside the panes can list. */
export const railLists = ['examples', 'labs'] as const
export type RailList = (typeof railLists)[number]

const key = 'vadlab.rail'

/** Which list stands beside the panes; remembered between sessions. */
export const useRailStore = defineStore('rail', () => {
  const list = ref<RailList>(recall())
  watch(list, (now) => {
    try {
      localStorage.setItem(key, now)
    } catch {
      // Without storage the choice lasts for this window.
    }
  })
  return { list }
})

function recall(): RailList {
  try {
    const stored = localStorage.getItem(key)
    return railLists.find((one) => one === stored) ?? 'examples'
  } catch {
    return 'examples'
  }
}
