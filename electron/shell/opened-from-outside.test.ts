import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { FakeEngine } from './testing-engine'
import { openedBy } from './opened-from-outside'
import { PageLink } from './page-link'

const folder = resolve('/home/ada')

test('the first link or file of a start is what was opened', () => {
  expect(openedBy(['--no-sandbox', 'vadlab://program/1/AAA', 'b.vadlab'], folder)).toEqual({
    link: 'vadlab://program/1/AAA'
  })
  expect(openedBy(['VADLAB://program/1/AAA'], folder)).toEqual({ link: 'VADLAB://program/1/AAA' })
  expect(openedBy(['sent/hello.vadlab'], folder)).toEqual({ path: resolve(folder, 'sent/hello.vadlab') })
  expect(openedBy(['hello.c'], folder)).toEqual({ path: resolve(folder, 'hello.c') })
  const path = resolve(folder, 'my programs/ä.VADLAB')
  expect(openedBy([pathToFileURL(path).href], folder)).toEqual({ path })
})

test('switches, folders and what is neither link nor file are nothing to open', () => {
  expect(
    openedBy(['--open=x.vadlab', '-x.c', '.', '/app', 'http://example.com/', 'file://%00'], folder)
  ).toBeNull()
  expect(openedBy([], folder)).toBeNull()
})

test('what was opened waits for the page, and is told once', () => {
  const told: string[] = []
  const engine = new FakeEngine()
  const link = new PageLink(engine, (text) => told.push(text))
  link.offer({ link: 'vadlab://program/1/AAA' })
  expect(told).toEqual([])
  link.open()
  expect(told.map((text) => JSON.parse(text) as unknown)).toEqual([
    { kind: 'event', name: 'share/arrived', payload: { link: 'vadlab://program/1/AAA' } }
  ])
  link.open()
  expect(told).toHaveLength(1)
  link.offer({ path: '/home/ada/hello.vadlab' })
  expect(told).toHaveLength(2)
  // Nothing of it goes to the engine unasked.
  expect(engine.pipes.flatMap((pipe) => pipe.sent)).toEqual([])
})
