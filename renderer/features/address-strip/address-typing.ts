import { onBeforeUnmount, ref } from 'vue'

/** So long a typed address stays without another key. */
const forgottenAfterMs = 4_000

/** The address in what was typed: with or without `0x`, WinDbg's back-tick allowed; null when it is none. */
export function typedAddress(text: string): number | null {
  const digits = text.replace(/^0x/i, '').replace(/[`_]/g, '')
  if (!/^[0-9a-f]{1,16}$/i.test(digits)) return null
  return Number.parseInt(digits, 16)
}

/** Hears hexadecimal digits as an address; Enter goes there, Backspace takes one back, Escape all. */
export function useAddressTyping(go: (address: number) => void) {
  const text = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  function forget(): void {
    clearTimeout(timer)
    text.value = ''
  }
  /** Whether the key was part of an address. */
  function hear(event: KeyboardEvent): boolean {
    const { key } = event
    if (event.ctrlKey || event.altKey || event.metaKey) return false
    const before = text.value
    if (/^[0-9a-f]$/i.test(key) || (/^x$/i.test(key) && before === '0') || (key === '`' && before !== ''))
      text.value = (before + key.toLowerCase()).slice(0, 20)
    else if (before === '') return false
    else if (key === 'Backspace') text.value = before.slice(0, -1)
    else if (key === 'Enter') {
      const address = typedAddress(before)
      forget()
      if (address !== null) go(address)
      return true
    } else {
      // Any other key is not of the address: Escape does no more than forget it.
      forget()
      return key === 'Escape'
    }
    clearTimeout(timer)
    timer = setTimeout(forget, forgottenAfterMs)
    return true
  }
  onBeforeUnmount(forget)
  return { text, hear }
}
