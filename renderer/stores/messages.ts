import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { RequestInput, RequestName, RequestOutputs } from '../../shared/contract/requests'
import { door } from '../platform/door'

/** Something the person should read; it stays until dismissed or replaced by the next of its subject. */
export interface Message {
  readonly id: number
  readonly severity: 'error' | 'warning' | 'note'
  /** What it is about; a new message of a subject takes the place of the former. */
  readonly subject: string
  readonly text: string
}

/** The message bar, and requests whose failures belong in it. */
export const useMessagesStore = defineStore('messages', () => {
  const messages = ref<readonly Message[]>([])
  /** The sentence that a screen reader says next. */
  const announcement = ref('')
  let lastId = 0

  function show(severity: Message['severity'], subject: string, text: string): void {
    const message = { id: ++lastId, severity, subject, text }
    messages.value = [...messages.value.filter((m) => m.subject !== subject), message]
  }
  function dismiss(id: number): void {
    messages.value = messages.value.filter((m) => m.id !== id)
  }
  function clear(subject: string): void {
    if (messages.value.some((m) => m.subject === subject))
      messages.value = messages.value.filter((m) => m.subject !== subject)
  }
  function announce(sentence: string): void {
    announcement.value = sentence
  }

  /** The answer's value; on failure shows the reason under the request's name and gives undefined. */
  async function ask<N extends RequestName>(
    name: N,
    input: RequestInput<N>
  ): Promise<RequestOutputs[N] | undefined> {
    const answer = await door().call(name, input)
    if (answer.ok) {
      clear(name)
      return answer.value
    }
    show('error', name, answer.failure.message)
    return undefined
  }

  return { messages, announcement, show, dismiss, clear, announce, ask }
})
