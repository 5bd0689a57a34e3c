import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import {
  maximumSharedLength,
  type SharedForm,
  type SharedProgram
} from '../../shared/contract/shared-program'
import type {
  ArrivedFromOutside,
  RequestAnswer,
  RequestFailure,
  RequestInput
} from '../../shared/contract/requests'
import { door } from '../platform/door'
import { useDocumentDialogsStore } from './document-dialogs'
import { useExamplesStore } from './examples'
import { useMachineSettingsStore } from './machine-settings'
import { useMachinesStore } from './machines'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'
import { useRunStore } from './run'
import { useSelectionStore } from './selection'
import { useViewsStore, viewIds } from './views'

/** A program that somebody sent, about which the person is asked. */
export interface Offered {
  readonly program: SharedProgram
  readonly form: SharedForm
}

/** Sharing the program on the bench, and opening one that was shared. Nothing that is opened runs unless it is asked for. */
export const useSharingStore = defineStore('sharing', () => {
  const shareOpen = ref(false)
  const saveOpen = ref(false)
  const pasteOpen = ref(false)
  const offered = shallowRef<Offered | null>(null)
  /** What came from outside while something else was being asked. */
  const waiting = shallowRef<readonly ArrivedFromOutside[]>([])

  /** What is shared: the text in the editor, and the step that the window shows unless that is not wanted. */
  function wish(withStep: boolean): RequestInput<'share/make'> {
    const run = useRunStore()
    const program = useProgramStore()
    const { settings, insist } = useMachineSettingsStore()
    const { place } = useSelectionStore()
    return {
      source: program.source,
      fileName: program.fileName,
      machines: run.runMachines.length === 2 ? 'both' : (run.runMachines[0] ?? useMachinesStore().choice),
      settings,
      insist,
      runId: withStep ? run.runId : null,
      place:
        withStep && place?.machine === 'simulator'
          ? { process: place.letter, address: place.address, extent: place.extent }
          : null,
      view: run.exists ? useViewsStore().current : null
    }
  }
  function make(withStep: boolean): Promise<RequestAnswer<'share/make'>> {
    return door().call('share/make', wish(withStep))
  }
  /** Whether the file that is saved has the step, too. */
  const saveWithStep = ref(true)
  /** Writes the shared program to a file; why that could not be, or null. */
  async function saveTo(path: string, overwrite: boolean): Promise<RequestFailure | null> {
    const answer = await door().call('share/save', { ...wish(saveWithStep.value), path, overwrite })
    if (!answer.ok) return answer.failure
    useMessagesStore().show('note', 'share/save', `Saved ${answer.value.path}, to be sent to others.`)
    return null
  }

  /** Looks into what was shared and asks about it; the reason where there is nothing to open, else an empty text. */
  async function read(from: RequestInput<'share/read'>): Promise<string> {
    if ('text' in from && from.text.length > maximumSharedLength)
      return `This is longer than anything that VadLab shares: ${from.text.length.toLocaleString('en-US')} characters.`
    const answer = await door().call('share/read', from)
    if (!answer.ok) return answer.failure.message
    pasteOpen.value = false
    offered.value = answer.value
    return ''
  }
  /** The same for a file that was chosen or dropped. */
  async function readFile(file: File): Promise<string> {
    const why = (reason: string): string => `${file.name} was not opened: ${reason}`
    if (file.size > maximumSharedLength * 3) return why('it is larger than anything that VadLab shares.')
    try {
      const reason = await read({ text: await file.text() })
      return reason === '' ? '' : `${file.name} was not opened. ${reason}`
    } catch {
      return why('it could not be read. Is it a folder, or was it moved?')
    }
  }

  /**
   * Puts the offered program into the editor, after asking about unsaved text; with `go` it runs to its step. Where the
   * person would rather keep the text, the offer is there again.
   */
  function open({ go, machine }: { readonly go: boolean; readonly machine: boolean }): void {
    const taken = offered.value
    if (taken === null) return
    const documents = useDocumentDialogsStore()
    const { program } = taken
    offered.value = null
    let opened = false
    documents.replaceDocument(() => {
      opened = true
      useExamplesStore().chosenId = null
      useRunStore().leave()
      useProgramStore().load({ source: program.source, fileName: program.fileName, path: null })
      useMachinesStore().wanted = program.machines
      if (machine) useMachineSettingsStore().choose(program.settings, program.insist)
      if (go) void goTo(program)
      else useMessagesStore().announce(`Opened ${program.fileName}. It is not running.`)
    })
    if (opened) return
    const stop = watch(
      () => documents.waiting,
      (asking) => {
        if (asking !== null) return
        stop()
        if (!opened) offered.value = taken
      }
    )
  }

  async function goTo({ step, way, place, view }: SharedProgram): Promise<void> {
    if (step === null) return
    const run = useRunStore()
    await run.start(null, undefined, { step, way })
    const id = run.runId
    if (id === null) return
    await whenFalse(() => run.running)
    if (run.runId !== id) return
    const known = viewIds.find((name) => name === view)
    if (known !== undefined) useViewsStore().open(known)
    if (run.stepCount < step)
      return useMessagesStore().show(
        'note',
        'share/step',
        `The run does not come to step ${step} here: it stands at step ${run.stepCount}.`
      )
    if (place !== null && run.runMachines.includes('simulator')) {
      const { process, address, extent } = place
      useSelectionStore().select({ machine: 'simulator', letter: process, address, extent }, 'shared')
    }
  }

  const anyOpen = computed(
    () => shareOpen.value || saveOpen.value || pasteOpen.value || offered.value !== null
  )
  const isAsking = computed(() => anyOpen.value || useDocumentDialogsStore().anyOpen)

  /** Hears of links and files that are opened outside: each is asked about when nothing else is. */
  function listen(): () => void {
    const stops = [
      door().subscribe('share/arrived', (arrived) => {
        waiting.value = [...waiting.value, arrived]
      }),
      watch([waiting, isAsking], takeNext)
    ]
    return () => stops.forEach((stop) => stop())
  }
  let taking = false
  async function takeNext(): Promise<void> {
    const [next, ...more] = waiting.value
    if (next === undefined || isAsking.value || taking) return
    taking = true
    waiting.value = more
    const messages = useMessagesStore()
    const reason = await ('path' in next ? takeFile(next.path) : read({ text: next.link }))
    if (reason === '') messages.clear('open')
    else messages.show('error', 'open', reason)
    taking = false
    await takeNext()
  }
  async function takeFile(path: string): Promise<string> {
    if (!/\.[ch]$/i.test(path)) return read({ path })
    const answer = await door().call('document/open', { path })
    if (!answer.ok) return answer.failure.message
    useDocumentDialogsStore().openDocument(answer.value)
    return ''
  }

  return {
    ...{ shareOpen, saveOpen, pasteOpen, offered, saveWithStep, anyOpen },
    ...{ make, saveTo, read, readFile, open, listen }
  }
})

/** Answers when it has become false. */
function whenFalse(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(
      holds,
      (now) => {
        if (now) return
        resolve()
        void Promise.resolve().then(() => stop())
      },
      { immediate: true }
    )
  })
}
