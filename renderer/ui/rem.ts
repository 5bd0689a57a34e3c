import { shallowRef } from 'vue'

const size = (): number => {
  const text =
    typeof getComputedStyle === 'function' ? getComputedStyle(document.documentElement).fontSize : ''
  return Number.parseFloat(text) || 16
}

/** How many CSS pixels a rem is: 16, more where the person wants larger type. What counts pixels counts them in this. */
export const rem = shallowRef(16)

/** To be called when the root's type size may have changed. */
export function measureRem(): void {
  rem.value = size()
}
