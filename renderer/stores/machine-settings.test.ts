// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { useMachineSettingsStore } from './machine-settings'

const key = 'vadlab.machine-settings'
const opened = (): ReturnType<typeof useMachineSettingsStore> => {
  setActivePinia(createPinia())
  return useMachineSettingsStore()
}
beforeEach(() => localStorage.clear())

it('remembers the machine of the next run', async () => {
  const chosen = { ...defaultMachineSettings, ram: 2 ** 26, commitLimit: 2 ** 25 }
  opened().choose(chosen, true)
  await nextTick()
  const again = opened()
  expect(again.settings).toEqual(chosen)
  expect(again.insist).toBe(true)
  expect(again.words).toEqual(['RAM 64 MiB', 'commit limit 32 MiB'])
})

it('takes the common machine for what makes no sense, and the usual for what is missing', () => {
  for (const stored of ['', '7', '{"settings":{"ram":1}}', '{"settings":{"seed":-1}}']) {
    localStorage.setItem(key, stored)
    expect(opened().settings, stored).toEqual(defaultMachineSettings)
  }
  localStorage.setItem(key, '{"settings":{"ram":67108864,"speed":2,"seed":"x"}}')
  expect(opened().settings).toEqual({ ...defaultMachineSettings, ram: 2 ** 26 })
})
