// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { RequestAnswer, RequestInput, RequestName, RequestOutputs } from '../../shared/contract/requests'
import type { SharedProgram } from '../../shared/contract/shared-program'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useDocumentDialogsStore } from './document-dialogs'
import { useMachineSettingsStore } from './machine-settings'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'
import { useSharingStore } from './sharing'

const program: SharedProgram = {
  fileName: 'sent.c',
  source: 'int main(void)\n{\n    return 3;\n}\n',
  machines: 'simulator',
  settings: { ...defaultMachineSettings, seed: 7 },
  insist: true,
  step: 2,
  way: [{ how: 'over', times: 2 }],
  place: null,
  view: 'bench'
}

/** A door that reads any link as the program above. */
class ReadingDoor extends ScriptedDoor {
  override async call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
    const answer = await super.call(name, input)
    if (name !== 'share/read' || !answer.ok) return answer
    return { ok: true, value: { program, form: 'link' } as RequestOutputs[N] }
  }
}

let door: ScriptedDoor
const asked = (name: RequestName): number => door.calls.filter((call) => call.name === name).length
async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await nextTick()
}

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  door = new ReadingDoor(demoScript({ twoProcesses: false, windows: true }))
  replaceDoor(door)
})

describe('a shared program', () => {
  it('that is opened is in the editor, with its machine where that is wanted, and does not run', async () => {
    const sharing = useSharingStore()
    expect(await sharing.read({ text: 'vadlab://program/1/AAA' })).toBe('')
    expect(sharing.offered?.program).toEqual(program)
    expect(useProgramStore().source).toBe('')
    sharing.open({ go: false, machine: true })
    await settled()
    expect(useProgramStore()).toMatchObject({ source: program.source, fileName: 'sent.c', path: null })
    expect(useMachineSettingsStore()).toMatchObject({ settings: program.settings, insist: true })
    expect([asked('run/start'), sharing.offered]).toEqual([0, null])
  })

  it('goes to its step only when that is pressed, by the way that came along', async () => {
    const sharing = useSharingStore()
    await sharing.read({ text: 'vadlab://program/1/AAA' })
    sharing.open({ go: true, machine: false })
    await settled()
    const starts = door.calls.filter((call) => call.name === 'run/start')
    expect(starts.map((call) => call.input)).toMatchObject([
      { source: program.source, machines: ['simulator'], goTo: { step: 2, way: program.way } }
    ])
    expect(useMachineSettingsStore().insist).toBe(false)
  })

  it('is offered again when the person keeps the text that is not saved', async () => {
    const sharing = useSharingStore()
    const documents = useDocumentDialogsStore()
    useProgramStore().edit('int precious;')
    await sharing.read({ text: 'vadlab://program/1/AAA' })
    sharing.open({ go: false, machine: true })
    expect([documents.waiting !== null, sharing.offered]).toEqual([true, null])
    documents.waiting = null
    await settled()
    expect(sharing.offered?.program).toEqual(program)
    expect(useProgramStore().source).toBe('int precious;')
  })
})

describe('what arrives from outside', () => {
  it('is asked about, one after the other, when nothing else is', async () => {
    const sharing = useSharingStore()
    const stop = sharing.listen()
    sharing.pasteOpen = true
    door.tell('share/arrived', { link: 'vadlab://program/1/AAA' })
    door.tell('share/arrived', { path: '/home/ada/sent.vadlab' })
    await settled()
    expect(asked('share/read')).toBe(0)
    sharing.pasteOpen = false
    await settled()
    expect(asked('share/read')).toBe(1)
    expect(sharing.offered).not.toBeNull()
    sharing.offered = null
    await settled()
    expect(door.calls.filter((call) => call.name === 'share/read').map((call) => call.input)).toEqual([
      { text: 'vadlab://program/1/AAA' },
      { path: '/home/ada/sent.vadlab' }
    ])
    expect(asked('run/start')).toBe(0)
    stop()
  })

  it('is told where it cannot be opened', async () => {
    door.failures.set('share/read', { kind: 'refused', message: 'The link is cut.' })
    const stop = useSharingStore().listen()
    door.tell('share/arrived', { link: 'vadlab://program/1/A' })
    await settled()
    expect(useMessagesStore().messages).toMatchObject([{ severity: 'error', text: 'The link is cut.' }])
    stop()
  })
})
