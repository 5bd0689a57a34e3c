import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTargetProcess } from './target-process'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vadlab-start-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that ends with 1 so many times, saying `words`, and is a target from then on. */
function turningAway(
  times: number,
  { words = '', detached = true } = {}
): Parameters<typeof startTargetProcess>[0] {
  const script = `
    const { appendFileSync, readFileSync, writeSync } = require('fs')
    const file = ${JSON.stringify(join(folder, 'starts'))}
    appendFileSync(file, 'x')
    if (readFileSync(file, 'utf8').length <= ${times}) {
      if (${JSON.stringify(words)} !== '') writeSync(2, ${JSON.stringify(words)})
      process.exit(1)
    }
    process.stdin.on('data', () => writeSync(1, '{"kind":"hello","processId":1,"nodeVersion":"v"}\\n'))`
  return { file: process.execPath, args: ['-e', script], env: {}, detached }
}
const starts = (): number => readFileSync(join(folder, 'starts'), 'utf8').length

describe('a target process', () => {
  it('that Wine turns away without a word is started again', async () => {
    const target = await startTargetProcess(turningAway(2))
    expect([target.kind, starts()]).toEqual(['target', 3])
    if (target.kind === 'target') await target.kill()
  })

  it('that says why it ends is not', async () => {
    expect(await startTargetProcess(turningAway(2, { words: 'No such module' }))).toMatchObject({
      kind: 'gone',
      message: expect.stringContaining('No such module') as string
    })
    expect(starts()).toBe(1)
  })

  it('on Windows itself is not: nobody turns it away there', async () => {
    expect((await startTargetProcess(turningAway(2, { detached: false }))).kind).toBe('gone')
    expect(starts()).toBe(1)
  })

  it('that is turned away for good is given up', async () => {
    expect((await startTargetProcess(turningAway(9))).kind).toBe('gone')
    expect(starts()).toBe(4)
  })
})
