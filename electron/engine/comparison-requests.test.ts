import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { WorkProgress } from '../../shared/contract/work'
import { call, WrittenRun } from './comparison/testing/two-runs'
import { comparisonHandlers } from './comparison-requests'
import { Works } from './works'

const folder = mkdtempSync(join(tmpdir(), 'vadlab-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The handlers of a window whose run made some calls; `hears` gets each word of progress. */
function handlers(hears: (progress: WorkProgress, works: Works) => void) {
  const steps = Array.from({ length: 40 }, (_, i) => ({ calls: [call(i + 1)] }))
  const runs = {
    simulator: new WrittenRun('simulator', steps).record,
    windows: new WrittenRun('windows', steps).record
  }
  // Each look at the clock finds a second gone, so that everything is told and every breath is taken.
  const works: Works = new Works(
    (_name, payload) => hears(payload as WorkProgress, works),
    (
      (clock) => () =>
        (clock += 1000)
    )(0)
  )
  return comparisonHandlers({
    ...{ machines: [], version: '0.0.0', works, holds: () => true },
    runOn: (_id, machine) => runs[machine],
    document: () => ({ source: 'int main(void) { return 0; }\n', fileName: 'a.c' })
  })
}

test('a report from the window says how far it is, and cancelled it leaves no file, nor a part of one', async () => {
  const words: (number | null)[] = []
  const path = join(folder, 'a.html')
  const input = { runId: 'a', path, overwrite: false }
  const whole = handlers(({ title, share, over }) => {
    expect(title).toBe('Writing a.html')
    if (!over) words.push(share)
  })
  expect(await whole['comparison/report'](input)).toMatchObject({ ok: true })
  expect(words.length).toBeGreaterThan(3)
  expect(readdirSync(folder)).toEqual(['a.html'])
  rmSync(path)
  for (let at = 0; at < 4; at++) {
    let heard = 0
    const cancelled = handlers(({ id, over }, works) => {
      if (!over && heard++ === at) works.cancel(id)
    })
    const answer = await cancelled['comparison/report'](input)
    // A word that comes while the file is being put in its place comes too late; the file is whole then.
    if (answer.ok && at >= 3) {
      expect(readFileSync(path, 'utf8')).toMatch(/<\/html>\n$/)
      rmSync(path)
    } else
      expect(answer).toEqual({
        ok: false,
        failure: { kind: 'refused', message: 'Cancelled: no report was written.' }
      })
    expect(readdirSync(folder)).toEqual([])
  }
})
