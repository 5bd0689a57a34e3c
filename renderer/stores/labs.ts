import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { LabSummary } from '../../shared/contract/labs'
import { useMessagesStore } from './messages'

const learnerKey = 'vadlab.learner'
/** Who has not said a name yet is called this. */
export const firstLearner = 'Learner'

/** The labs in the order of the course, the search among them, and who works through them. */
export const useLabsStore = defineStore('labs', () => {
  const labs = shallowRef<readonly LabSummary[]>([])
  const loaded = ref(false)
  const search = ref('')
  /** Whose progress is shown and kept. */
  const learner = ref(recall())
  const learners = shallowRef<readonly string[]>([])
  /** Dialogs: another name, and the question before something is forgotten. */
  const learnerOpen = ref(false)
  const resetOpen = ref(false)
  /** The list is to take the focus as soon as it is there. */
  const focusWished = ref(false)

  /** Labs that hold every word of the search: the course, and the myths by themselves. */
  const groups = computed(() => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = labs.value.filter((lab) => {
      const text = `${lab.id} ${lab.title} ${lab.goal} ${needsInWords[lab.needs]}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    return [
      { name: 'The course', labs: found.filter(({ id }) => !isMyth(id)) },
      { name: 'Myths', labs: found.filter(({ id }) => isMyth(id)) }
    ].filter((group) => group.labs.length > 0)
  })
  /** Labs of the course whose every question is done, and how many there are. */
  const finished = computed(() => ({
    done: labs.value.filter(isFinished).length,
    all: labs.value.length
  }))

  async function load(): Promise<void> {
    const list = await useMessagesStore().ask('labs/list', { profile: learner.value })
    loaded.value = true
    if (list) labs.value = list
  }
  async function loadLearners(): Promise<void> {
    learners.value = (await useMessagesStore().ask('labs/profiles', {})) ?? []
  }
  /** Another learner takes over: the list shows what that one did. */
  async function become(name: string): Promise<void> {
    learner.value = name
    await load()
    useMessagesStore().announce(`${name} is learning now.`)
  }
  /** Forgets what the learner did in a lab, or in all of them; whether that could be done. */
  async function reset(lab: string | null): Promise<boolean> {
    const messages = useMessagesStore()
    const answer = await messages.ask('labs/reset', { profile: learner.value, lab })
    if (answer === undefined) return false
    await load()
    messages.announce(lab === null ? 'All progress is forgotten.' : 'The progress in this lab is forgotten.')
    return true
  }

  watch(learner, (name) => {
    try {
      localStorage.setItem(learnerKey, name)
    } catch {
      // Without storage the name lasts for this window.
    }
  })
  return {
    ...{ labs, loaded, search, groups, finished, learner, learners, learnerOpen, resetOpen, focusWished },
    ...{ load, loadLearners, become, reset }
  }
})

/** What a lab needs, as its line in the list says it. */
export const needsInWords: Readonly<Record<LabSummary['needs'], string>> = {
  simulator: 'Simulator',
  windows: 'Windows',
  both: 'Simulator and Windows'
}

/** Whether a lab is a claim to be disproved. */
export function isMyth(id: string): boolean {
  return id.startsWith('myth-')
}

/** Whether everything in a lab was done. */
export function isFinished({ progress, items }: LabSummary): boolean {
  return progress !== null && items > 0 && progress.done >= items
}

function recall(): string {
  try {
    return localStorage.getItem(learnerKey)?.trim() || firstLearner
  } catch {
    return firstLearner
  }
}
