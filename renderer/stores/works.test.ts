import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useMessagesStore } from './messages'
import { useWorksStore } from './works'

let door: ScriptedDoor
beforeEach(() => {
  setActivePinia(createPinia())
  door = new ScriptedDoor(demoScript({ twoProcesses: false, windows: true }))
  replaceDoor(door)
})

test('what takes long is there until it is over, announced once, and cancelled by its id', async () => {
  const works = useWorksStore()
  works.listen()
  const opening = { id: 'one', title: 'Opening it', share: null, over: false }
  door.tell('work/progress', opening)
  expect(useMessagesStore().announcement).toBe('Opening it …')
  useMessagesStore().announce('')
  door.tell('work/progress', { ...opening, share: 0.5 })
  expect(works.going).toEqual([{ ...opening, share: 0.5 }])
  expect(useMessagesStore().announcement).toBe('')
  await works.cancel('one')
  expect(door.calls.at(-1)).toEqual({ name: 'work/cancel', input: { id: 'one' } })
  door.tell('work/progress', { ...opening, over: true })
  expect(works.going).toEqual([])
})

test('nothing goes on when the engine is lost', () => {
  const works = useWorksStore()
  works.listen()
  door.tell('work/progress', { id: 'one', title: 'Opening it', share: null, over: false })
  door.tell('engine/lost', { message: 'It stopped.' })
  expect(works.going).toEqual([])
})
