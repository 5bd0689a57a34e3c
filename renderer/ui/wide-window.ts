import { shallowRef } from 'vue'

const wide = window.matchMedia('(min-width: 90rem)')

/** Whether there is room for the examples beside everything else, and for words on buttons. */
export const wideWindow = shallowRef(wide.matches)
wide.addEventListener('change', () => (wideWindow.value = wide.matches))

const high = window.matchMedia('(min-height: 800px)')

/** Whether there is room for pictures under the panes as well. */
export const highWindow = shallowRef(high.matches)
high.addEventListener('change', () => (highWindow.value = high.matches))

const labs = window.matchMedia('(min-width: 68rem)')

/** Whether there is room for a lab's text beside the program and the pictures. */
export const labRoom = shallowRef(labs.matches)
labs.addEventListener('change', () => (labRoom.value = labs.matches))
