import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { endOrphans } from './orphans'

test('targets whose VadLab is gone are ended; those of a living one, of another prefix and Wine’s services are not', () => {
  const processes = mkdtempSync(join(tmpdir(), 'proc-'))
  const make = (id: number, comm: string, environment: string[]): void => {
    mkdirSync(join(processes, String(id), 'task', String(id)), { recursive: true })
    writeFileSync(join(processes, String(id), 'comm'), `${comm}\n`)
    writeFileSync(join(processes, String(id), 'task', String(id), 'environ'), environment.join('\0'))
  }
  make(10, 'node', ['HOME=/root'])
  make(11, 'node.exe', ['WINEPREFIX=/p', 'VADLAB_HOST=10'])
  make(12, 'node.exe', ['WINEPREFIX=/p', 'VADLAB_HOST=9'])
  make(13, 'node.exe', ['WINEPREFIX=/other', 'VADLAB_HOST=9'])
  make(14, 'services.exe', ['WINEPREFIX=/p', 'VADLAB_HOST=9'])
  const ended: number[] = []
  expect(endOrphans('/p', processes, (id) => ended.push(id))).toEqual([12])
  expect(ended).toEqual([12])
  rmSync(processes, { recursive: true, force: true })
})
