import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useExamplesStore } from './examples'
import { useMachinesStore } from './machines'
import { useMessagesStore } from './messages'
import { emptyProgram, useProgramStore, type LoadedDocument } from './program'
import { useRunStore } from './run'

/** Saving and replacing the document, with the questions that must be asked first. */
export const useDocumentDialogsStore = defineStore('document-dialogs', () => {
  const saveAsOpen = ref(false)
  const exportOpen = ref(false)
  const saveRunOpen = ref(false)
  const openRunOpen = ref(false)
  const compareFolderOpen = ref(false)
  /** The saved run that was last written or opened. */
  const runPath = ref('')
  /** What takes the document's place once the person has said what becomes of unsaved text. */
  const waiting = shallowRef<(() => void) | null>(null)

  /** Does at once what loses no text; otherwise asks first. */
  function replaceDocument(replace: () => void): void {
    const program = useProgramStore()
    // Who opens something else is through with a lab for now; it is the own document whose place is taken.
    program.giveBack()
    if (program.dirty) waiting.value = replace
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
  /** An empty main, to write in or to act on memory with. */
  function newProgram(): void {
    openDocument({ source: emptyProgram, fileName: 'untitled.c', path: null })
  }
  /** Asks which saved run to open; its program takes the place of the text in the editor. */
  function openRun(): void {
    replaceDocument(() => (openRunOpen.value = true))
  }
  function saveRun(): void {
    if (useRunStore().exists) saveRunOpen.value = true
    else useMessagesStore().show('note', 'run/save', 'There is no run to save yet. Start the program first.')
  }
  /** Asks for a folder whose programs are compared on both machines; where that cannot be, says why. */
  function compareFolder(): void {
    const reason = useMachinesStore().reasonAgainst('both')
    if (reason === '') compareFolderOpen.value = true
    else useMessagesStore().show('note', 'comparison/folder', reason)
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

  /** A dialog is open that no key must reach past. */
  const anyOpen = computed(
    () =>
      [saveAsOpen, exportOpen, saveRunOpen, openRunOpen, compareFolderOpen].some((open) => open.value) ||
      waiting.value !== null
  )

  return {
    ...{ saveAsOpen, exportOpen, saveRunOpen, openRunOpen, compareFolderOpen, runPath, waiting, anyOpen },
    ...{ replaceDocument, proceed, save, newProgram },
    ...{ openDocument, openRun, saveRun, compareFolder, openExample }
  }
})
