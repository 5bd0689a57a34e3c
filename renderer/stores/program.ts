import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef } from 'vue'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { RequestAnswer, RequestFailure } from '../../shared/contract/requests'
import { door } from '../platform/door'
import { useBreakpointsStore } from './breakpoints'
import { useExamplesStore } from './examples'
import { useMessagesStore } from './messages'

const autosaveDelayMs = 400
const checkDelayMs = 350

/** What an empty bench begins with when there is no example to show. */
const firstProgram = `#include "lab.h"

int main(void)
{
    BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(p != NULL);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
`

/** A text that takes the place of the one in the editor. */
export interface LoadedDocument {
  readonly source: string
  readonly fileName: string
  readonly path: string | null
}

/** A change of the text that the person did not type: places in the text as it is before. */
export interface TextChange {
  readonly from: number
  /** Left out where nothing is taken away. */
  readonly to?: number
  readonly insert: string
}

/** Who lends the editor its texts for a while: keeps what is typed into them. The person's own document waits meanwhile. */
export interface Lender {
  /** Begins the name under which the editor's marks of these texts are kept. */
  readonly name: string
  readonly keep: (fileName: string, source: string) => void
  /** The person has the own document back. */
  readonly ended: () => void
}

/** The text of an empty program, to play with. */
export const emptyProgram = `#include <windows.h>

int main(void)
{
    return 0;
}
`

