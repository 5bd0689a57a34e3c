import { afterAll, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { RunUpdate } from '../../shared/contract/run-update'
import { appFolder } from './app-files'
import { createEngine } from './engine'
import { createSimulatorMachine } from './simulator-machine'
import { createWindowsMachine } from './windows-machine'

const windows = createWindowsMachine({ spareTargets: 0 })
const { available, reason } = await windows.describe()
const engine = createEngine({
  dataFolder: '/nonexistent',
  appFolder: appFolder(),
  version: '0',
  machines: [createSimulatorMachine(), windows]
})
afterAll(() => engine.close())

const endless: readonly (readonly [name: string, source: string])[] = [
  ['an endless loop', 'int main(void) { for (;;) {} }'],
  ['endless output', '#include <stdio.h>\nint main(void) { for (;;) printf("on and on\\n"); }'],
  ['endless calls', '#include <windows.h>\nint main(void) { for (;;) GetCurrentProcessId(); }'],
  ['a call that does not return', '#include <windows.h>\nint main(void) { for (;;) Sleep(1000000); }'],
  [
    'an endless read of memory',
    'int main(void) { volatile char c[4096]; for (;;) for (int i = 0; i < 4096; i++) c[i]; }'
  ]
]

/** A machine that has much else to do answers late; a stop that takes too long does so every time. */
const attempts = 4

/** How long it took from the button until the run had stopped, in milliseconds. */
async function stopTime(machine: 'simulator' | 'windows', source: string): Promise<number> {
  let latest: RunUpdate | null = null
  const hear: ((update: RunUpdate) => void)[] = []
  const connection = engine.connect((event, payload) => {
    if (event !== 'run/changed') return
    latest = payload as RunUpdate
    for (const listener of hear) listener(latest)
  })
  const until = (status: string): Promise<void> =>
    new Promise((resolve) => {
      if (latest?.status === status) return resolve()
      hear.push((update) => {
        if (update.status === status) resolve()
      })
    })
  const { handlers } = connection
  const answer = await handlers['run/start']({
    source,
    fileName: 'a.c',
    machines: [machine],
    settings: defaultMachineSettings,
    insist: false,
    breakpoints: []
  })
  if (!answer.ok || !answer.value.started) throw new Error('The run does not start.')
  const { runId } = answer.value
  await until('paused')
  await handlers['run/move']({ runId, how: 'continue' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const asked = performance.now()
  await handlers['run/stop']({ runId })
  const took = performance.now() - asked
  expect(latest).toMatchObject({ status: 'stopped' })
  await connection.close()
  return took
}

for (const machine of ['simulator', 'windows'] as const)
  for (const [name, source] of endless)
    test(`${name} on the ${machine} machine is stopped within 200 ms of the button`, async (context) => {
      if (machine === 'windows' && !available) return context.skip(reason)
      const took: number[] = []
      while (took.length < attempts && (took.length === 0 || took.at(-1)! >= 200))
        took.push(await stopTime(machine, source))
      expect(Math.min(...took), took.join(', ')).toBeLessThan(200)
    })
