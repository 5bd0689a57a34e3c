import type { MenuItemConstructorOptions } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { isExternalLink } from '../shell/external-links'
import { BrowserWindow, record, resetElectron } from './electron.alias'
import { installMenu, referenceUrl } from './menu'

const openWindow = vi.fn()
const entries = (): MenuItemConstructorOptions[] =>
  record.menu!.flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[])
const entry = (label: string): MenuItemConstructorOptions =>
  entries().find((item) => item.label?.replace('&', '') === label)!
const click = (label: string, window: BrowserWindow): void =>
  (entry(label).click as unknown as (item: null, window: BrowserWindow) => void)(null, window)

beforeEach(() => {
  resetElectron()
  installMenu({ openWindow, logFolder: '/logs' })
})

test('the menus are those of the page, and Edit', () => {
  expect(record.menu!.map(({ label }) => label?.replace('&', ''))).toEqual([
    'File',
    'Edit',
    'Run',
    'View',
    'Time',
    'Machine',
    'Labs',
    'Help'
  ])
})

test('an entry for a key of the page shows the key without taking it, and presses it in the page', () => {
  const { accelerator, registerAccelerator } = entry('Step out')
  expect([accelerator, registerAccelerator]).toEqual(['Shift+F11', false])
  const window = new BrowserWindow()
  click('Step out', window)
  expect(window.webContents.keys).toEqual([
    { type: 'keyDown', keyCode: 'F11', modifiers: ['shift'] },
    { type: 'keyUp', keyCode: 'F11', modifiers: ['shift'] }
  ])
})

test('no key is taken from the page twice: what is registered is not also a key of the page', () => {
  const keys = (registered: boolean): unknown[] =>
    entries()
      .filter((item) => item.accelerator !== undefined && (item.registerAccelerator ?? true) === registered)
      .map((item) => item.accelerator)
  expect(keys(true).filter((key) => keys(false).includes(key))).toEqual([])
  expect(new Set(keys(false)).size).toBe(keys(false).length)
})

test('the reference is a link of the list', () => {
  expect(isExternalLink(referenceUrl)).toBe(true)
  click('Memory functions at Microsoft', new BrowserWindow())
  expect(record.opened).toEqual([referenceUrl])
})

test('About says the version', () => {
  click('About VadLab', new BrowserWindow())
  expect(record.messages[0]!.message).toBe('VadLab 1.2.3')
})