/** The document in the editor: its text, where it is kept and what is wrong with it. */
export const useProgramStore = defineStore('program', () => {
  const source = ref('')
  const fileName = ref('untitled.c')
  const path = ref<string | null>(null)
  const savedSource = ref('')
  const lineBreak = ref<'\n' | '\r\n'>('\n')
  const diagnostics = shallowRef<readonly Diagnostic[]>([])
  /** Counts texts put in from outside: the editor starts anew with each. */
  const loads = ref(0)
  /** The line the editor should show; `count` makes the same line a new wish. */
  const wantedLine = ref({ line: 1, count: 0 })
  /** Changes that the editor should make, as one that can be undone, and the lines of the new text to mark. */
  const wantedEdit = shallowRef<{
    readonly changes: readonly TextChange[]
    readonly mark: { readonly line: number; readonly count: number }
    readonly result: string
  } | null>(null)
  let autosaveTimer: ReturnType<typeof setTimeout> | undefined
  let checkTimer: ReturnType<typeof setTimeout> | undefined
  let lastCheck = 0
  /** The name under which the marks of the text in the editor are kept. */
  let loadedKey = ''

  /** Whose texts the editor has; null while it has the person's own document. */
  const lender = shallowRef<Lender | null>(null)
  /** The person's own document, while the editor has another's. */
  let own: (LoadedDocument & { readonly saved: string; readonly exampleId: string | null }) | null = null

  /** There is text that only the person can say what becomes of: what is lent is kept by who lends it. */
  const dirty = computed(() => lender.value === null && source.value !== savedSource.value)
  const markKey = (document: { readonly fileName: string; readonly path: string | null }): string =>
    lender.value === null ? (document.path ?? document.fileName) : `${lender.value.name}/${document.fileName}`

  function load(
    document: LoadedDocument,
    options: { readonly saved: string } = { saved: document.source }
  ): void {
    flushLent()
    const key = markKey(document)
    useBreakpointsStore().changeText(
      { key: loadedKey, source: source.value },
      { key, source: unified(document.source) }
    )
    loadedKey = key
    lineBreak.value = document.source.includes('\r\n') ? '\r\n' : '\n'
    source.value = unified(document.source)
    savedSource.value = unified(options.saved)
    fileName.value = document.fileName
    path.value = document.path
    diagnostics.value = []
    loads.value++
    laterAutosave()
    laterCheck()
  }

  /** Puts a text of somebody else's into the editor; the person's own document comes back with `giveBack`. */
  function lend(document: { readonly source: string; readonly fileName: string }, to: Lender): void {
    const examples = useExamplesStore()
    if (lender.value === null) {
      flushAutosave()
      const text = lineBreak.value === '\n' ? source.value : source.value.replaceAll('\n', lineBreak.value)
      own = {
        ...{ source: text, fileName: fileName.value, path: path.value },
        ...{ saved: savedSource.value, exampleId: examples.chosenId }
      }
    } else flushLent()
    examples.chosenId = null
    lender.value = to
    load({ ...document, path: null })
  }
  /** Gives the person the own document back, as it was. */
  function giveBack(): void {
    const from = lender.value
    if (from === null || own === null) return
    flushLent()
    lender.value = null
    const { saved, exampleId, ...document } = own
    own = null
    load(document, { saved })
    useExamplesStore().chosenId = exampleId
    from.ended()
  }
  /** What was typed last into a lent text is kept before another text comes. */
  function flushLent(): void {
    if (lender.value !== null) flushAutosave()
  }

  /** The editor's text changed. */
  function edit(text: string): void {
    if (text === source.value) return
    source.value = text
    laterAutosave()
    laterCheck()
  }

  /** Changes the text as one edit that can be undone, and marks lines of it. */
  async function change(
    changes: readonly TextChange[],
    mark: { readonly line: number; readonly count: number }
  ): Promise<void> {
    let result = source.value
    for (const { from, to, insert } of [...changes].sort((a, b) => b.from - a.from))
      result = result.slice(0, from) + insert + result.slice(to ?? from)
    wantedEdit.value = { changes, mark, result }
    // The editor hears of it with the next picture, and says what the text is then.
    await nextTick()
    edit(result)
  }

  function takeDiagnostics(found: readonly Diagnostic[]): void {
    lastCheck++
    diagnostics.value = found
  }
  function goToLine(line: number): void {
    wantedLine.value = { line, count: wantedLine.value.count + 1 }
  }

  function laterCheck(): void {
    clearTimeout(checkTimer)
    checkTimer = setTimeout(() => void check(), checkDelayMs)
  }
  async function check(): Promise<void> {
    const ticket = ++lastCheck
    const found = await useMessagesStore().ask('program/check', {
      source: source.value,
      fileName: fileName.value
    })
    if (found !== undefined && ticket === lastCheck) diagnostics.value = found
  }

  function laterAutosave(): void {
    clearTimeout(autosaveTimer)
    autosaveTimer = setTimeout(flushAutosave, autosaveDelayMs)
  }
  /** Keeps the text now if it has not been kept yet. */
  function flushAutosave(): void {
    if (autosaveTimer === undefined) return
    clearTimeout(autosaveTimer)
    autosaveTimer = undefined
    if (lender.value !== null) return lender.value.keep(fileName.value, source.value)
    void useMessagesStore().ask('document/autosave', {
      source: source.value,
      fileName: fileName.value,
      path: path.value
    })
  }

  /** Brings back what was typed last, or the first example; keeps out of the way of who was faster. */
  async function restore(): Promise<void> {
    const begin = (exampleId: string | null, ...document: Parameters<typeof load>): void => {
      if (loads.value > 0 || source.value !== '') return
      if (exampleId !== null) examples.chosenId = exampleId
      load(...document)
    }
    const messages = useMessagesStore()
    const examples = useExamplesStore()
    const kept = await messages.ask('document/restore', {})
    if (kept) {
      const original = examples.examples.find((e) => kept.path === null && e.fileName === kept.fileName)
      const saved = await (kept.path !== null ? readFile(kept.path) : original && examples.read(original.id))
      const exampleId = saved === undefined ? null : (original?.id ?? null)
      return begin(exampleId, kept, { saved: saved?.source ?? '' })
    }
    const first = examples.examples[0]
    const text = first && (await examples.read(first.id))
    if (first === undefined || text === undefined)
      return begin(null, { source: firstProgram, fileName: 'untitled.c', path: null })
    begin(first.id, { ...text, path: null })
  }
  /** A file's text; undefined, without a message, when it cannot be read. */
  async function readFile(from: string): Promise<{ readonly source: string } | undefined> {
    const answer = await door().call('document/open', { path: from })
    return answer.ok ? answer.value : undefined
  }

  /** Writes the text to a file; what hindered it, or null. */
  async function saveTo(target: string, overwrite: boolean): Promise<RequestFailure | null> {
    const text = source.value
    const answer = await door().call('document/save', {
      source: lineBreak.value === '\n' ? text : text.replaceAll('\n', lineBreak.value),
      path: target,
      overwrite
    })
    if (!answer.ok) return answer.failure
    // Of a lent text the file is a copy.
    if (lender.value === null) {
      path.value = answer.value.path
      fileName.value = answer.value.fileName
      savedSource.value = text
      loadedKey = markKey(answer.value)
      laterAutosave()
    }
    const messages = useMessagesStore()
    messages.clear('document/save')
    messages.announce(`Saved ${answer.value.fileName}.`)
    return null
  }

  /** Writes the text as a C project into a folder. */
  function exportTo(folder: string, overwrite: boolean): Promise<RequestAnswer<'program/export-project'>> {
    return door().call('program/export-project', {
      source: source.value,
      fileName: fileName.value,
      folder,
      overwrite
    })
  }

  return {
    ...{ source, fileName, path, savedSource, dirty, diagnostics, loads, wantedLine, wantedEdit, lender },
    ...{
      load,
      lend,
      giveBack,
      edit,
      change,
      takeDiagnostics,
      goToLine,
      flushAutosave,
      restore,
      saveTo,
      exportTo
    }
  }
})

/** The text with the line breaks an editor uses. */
function unified(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
