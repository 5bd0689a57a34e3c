import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { RequestFailure } from '../../shared/contract/requests'
import { door } from '../platform/door'
import { useLabSessionStore } from './lab-session'
import { useLabsStore } from './labs'
import { useMessagesStore } from './messages'

/** What the report is about: the lab that is open, or all that was begun. */
export type ReportScope = 'lab' | 'course'
/** To read, or to verify and count with. */
export type ReportFormat = 'html' | 'json'

/** Handing in: what a learner did, written to a file. */
export const useLabReportStore = defineStore('lab-report', () => {
  const open = ref(false)
  const scope = ref<ReportScope>('lab')
  const format = ref<ReportFormat>('html')

  /** Asks what to write and where; about the open lab where there is one. */
  function ask(): void {
    const { lab, isPreview } = useLabSessionStore()
    scope.value = lab === null || isPreview ? 'course' : 'lab'
    open.value = true
  }
  /** The name that a report of this learner has. */
  function fileName(): string {
    const { lab } = useLabSessionStore()
    const what = scope.value === 'lab' && lab !== null ? lab.id : 'course'
    const who = useLabsStore()
      .learner.normalize('NFKD')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
    return `${[what, who].filter((part) => part !== '').join('-')}.${format.value}`
  }
  /** Writes it; why not, or null. */
  async function write(path: string, overwrite: boolean): Promise<RequestFailure | null> {
    const session = useLabSessionStore()
    // What was typed and the time that it took belong on it.
    await session.settle()
    const lab = scope.value === 'lab' ? (session.lab?.id ?? null) : null
    const profile = useLabsStore().learner
    const answer = await door().call('labs/save-report', { profile, lab, path, overwrite })
    return answer.ok ? null : answer.failure
  }
  function written(path: string): void {
    open.value = false
    const messages = useMessagesStore()
    messages.announce(`Wrote the report to ${path}.`)
    messages.show('note', 'labs/save-report', `The report is in ${path}.`)
  }
  return { open, scope, format, ask, fileName, write, written }
})
