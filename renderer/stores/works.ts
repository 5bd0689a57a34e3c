import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { WorkProgress } from '../../shared/contract/work'
import { door } from '../platform/door'
import { useMessagesStore } from './messages'

/** What takes long at the moment, and how to end it. */
export const useWorksStore = defineStore('works', () => {
  const going = shallowRef<readonly WorkProgress[]>([])

  /** Listens to the engine; returns how to stop. */
  function listen(): () => void {
    const stops = [
      door().subscribe('work/progress', take),
      // With the engine everything that it was doing is gone.
      door().subscribe('engine/lost', () => (going.value = []))
    ]
    return () => stops.forEach((stop) => stop())
  }
  function take(progress: WorkProgress): void {
    const known = going.value.some(({ id }) => id === progress.id)
    if (!known && !progress.over) useMessagesStore().announce(`${progress.title} …`)
    going.value = progress.over
      ? going.value.filter(({ id }) => id !== progress.id)
      : known
        ? going.value.map((one) => (one.id === progress.id ? progress : one))
        : [...going.value, progress]
  }
  async function cancel(id: string): Promise<void> {
    await useMessagesStore().ask('work/cancel', { id })
  }
  return { going, listen, take, cancel }
})
