import * as electron from 'electron'
import { expect, test } from 'vitest'
import type { Door } from '../../shared/contract/requests'

test('the page gets one thing, a door that carries lines of text', async () => {
  // In tests `electron` is the recording fake; what it recorded is not among the real one's types.
  const { ipcRenderer, record } = electron as unknown as {
    ipcRenderer: NodeJS.EventEmitter
    record: { exposed: Record<string, unknown>; sent: unknown[] }
  }
  await import('./index')
  expect(Object.keys(record.exposed)).toEqual(['vadlab'])
  const door = record.exposed['vadlab'] as Door
  expect(Object.keys(door).sort()).toEqual(['call', 'subscribe'])

  const answer = door.call('document/restore', {})
  expect(record.sent).toEqual([
    ['vadlab/open'],
    ['vadlab/line', '{"id":1,"name":"document/restore","input":{}}']
  ])
  const line = JSON.stringify({ kind: 'answer', id: 1, answer: { ok: true, value: null } })
  ipcRenderer.emit('vadlab/line', {}, line)
  expect(await answer).toEqual({ ok: true, value: null })
})
