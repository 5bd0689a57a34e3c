import { shallowRef } from 'vue'

const wide = window.matchMedia('(min-width: 90rem)')

/** Whether there is room for the examples beside everything else, and for words on buttons. */
export const wideWindow = shallowRef(wide.matches)
wide.addEventListener('change', () => (wideWindow.value = wide.matches))

const middling = window.matchMedia('(min-width: 64rem)')

/** Whether there is room for a word on the button that starts a program, beside all menus. */
export const middlingWindow = shallowRef(middling.matches)
middling.addEventListener('change', () => (middlingWindow.value = middling.matches))
