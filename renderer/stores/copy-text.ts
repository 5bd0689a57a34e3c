import { useMessagesStore } from './messages'

/** Copies a text to the clipboard and says so; `what` where the text itself is too long to be said. */
export async function copyText(text: string, what = text): Promise<void> {
  const messages = useMessagesStore()
  try {
    await navigator.clipboard.writeText(text)
    messages.announce(`Copied ${what}.`)
  } catch {
    messages.show('warning', 'copy', 'The clipboard is not open to the window. Nothing was copied.')
  }
}
