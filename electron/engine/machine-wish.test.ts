import { expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { chooseSettings, readMachineWish, wishWarnings } from './machine-wish'

const MIB = 2 ** 20
const wishOf = (source: string): ReturnType<typeof readMachineWish> => readMachineWish(source, 'a.c')

test('a comment says what machine a program wants; several add up and the last word counts', () => {
  const { settings, warnings } = wishOf(
    '// VadLab machine: ram=64M page-file=256M cluster=1\nint x;  // VadLab machine: ram=1G, no-randomise large-pages seed=7 commit-limit=auto\n'
  )
  expect(warnings).toEqual([])
  expect(settings).toEqual({
    ...{ ram: 1024 * MIB, pageFile: 256 * MIB, clusterPages: 1, randomise: false },
    ...{ largePagePrivilege: true, seed: 7, commitLimit: null }
  })
})

test('strings and other comments say nothing', () => {
  const source =
    'char *s = "// VadLab machine: ram=64M";\n/* \n// VadLab machine: ram=64M\n*/ char c = \'"\';\n'
  expect(wishOf(source)).toEqual({ settings: {}, warnings: [], place: null })
  expect(wishOf(`${source}// VadLab machine: ram=32M\n`).place).toMatchObject({ line: 5, column: 1 })
})

test('words that are not understood are warnings at their places and are left out', () => {
  const { settings, warnings } = wishOf(
    '\n  // VadLab machine: ram=64Q speed=3 cluster=99 seed ram=64M large-pages=1\n'
  )
  expect(settings).toEqual({ ram: 64 * MIB })
  expect(warnings.map(({ line, column, length, message }) => [line, column, length, message])).toEqual([
    [2, 22, 7, 'RAM is a size such as 64M or 1G, not "64Q".'],
    [2, 30, 7, expect.stringMatching(/^The machine has no setting "speed"\. There are ram=, /)],
    [2, 38, 10, 'A page fault cluster has from 1 to 16 pages.'],
    [2, 49, 4, 'seed needs a value: seed=...'],
    [2, 62, 13, 'large-pages has no value: it stands alone.']
  ])
})

test('what the person insists on comes over what the program wishes, and that over what is usual', () => {
  const wish = wishOf('// VadLab machine: ram=64M seed=3')
  const usual = { ...defaultMachineSettings, seed: 9, clusterPages: 2 }
  expect(chooseSettings(usual, wish, { seed: 5 })).toEqual({
    ok: true,
    settings: { ...usual, ram: 64 * MIB, seed: 5 }
  })
})

test('a machine that cannot be is said at the comment that asks for it', () => {
  const source = 'int x;\n// VadLab machine: ram=64M commit-limit=8G\n'
  expect(chooseSettings(defaultMachineSettings, wishOf(source), {})).toMatchObject({
    ok: false,
    diagnostic: { severity: 'error', line: 2, message: expect.stringMatching(/^The commit limit is/) }
  })
  expect(wishWarnings(source, 'a.c')).toMatchObject([{ severity: 'warning', line: 2 }])
  expect(chooseSettings(defaultMachineSettings, wishOf(''), { ram: 1 })).toMatchObject({
    ok: false,
    diagnostic: null
  })
})
