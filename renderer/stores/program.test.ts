// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor, type DoorScript } from '../platform/scripted-door'
import { useDocumentDialogsStore } from './document-dialogs'
import { useExamplesStore } from './examples'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'

let door: ScriptedDoor
async function program(more: Partial<DoorScript> = {}): Promise<ReturnType<typeof useProgramStore>> {
  door = new ScriptedDoor({ ...demoScript({ twoProcesses: false, windows: true }), ...more })
  replaceDoor(door)
  setActivePinia(createPinia())
  await useExamplesStore().load()
  const store = useProgramStore()
  await store.restore()
  return store
}
const inputs = (name: string): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the document', () => {
  it('comes back as it was typed, and counts as unsaved when it differs from its example', async () => {
    const same = await program()
    expect(same.dirty).toBe(false)
    expect(useExamplesStore().chosenId).toBe('a-guard-page-fires-once')
    const edited = await program({
      restored: { source: 'int main(void) {}', fileName: 'a-guard-page-fires-once.c', path: null }
    })
    expect(edited.source).toBe('int main(void) {}')
    expect(edited.dirty).toBe(true)
  })

  it('is the first example when nothing was kept', async () => {
    const store = await program({ restored: null })
    expect(useExamplesStore().chosenId).toBe('reserve-then-commit')
    expect(store.fileName).toBe('reserve-then-commit.c')
  })

  it('is autosaved 400 ms after the last key, once', async () => {
    const store = await program()
    vi.advanceTimersByTime(1000)
    const before = inputs('document/autosave').length
    store.edit('a')
    vi.advanceTimersByTime(300)
    store.edit('ab')
    vi.advanceTimersByTime(399)
    expect(inputs('document/autosave')).toHaveLength(before)
    vi.advanceTimersByTime(1)
    expect(inputs('document/autosave').slice(before)).toMatchObject([{ source: 'ab' }])
  })

  it('is autosaved at once when the window closes, and not twice', async () => {
    const store = await program()
    store.edit('last words')
    store.flushAutosave()
    store.flushAutosave()
    expect(inputs('document/autosave')).toMatchObject([{ source: 'last words' }])
  })

  it('shows the newest check’s findings alone', async () => {
    const store = await program()
    store.edit('goto')
    await vi.advanceTimersByTimeAsync(400)
    expect(store.diagnostics).toMatchObject([{ line: 1, severity: 'error' }])
    store.edit('fine')
    await vi.advanceTimersByTimeAsync(400)
    expect(store.diagnostics).toEqual([])
  })

  it('is saved with the line breaks it came with', async () => {
    const store = await program()
    store.load({ source: 'a\r\nb', fileName: 'a.c', path: '/a.c' })
    expect(store.source).toBe('a\nb')
    expect(store.dirty).toBe(false)
    store.edit('a\nc')
    expect(await useDocumentDialogsStore().save()).toBe(true)
    expect(inputs('document/save')).toEqual([{ source: 'a\r\nc', path: '/a.c', overwrite: true }])
    expect(store.dirty).toBe(false)
  })

  it('stays unsaved, with a message, when it cannot be written', async () => {
    const store = await program()
    store.load({ source: 'a', fileName: 'a.c', path: '/read-only/a.c' })
    store.edit('b')
    door.failures.set('document/save', { kind: 'refused', message: 'The folder is read-only.' })
    expect(await useDocumentDialogsStore().save()).toBe(false)
    expect(store.dirty).toBe(true)
    expect(useMessagesStore().messages[0]?.text).toBe('Not saved. The folder is read-only.')
  })

  it('asks where when it has no file yet', async () => {
    await program()
    await useDocumentDialogsStore().save()
    expect(useDocumentDialogsStore().saveAsOpen).toBe(true)
    expect(inputs('document/save')).toEqual([])
  })

  it('is not replaced while it holds unsaved text, until the person says so', async () => {
    const store = await program()
    const documents = useDocumentDialogsStore()
    store.edit('mine')
    documents.openDocument({ source: 'other', fileName: 'other.c', path: null })
    expect(store.source).toBe('mine')
    documents.proceed()
    expect(store.source).toBe('other')
    documents.openExample('copy-on-write')
    await vi.runAllTimersAsync()
    expect(store.fileName).toBe('copy-on-write.c')
  })
})
