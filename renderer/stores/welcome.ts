import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useTourStore } from './tour'

const key = 'vadlab.welcome'

/**
 * The lab that a newcomer begins with. The course begins with measures of memory; this one, the third, needs none of
 * them and comes soonest to what the others rest on: addresses are reserved, memory is committed.
 */
export const firstLab = '03-reserve-1-mib'

/** Whether the newcomer is welcomed: at the first start until that is answered, and when asked for. */
export const useWelcomeStore = defineStore('welcome', () => {
  const open = ref(isFirstStart())
  /** Goes up when it should have the focus, whatever has it. */
  const focusWished = ref(0)
  // Closing the window is no answer: until there is one, other things remembered do not make it a later start.
  if (open.value) remember('asked')

  /** The person chose a way on. */
  function answer(): void {
    open.value = false
    remember('answered')
  }
  /** Welcomes again. */
  function ask(): void {
    useTourStore().leave()
    open.value = true
    focusWished.value++
  }
  return { open, focusWished, answer, ask }
})

function remember(state: 'asked' | 'answered'): void {
  try {
    localStorage.setItem(key, state)
  } catch {
    // Without storage nobody is welcomed.
  }
}

/** Whether nothing is remembered of this person yet. */
function isFirstStart(): boolean {
  try {
    const stored = localStorage.getItem(key)
    if (stored !== null) return stored === 'asked'
    return !Object.keys(localStorage).some((one) => one.startsWith('vadlab.'))
  } catch {
    return false
  }
}
