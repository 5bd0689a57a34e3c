import { expect, test } from 'vitest'
import { commandMenus, commandTexts, plainLabel } from './commands'

test('no two commands share a key', () => {
  const keys = commandTexts.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('within a menu each entry has a letter of its own', () => {
  for (const { commands } of [{ commands: commandMenus }, ...commandMenus] as readonly {
    commands: readonly ({ label: string } | null)[]
  }[]) {
    const letters = commands.flatMap((entry) => entry?.label.match(/&(\w)/)?.[1]?.toLowerCase() ?? [])
    expect(letters).toHaveLength(commands.filter((entry) => entry !== null).length)
    expect([...new Set(letters)].join('')).toBe(letters.join(''))
  }
  expect(plainLabel('Save &as…')).toBe('Save as…')
})

test('no letter alone is a key: who types or speaks to the window sets nothing off', () => {
  const withModifier = /^((Ctrl|Alt)\+(Alt\+|Shift\+)?.+|(Shift\+)?F\d+)$/
  expect(commandTexts.filter(({ key }) => !withModifier.test(key)).map(({ id }) => id)).toEqual([])
})
