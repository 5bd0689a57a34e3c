import { afterAll, describe, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { pageFlags, pageStates, type PageRuns } from '../../shared/contract/memory-process'
import type { ProcessLetter } from '../../shared/contract/observation'
import { memoryHandlers } from './memory-requests'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'
import { createWindowsMachine } from './windows-machine'

const windows = createWindowsMachine({ spareTargets: 0 })
const { available } = await windows.describe()
afterAll(() => windows.close())
const machines = { simulator: createSimulatorMachine(), windows }

/** Line 17 is B's write into its copy, line 26 A's first touch. */
const source = `#define LAB_PROCESS_B
#include "lab.h"
#include <psapi.h>

#define NAME "Local\\\\vadlab-frames-between"

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ | FILE_MAP_COPY, FALSE, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
    char *whole = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    char first = view[0];
    first = whole[0];
    PSAPI_WORKING_SET_EX_INFORMATION told = { view };
    QueryWorkingSetEx(GetCurrentProcess(), &told, sizeof told);
    lab_switch_to('A');
    view[0] = 'B';
    lab_switch_to('A');
    return first;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 8192, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    view[0] = 'A';
    char *own = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    own[0x1000] = 1;
    lab_switch_to('B');
    lab_switch_to('B');
    return 0;
}
`

interface Paused {
  readonly run: Run
  pages(letter: ProcessLetter): Promise<PageRuns>
}

async function start(name: 'simulator' | 'windows'): Promise<Paused> {
  const run = new Run(machines[name], {
    ...{ source, fileName: 'frames.c', processes: ['A', 'B'], settings: defaultMachineSettings },
    ...{ recording: 'steps', breakpoints: [] }
  })
  await run.begin()
  if (run.history.last === undefined) throw new Error(`It did not begin: ${run.status}: ${run.statusText}`)
  const handlers = memoryHandlers(() => run)
  return {
    run,
    async pages(process) {
      const answer = await handlers['memory/page-runs']({
        ...{ runId: run.id, machine: name, position: null, process, page: 0, count: 100 }
      })
      if (!answer.ok) throw new Error(`${answer.failure.message} (${run.status}: ${run.statusText})`)
      return answer.value
    }
  }
}
const stateAt = (runs: PageRuns, page: number): string | undefined => {
  const at = runs.page.findIndex((first, i) => page >= first && page < first + runs.count[i]!)
  return pageStates[runs.state[at] ?? -1]
}

describe.each(['simulator', 'windows'] as const)('on the %s machine', (name) => {
  const here = test.skipIf(name === 'windows' && !available)

  here('a page is nowhere until it is touched, and looking at it is no touch', async () => {
    const { run, pages } = await start(name)
    await run.move('line', 29)
    const own = (runs: PageRuns): number => runs.page[runs.area.findIndex((area) => area === 0)]!
    const seen = await pages('A')
    const base = own(seen)
    const states = [0, 1, 2].map((i) => stateAt(seen, base + i))
    expect(states).toEqual(['demand-zero', 'valid', 'demand-zero'])
    expect(await pages('A')).toEqual(seen)
    await run.stop()
  })

  here(
    'a section mapped in both is the same page of the same area, and a write to a copy takes it out',
    async () => {
      const { run, pages } = await start(name)
      await run.move('line', 16)
      const ofArea = (runs: PageRuns): number[] =>
        runs.area.map((area, i) => (area > 0 && runs.areaPage[i] === 0 ? i : -1)).filter((i) => i >= 0)
      const a = await pages('A')
      const b = await pages('B')
      const inA = ofArea(a)[0]!
      for (const inB of ofArea(b)) {
        expect(b.area[inB]).toBe(a.area[inA])
        expect(b.frame[inB]).toBe(a.frame[inA])
      }
      expect(ofArea(b)).toHaveLength(2)
      // The simulator's frame is mapped three times; Wine 8.0 counts one sharer of any page that can be shared.
      expect(a.shares[inA]).toBe(name === 'simulator' ? 3 : 1)
      await run.move('line', 18)
      const after = await pages('B')
      const copies = ofArea(after).filter((i) => after.flags[i]! & pageFlags.copied)
      expect(copies).toHaveLength(1)
      expect((await pages('A')).flags[inA]! & pageFlags.copied).toBe(0)
      await run.stop()
    }
  )

  here('a step of B runs A on to its lab_switch_to, and makes one step of B', async () => {
    const { run } = await start(name)
    await run.move('over', undefined, 'B')
    expect([run.history.last!.turn, run.history.last!.step?.process]).toEqual(['B', 'B'])
    expect(run.history.last!.places.get('B')?.line).toBe(10)
    await run.move('over', undefined, 'B')
    expect(run.history.last!.places.get('B')?.line).toBe(11)
    await run.move('over', undefined, 'A')
    expect([run.history.last!.turn, run.history.last!.places.get('A')?.line]).toEqual(['A', 30])
    await run.stop()
  })

  here(
    'the machine and its processes are told in numbers, and a process that is gone is refused',
    async () => {
      const { run } = await start(name)
      const handlers = memoryHandlers(() => run)
      const moment = { runId: run.id, machine: name, position: null }
      await run.move('line', 16)
      const counters = await handlers['memory/counters'](moment)
      if (!counters.ok) throw new Error(counters.failure.message)
      expect(counters.value.machine.ram).toBeGreaterThan(10_000)
      expect(counters.value.processes.map(({ process }) => process)).toEqual(['A', 'B'])
      expect(counters.value.processes[0]!.total.workingSet).toBeGreaterThan(10)
      await run.stop()
      if (name === 'windows') expect(await handlers['memory/counters'](moment)).toMatchObject({ ok: false })
    }
  )
})
