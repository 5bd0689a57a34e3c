import { defineStore } from 'pinia'
import { ref } from 'vue'

const key = 'vadlab.tour'
/** How many stops the tour has. */
export const tourLength = 5

/** The tour of the window: whether it is on, and at which of its stops; remembered, so that it goes on where it was left. */
export const useTourStore = defineStore('tour', () => {
  const open = ref(false)
  const at = ref(recall())
  /** Goes up when it should have the focus. */
  const focusWished = ref(0)

  /** Goes on with the tour; where it is on, leads the keyboard to it. */
  function ask(): void {
    open.value = true
    focusWished.value++
  }
  /** Begins the tour. */
  function start(): void {
    goTo(0)
    ask()
  }
  /** Goes to a stop. */
  function goTo(stop: number): void {
    at.value = Math.min(tourLength - 1, Math.max(0, stop))
    try {
      localStorage.setItem(key, String(at.value))
    } catch {
      // Without storage the next window begins it anew.
    }
  }
  /** Leaves the tour; it goes on from here when it is asked for again. */
  function leave(): void {
    open.value = false
  }
  /** The tour is over: asked for again it begins anew. */
  function finish(): void {
    leave()
    goTo(0)
  }
  return { open, at, focusWished, ask, start, goTo, leave, finish }
})

function recall(): number {
  try {
    const stored = Number(localStorage.getItem(key))
    return Number.isInteger(stored) && stored >= 0 && stored < tourLength ? stored : 0
  } catch {
    return 0
  }
}
