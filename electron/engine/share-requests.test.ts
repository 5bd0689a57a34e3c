import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { SharedProgram } from '../../shared/contract/shared-program'
import { shareHandlers } from './share-requests'

const folder = await mkdtemp(join(tmpdir(), 'vadlab-share-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const handlers = shareHandlers()
const program: SharedProgram = {
  ...{ format: 'vadlab-program', version: 1, fileName: 'a.c', source: 'int main(void) { return 0; }\n' },
  ...{ settings: defaultMachineSettings, machines: ['simulator', 'windows'], step: null, lab: null }
}

test('a program is handed on as a link, as a text and as a file', async () => {
  const made = await handlers['share/make'](program)
  if (!made.ok) throw new Error(made.failure.message)
  expect(await handlers['share/read']({ text: made.value.link! })).toEqual({ ok: true, value: program })
  expect(await handlers['share/read']({ text: made.value.text })).toEqual({ ok: true, value: program })
  const path = join(folder, 'a.vadlab-program')
  expect(await handlers['share/save']({ path, program, overwrite: false })).toEqual({
    ok: true,
    value: { path }
  })
  expect(await handlers['share/save']({ path, program, overwrite: false })).toMatchObject({
    ok: false,
    failure: { kind: 'exists' }
  })
  expect(await handlers['share/open']({ path })).toEqual({ ok: true, value: program })
})

test('what is not there or no program is refused with its reason', async () => {
  expect(await handlers['share/open']({ path: join(folder, 'nothing') })).toMatchObject({
    ok: false,
    failure: { message: expect.stringContaining('does not exist') }
  })
  expect(await handlers['share/read']({ text: 'vadlab://program/1.x.y' })).toMatchObject({
    ok: false,
    failure: { kind: 'refused' }
  })
})
