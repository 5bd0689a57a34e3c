import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { useExamplesStore } from './examples'
import { useMessagesStore } from './messages'
import { useProgramStore, type LoadedDocument } from './program'
import { useRunStore } from './run'

/** Saving and replacing the document, with the questions that must be asked first. */
export const useDocumentDialogsStore = defineStore('document-dialogs', () => {
  const saveAsOpen = ref(false)
  const exportOpen = ref(false)
  /** What takes the document's place once the person has said what becomes of unsaved text. */
  const waiting = shallowRef<(() => void) | null>(null)

  /** Does at once what loses no text; otherwise asks first. */
  function replaceDocument(replace: () => void): void {
    if (useProgramStore().dirty) waiting.value = replace
    else replace()
  }
  function proceed(): void {
    const replace = waiting.value
    waiting.value = null
    replace?.()
  }

  /** Saves to the known file, or asks where; true when the text is saved. */
  async function save(): Promise<boolean> {
    const program = useProgramStore()
    if (program.path === null) {
      saveAsOpen.value = true
      return false
    }
    const failure = await program.saveTo(program.path, true)
    if (failure === null) return true
    useMessagesStore().show('error', 'document/save', `Not saved. ${failure.message}`)
    return false
  }

  function openDocument(document: LoadedDocument): void {
    replaceDocument(() => {
      useExamplesStore().chosenId = null
      useRunStore().leave()
      useProgramStore().load(document)
    })
  }
  function openExample(id: string): void {
    replaceDocument(() => void loadExample(id))
  }
  async function loadExample(id: string): Promise<void> {
    const examples = useExamplesStore()
    const text = await examples.read(id)
    if (text === undefined) return
    examples.chosenId = id
    useRunStore().leave()
    useProgramStore().load({ ...text, path: null })
  }

  return { saveAsOpen, exportOpen, waiting, proceed, save, openDocument, openExample }
})
