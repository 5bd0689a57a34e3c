import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { LabPreviewRequestOutputs, WorkedOut } from '../../shared/contract/lab-preview-requests'
import type { LabAnswers } from '../../shared/contract/labs'
import type { RequestFailure } from '../../shared/contract/requests'
import { previewedLab } from '../../shared/contract/previewed-lab'
import { door } from '../platform/door'
import { useLabSessionStore } from './lab-session'
import { useMessagesStore } from './messages'

const pathKey = 'vadlab.preview'
/** So often the folder is looked at. */
const pollMs = 500

/** What the author looks at: the lab as learners see it, or what it keeps from them. */
export type PreviewView = 'lab' | 'answers'

/** A lab that is being written: it follows its files as they are saved. Nothing done in it is anybody's progress. */
export const useLabPreviewStore = defineStore('lab-preview', () => {
  const dialogOpen = ref(false)
  /** The lab's folder; null while nothing is previewed. */
  const folder = ref<string | null>(null)
  const view = ref<PreviewView>('lab')
  const problems = shallowRef<readonly Diagnostic[]>([])
  /** Why the folder cannot be read just now; empty where it can. */
  const missing = ref('')
  const answers = shallowRef<LabAnswers | null>(null)
  const readAt = shallowRef<Date | null>(null)
  const workedOut = shallowRef<LabPreviewRequestOutputs['labs/preview-answers'] | null>(null)
  const working = ref(false)
  /** Why the answers are not worked out; empty where they are, or nobody asked. */
  const workProblem = ref('')
  let stamp = ''
  let polling: ReturnType<typeof setInterval> | undefined
  let isBusy = false

  /** The lab on screen is older than the files: these have mistakes. */
  const isOld = computed(() => problems.value.length > 0 || missing.value !== '')
  const results = computed(
    () =>
      new Map(
        (workedOut.value?.items ?? []).map(({ item, results }): [string, WorkedOut['results']] => [
          item,
          results
        ])
      )
  )

  /** Previews the lab of a folder, or of a lab.md; why not, or null. */
  async function begin(path: string): Promise<RequestFailure | null> {
    const opened = await door().call('labs/preview-folder', { path })
    if (!opened.ok) return opened.failure
    end()
    folder.value = opened.value.folder
    stamp = opened.value.stamp
    keepPath(path)
    await read()
    polling = setInterval(() => void poll(), pollMs)
    return null
  }
  /** Ends the preview: the person has the own program back. */
  function end(): void {
    if (folder.value === null) return
    clearInterval(polling)
    folder.value = null
    problems.value = []
    missing.value = ''
    answers.value = null
    workedOut.value = null
    workProblem.value = ''
    view.value = 'lab'
    const session = useLabSessionStore()
    if (session.isPreview) session.leave()
  }
  async function poll(): Promise<void> {
    const now = folder.value
    if (now === null || isBusy) return
    isBusy = true
    const found = await door().call('labs/preview-stamp', { folder: now })
    if (folder.value === now) {
      if (!found.ok) missing.value = found.failure.message
      else if (found.value.stamp !== stamp || missing.value !== '') {
        stamp = found.value.stamp
        await read()
      }
    }
    isBusy = false
  }
  async function read(): Promise<void> {
    const now = folder.value
    if (now === null) return
    const answer = await door().call('labs/preview', { folder: now, text: null })
    if (folder.value !== now) return
    readAt.value = new Date()
    missing.value = answer.ok ? '' : answer.failure.message
    if (!answer.ok) return
    const messages = useMessagesStore()
    const read = answer.value
    if (!read.ok) {
      problems.value = read.problems
      const count = read.problems.length
      messages.announce(`The lab has ${count === 1 ? 'a mistake' : `${count} mistakes`}.`)
      return
    }
    const wasWrong = problems.value.length > 0
    problems.value = []
    answers.value = read.answers
    useLabSessionStore().openPreview({ ...read.lab, id: previewedLab })
    messages.announce(wasWrong ? 'The lab is in order again.' : 'The lab is read.')
    if (view.value === 'answers') void workOut()
  }
  /** Works out what the lab asks by its model solutions, where that was not done for the files as they are. */
  async function workOut(): Promise<void> {
    const now = folder.value
    const version = useLabSessionStore().lab?.version
    if (now === null || working.value || workedOut.value?.version === version) return
    working.value = true
    workProblem.value = ''
    const answer = await door().call('labs/preview-answers', { folder: now })
    working.value = false
    if (folder.value !== now) return
    if (answer.ok) workedOut.value = answer.value
    else workProblem.value = answer.failure.message
    // Saved meanwhile: what was worked out is of the text before.
    if (answer.ok && answer.value.version !== useLabSessionStore().lab?.version && !isOld.value)
      void workOut()
  }

  watch(view, (now) => {
    if (now === 'answers') void workOut()
  })
  // Who opens a lab of the course, or leaves this one, is through with the preview.
  watch(
    () => useLabSessionStore().lab?.id,
    (now, before) => {
      if (folder.value !== null && (before === previewedLab || now !== undefined) && now !== previewedLab)
        end()
    }
  )
  return {
    ...{ dialogOpen, folder, view, problems, missing, answers, readAt, workedOut, working, workProblem },
    ...{ isOld, results, begin, end, workOut, lastPath }
  }
})

/** The path that was previewed last; empty for none. */
function lastPath(): string {
  try {
    return localStorage.getItem(pathKey) ?? ''
  } catch {
    return ''
  }
}
function keepPath(path: string): void {
  try {
    localStorage.setItem(pathKey, path)
  } catch {
    // Without storage the path is typed again.
  }
}
