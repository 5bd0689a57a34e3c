import { beforeEach, expect, test } from 'vitest'
import type { BrowserWindow as RealWindow } from 'electron'
import { FakeEngine } from '../shell/testing-engine'
import { BrowserWindow, ipcMain, resetElectron } from './electron.alias'
import { listenToPages } from './page-pipes'

let engine: FakeEngine
let refusals: string[]
let window: BrowserWindow
const from = (over: object = {}): object => ({
  sender: window.webContents,
  senderFrame: window.webContents.mainFrame,
  ...over
})

beforeEach(() => {
  resetElectron()
  engine = new FakeEngine()
  refusals = []
  window = new BrowserWindow()
  window.webContents.mainFrame.url = 'app://vadlab/'
  listenToPages(engine, (message) => refusals.push(message)).add(window as unknown as RealWindow)
})

test('lines go from the page to the engine and back', () => {
  ipcMain.emit('vadlab/open', from())
  ipcMain.emit('vadlab/line', from(), 'question')
  engine.pipes[0]!.hear('answer')
  expect(engine.pipes[0]!.sent).toEqual(['question'])
  expect(window.webContents.lines).toEqual([['vadlab/line', 'answer']])
  expect(refusals).toEqual([])
})

test('a frame inside the page is refused', () => {
  ipcMain.emit('vadlab/open', from())
  ipcMain.emit('vadlab/line', from({ senderFrame: { url: 'app://vadlab/' } }), 'question')
  expect(engine.pipes[0]!.sent).toEqual([])
  expect(refusals).toHaveLength(1)
})

test('a page from elsewhere is refused', () => {
  window.webContents.mainFrame.url = 'https://example.com/'
  ipcMain.emit('vadlab/open', from())
  expect(engine.pipes).toEqual([])
  expect(refusals[0]).toContain('https://example.com/')
})

test('a window that is not ours is refused', () => {
  const other = new BrowserWindow().webContents
  other.mainFrame.url = 'app://vadlab/'
  ipcMain.emit('vadlab/open', { sender: other, senderFrame: other.mainFrame })
  expect(engine.pipes).toEqual([])
})

test('a frame that is gone is refused', () => {
  ipcMain.emit('vadlab/open', from({ senderFrame: null }))
  expect(engine.pipes).toEqual([])
})

test('what is no text is dropped', () => {
  ipcMain.emit('vadlab/open', from())
  ipcMain.emit('vadlab/line', from(), { id: 1 })
  expect(engine.pipes[0]!.sent).toEqual([])
})

test('a page that is loaded again gets a connection of its own, and the former one ends first', () => {
  ipcMain.emit('vadlab/open', from())
  ipcMain.emit('vadlab/open', from())
  expect(engine.events).toEqual(['connect 0', 'close 0', 'connect 1'])
  engine.pipes[0]!.hear('late')
  expect(window.webContents.lines).toEqual([])
})

test('the connection ends with the window, and with a crash of its page', () => {
  ipcMain.emit('vadlab/open', from())
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  expect(engine.pipes[0]!.closed).toBe(true)
  ipcMain.emit('vadlab/open', from())
  window.close()
  expect(engine.pipes[1]!.closed).toBe(true)
  ipcMain.emit('vadlab/open', from())
  expect(engine.pipes).toHaveLength(2)
})
