import { expect, test } from 'vitest'
import { defaultMachineSettings } from './machine-settings'
import { readSize, settingsInWords, sizeText, sizeWord, valueWords } from './machine-words'

const usual = defaultMachineSettings

test('sizes are binary, with K, M, G or nothing', () => {
  const sizes = ['4096', '64K', '64M', '1g', '1.5 GiB', '100 MiB', '0', '3MB']
  expect(sizes.map(readSize)).toEqual([
    ...[4096, 65536, 2 ** 26, 2 ** 30, 1.5 * 2 ** 30, 100 * 2 ** 20, 0, 3 * 2 ** 20]
  ])
  for (const text of ['', 'x', '-1M', '64Q', '1.5', '64 M 2', '1e3', '99999999999999999999'])
    expect(readSize(text), text).toBeNull()
})

test('what is written is read as the same', () => {
  for (const bytes of [0, 4096, 65536, 2 ** 26, 3 * 2 ** 29, 2 ** 40, 2 ** 26 + 4096]) {
    expect(readSize(sizeWord(bytes))).toBe(bytes)
    expect(readSize(sizeText(bytes))).toBe(bytes)
  }
})

test('only what is not usual is said', () => {
  expect(settingsInWords(usual)).toEqual([])
  expect(
    settingsInWords({
      ...{ ram: 2 ** 26, pageFile: 0, commitLimit: 2 ** 25, seed: 3, randomise: true },
      ...{ largePagePrivilege: true, clusterPages: 1 }
    })
  ).toEqual(['RAM 64 MiB', 'no page file', 'commit limit 32 MiB', 'seed 3', 'large pages', 'no clustering'])
  expect(settingsInWords({ ...usual, randomise: false, seed: 3 })).toEqual(['no randomisation'])
})

test('a value that is none is refused with what it can be', () => {
  expect(valueWords['ram']!('much')).toMatchObject({ ok: false, problem: expect.stringContaining('64M') })
  expect(valueWords['seed']!('-1')).toMatchObject({ ok: false })
  expect(valueWords['commit-limit']!('auto')).toEqual({ ok: true, settings: { commitLimit: null } })
})
