import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { vadlab, windowsHere } from '../../cli/testing/built-command'

const { available, reason } = await windowsHere()

const labs = join(import.meta.dirname, '../../../labs')
const folders = readdirSync(labs, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** Each lab's programs run on both machines where it needs them; under Wine each start takes its time. */
const timeoutMs = 900_000

// The whole course is played here and nowhere else, by the command that authors use.
describe(`the course, ${available ? 'on both machines where a lab needs them' : `on the simulator: ${reason}`}`, () => {
  let lines: readonly string[] = []
  beforeAll(async () => {
    const args = [vadlab, 'lab', 'check', labs, ...(available ? [] : ['--on', 'simulator'])]
    lines = await new Promise((resolve) => {
      execFile(process.execPath, args, { timeout: timeoutMs }, (_error, out) => resolve(out.split('\n')))
    })
  }, timeoutMs)

  it.each(folders)('%s is as its lab says', (name) => {
    const at = lines.findIndex((line) => new RegExp(`^(ok  |FAIL) ${name} `).test(line))
    const end = lines.findIndex((line, i) => i > at && !line.startsWith(' '))
    expect(lines.slice(at, end).join('\n')).toMatch(/^ok {3}[^\n]*$/)
  })
})
