import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Example } from '../../shared/contract/requests'
import { useMessagesStore } from './messages'

/** The examples in teaching order, and the search among them. */
export const useExamplesStore = defineStore('examples', () => {
  const examples = ref<readonly Example[]>([])
  const loaded = ref(false)
  const search = ref('')
  /** The example in the editor; null when the document is the person's own. */
  const chosenId = ref<string | null>(null)

  const chosen = computed(() => examples.value.find((e) => e.id === chosenId.value) ?? null)
  /** Examples that hold every word of the search, by group. */
  const groups = computed(() => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const byGroup = new Map<string, Example[]>()
    for (const example of examples.value) {
      const text = `${example.group} ${example.title} ${example.look} ${example.fileName}`.toLowerCase()
      if (!words.every((word) => text.includes(word))) continue
      const group = byGroup.get(example.group)
      if (group === undefined) byGroup.set(example.group, [example])
      else group.push(example)
    }
    return [...byGroup].map(([name, members]) => ({ name, examples: members }))
  })

  async function load(): Promise<void> {
    const list = await useMessagesStore().ask('examples/list', {})
    loaded.value = true
    if (list !== undefined) examples.value = list
  }
  /** The text that was asked for last and has not come; null when none is on its way. */
  let arriving: Promise<unknown> | null = null
  async function read(
    id: string
  ): Promise<{ readonly fileName: string; readonly source: string } | undefined> {
    const asked = useMessagesStore().ask('examples/read', { id })
    arriving = asked
    const text = await asked
    if (arriving === asked) arriving = null
    return text
  }
  /** Resolves once a text that was asked for is in the editor. */
  async function arrived(): Promise<void> {
    while (arriving !== null) await arriving
  }

  return { examples, loaded, search, chosenId, chosen, groups, load, read, arrived }
})
