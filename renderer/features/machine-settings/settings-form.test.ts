import { expect, test } from 'vitest'
import { defaultMachineSettings, machineSettingsProblem } from '../../../shared/contract/machine-settings'
import { presetOf, presets } from './presets'
import { formOf, readForm } from './settings-form'

test('every preset is a machine that can be, known again by its fields', () => {
  for (const preset of presets) {
    expect(machineSettingsProblem(preset.settings), preset.id).toBeNull()
    expect(readForm(formOf(preset.settings))).toEqual(preset.settings)
    expect(presetOf({ ...preset.settings, seed: 77 })).toBe(preset)
  }
  expect(presetOf({ ...defaultMachineSettings, clusterPages: 3 })).toBeUndefined()
})

test('what is typed wrong is said with what it can be', () => {
  const usual = formOf(defaultMachineSettings)
  for (const [typed, says] of [
    [{ ram: 'much' }, /^RAM is a size such as/],
    [{ ram: '3 MiB' }, /^RAM is whole pages/],
    [{ pageFile: '' }, /^The page file is a size/],
    [{ commitLimit: '1 KiB' }, /^The commit limit is whole pages/],
    [{ commitLimit: 'x' }, /^The commit limit is a size/],
    [{ seed: '-1' }, /^The seed is a whole number/],
    [{ clusterPages: '1.5' }, /^A page fault cluster/]
  ] as const)
    expect(readForm({ ...usual, ...typed })).toEqual({ problem: expect.stringMatching(says) })
})
