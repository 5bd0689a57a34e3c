import { expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { regionList, regionTree } from '../../shared/contract/region-tree'
import { memoryRequestSchemas, type MemoryRequestName } from '../../shared/contract/memory-requests'
import type { RequestAnswer } from '../../shared/contract/requests'
import { memoryHandlers, type MomentSource } from './memory-requests'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'

const source = `#include <windows.h>
char *p;
int main(void)
{
    p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    p[0] = 'x';
    return 0;
}
`

/** The program before a line, and the address that it has in `p` then. */
async function paused(line: number): Promise<{ run: Run; p: number }> {
  const run = new Run(createSimulatorMachine(), {
    ...{
      source,
      fileName: 'a.c',
      processes: ['A'],
      settings: defaultMachineSettings,
      recording: 'steps',
      breakpoints: []
    }
  })
  await run.begin()
  await run.move('line', line)
  const region = regionList(run.history.last!.processes.get('A')!.regions).find(
    ({ owner }) => owner === 'program'
  )
  return { run, p: region?.base ?? 0 }
}

function value<N extends MemoryRequestName>(answer: RequestAnswer<N>): unknown {
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value
}

test('every picture of a run that stands is answered, and what travels is plain JSON', async () => {
  const { run, p } = await paused(7)
  const handlers = memoryHandlers(() => run)
  const moment = { runId: run.id, machine: 'simulator' as const, position: null }
  const all = {
    ...{ ...moment, process: 'A', address: `0x${p.toString(16)}`, length: 4, page: p / 4096 },
    ...{ offset: 0, count: 10, which: 'all', priority: null, images: true }
  }
  for (const [name, schema] of Object.entries(memoryRequestSchemas)) {
    if (name === 'memory/prototypes' || name === 'memory/heap-parts') continue
    const wanted = Object.fromEntries(
      Object.keys(schema.shape).map((key) => [key, all[key as keyof typeof all]])
    )
    const input = schema.parse(wanted)
    const answer = value(await handlers[name as MemoryRequestName](input as never))
    expect(JSON.parse(JSON.stringify(answer)), name).toEqual(answer)
  }
  const heaps = await handlers['memory/heaps']({ ...moment, process: 'A' })
  const heap = heaps.ok ? heaps.value[0]!.base : 0
  const part = { offset: 0, count: 10 }
  expect((await handlers['memory/heap-parts']({ ...moment, ...part, process: 'A', heap })).ok).toBe(true)
  const sections = await handlers['memory/sections']({ ...moment, images: true })
  const controlArea = sections.ok ? sections.value[0]!.id : 0
  expect((await handlers['memory/prototypes']({ ...moment, ...part, controlArea })).ok).toBe(true)
  await run.stop()
})

test('the picture is of the moment at which the run stands', async () => {
  for (const [line, bytes, outcome] of [
    [6, '00', 'demand-zero-fault'],
    [7, '78', 'no-fault']
  ] as const) {
    const { run, p } = await paused(line)
    const seen = await memoryHandlers(() => run)['memory/translate']({
      ...{ runId: run.id, machine: 'simulator', position: null, process: 'A' },
      ...{ address: `0x${p.toString(16)}`, length: 1 }
    })
    expect(seen).toMatchObject({ ok: true, value: { bytes, touch: { read: { outcome } } } })
    await run.stop()
  }
})

test('a run that is over, a process that is not there and a moment that is not kept are refused in a sentence', async () => {
  const { run } = await paused(7)
  const moment = { runId: run.id, machine: 'simulator' as const, position: null }
  const why = (answer: { ok: boolean; failure?: { message: string } }): string =>
    answer.failure?.message ?? ''
  const over = memoryHandlers(() => undefined)
  expect(why(await over['memory/counters'](moment))).toMatch(/That run is over/)
  const handlers = memoryHandlers(() => run)
  expect(why(await handlers['memory/stacks']({ ...moment, process: 'C' }))).toMatch(/no process C/)
  expect(why(await handlers['memory/counters']({ ...moment, position: 9999 }))).toMatch(
    /not kept at step 9999/
  )
  const part = { offset: 0, count: 1 }
  expect(why(await handlers['memory/prototypes']({ ...moment, ...part, controlArea: 999_999 }))).toMatch(
    /999999/
  )
  await run.stop()
})

test('a Windows machine that cannot be asked tells what VirtualQuery does, and the rest is refused', async () => {
  const region = {
    ...{ base: 0x10000, size: 0x2000, state: 0x1000, type: 0x20000, protect: 4, allocationBase: 0x10000 },
    ...{ allocationProtect: 4, owner: 'program' as const, use: '', madeByLine: 5 }
  }
  const windows: MomentSource = {
    machineName: 'windows',
    settings: null,
    history: {
      moments: [{ step: null, processes: new Map([['A', { processId: 4, regions: regionTree([region]) }]]) }]
    },
    momentState: () => null
  }
  const handlers = memoryHandlers(() => windows)
  const moment = { runId: '', machine: 'windows' as const, position: null }
  const counters = await handlers['memory/counters'](moment)
  expect(counters).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  const look = (address: string): unknown =>
    handlers['memory/translate']({ ...moment, process: 'A', address, length: 4 })
  expect(await look('0x11004')).toMatchObject({
    ok: true,
    value: { state: 0x1000, protect: 4, place: { kind: 'unknown' }, bytes: null, vad: { start: '0x10000' } }
  })
  expect(await look('0x12000')).toMatchObject({ value: { state: 0x10000, place: { kind: 'nowhere' } } })
  expect(await look('0xffff800000000000')).toMatchObject({ value: { half: 'kernel', state: null } })
})

test('an address is any of the 2^64, in hexadecimal; a part of a list is bounded', () => {
  const translate = memoryRequestSchemas['memory/translate']
  const moment = { runId: 'r', machine: 'simulator', position: null, process: 'A' }
  const fits = (address: string): boolean => translate.safeParse({ ...moment, address, length: 1 }).success
  expect(fits('0xffffffffffffffff')).toBe(true)
  for (const address of ['', '0x', '10', '0x1ffffffffffffffff', '0xg', ' 0x1'])
    expect(fits(address)).toBe(false)
  const pages = memoryRequestSchemas['memory/pages']
  expect(pages.safeParse({ ...moment, page: 0, count: 65_537 }).success).toBe(false)
  expect(pages.safeParse({ ...moment, page: 2 ** 36, count: 1 }).success).toBe(false)
})
