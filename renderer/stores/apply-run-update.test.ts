import { describe, expect, it } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { ObservedRegion } from '../../shared/contract/observation'
import { regionsToColumns } from '../../shared/contract/region-columns'
import { nthRegion, regionList } from '../../shared/contract/region-tree'
import type { ProcessUpdate, RunUpdate } from '../../shared/contract/run-update'
import { memoryConstants as m } from '../../shared/win32/memory-constants'
import { applyRunUpdate } from './apply-run-update'
import { regionAt } from './testing/region'

const region = (base: number, more: Partial<ObservedRegion> = {}): ObservedRegion =>
  regionAt(base, 0x1000, more)
function process(
  more: Partial<ProcessUpdate> & { set?: never },
  set: readonly ObservedRegion[] = []
): ProcessUpdate {
  return {
    letter: 'A',
    processId: 1,
    reset: false,
    removed: [],
    changes: [],
    ...more,
    set: regionsToColumns(set)
  }
}
function update(more: Partial<RunUpdate>): RunUpdate {
  return {
    runId: 'one',
    machine: 'simulator',
    settings: defaultMachineSettings,
    settingsNotice: '',
    status: 'paused',
    statusText: '',
    position: 0,
    stepCount: 0,
    turn: 'A',
    line: 1,
    places: [],
    step: null,
    exception: null,
    processes: [],
    output: { reset: false, append: '' },
    checks: { passed: 0, failed: 0, todo: 0 },
    warnings: [],
    ...more
  }
}
const bases = (view: ReturnType<typeof applyRunUpdate>): number[] =>
  regionList(view.processes[0]!.regions).map((r) => r.base)

describe('a run update', () => {
  const first = applyRunUpdate(
    undefined,
    update({ processes: [process({ reset: true }, [region(0x30000), region(0x10000)])] })
  )

  it('with reset replaces all regions and leaves them ascending', () => {
    expect(bases(first)).toEqual([0x10000, 0x30000])
    const again = applyRunUpdate(first, update({ processes: [process({ reset: true }, [region(0x50000)])] }))
    expect(bases(again)).toEqual([0x50000])
  })

  it('takes away what was removed and puts in what is new, in its place', () => {
    const next = applyRunUpdate(
      first,
      update({ position: 1, processes: [process({ removed: [0x30000] }, [region(0x20000)])] })
    )
    expect(bases(next)).toEqual([0x10000, 0x20000])
  })

  it('replaces a region of the same base and keeps every attribute', () => {
    const changed = region(0x10000, {
      state: m.MEM_RESERVE,
      protect: 0,
      type: m.MEM_MAPPED,
      owner: 'before',
      use: 'Heap',
      madeByLine: null
    })
    const next = applyRunUpdate(first, update({ position: 1, processes: [process({}, [changed])] }))
    expect(nthRegion(next.processes[0]!.regions, 0)).toEqual(changed)
  })

  it('leaves the former picture as it was', () => {
    applyRunUpdate(first, update({ position: 1, processes: [process({ removed: [0x10000] })] }))
    expect(bases(first)).toEqual([0x10000, 0x30000])
  })

  it('replaces the marks of the former step', () => {
    const added = { kind: 'added', after: region(0x40000) } as const
    const marked = applyRunUpdate(
      first,
      update({ position: 1, processes: [process({ changes: [added] }, [region(0x40000)])] })
    )
    expect(marked.processes[0]!.changes).toEqual([added])
    const next = applyRunUpdate(marked, update({ position: 2, processes: [process({})] }))
    expect(next.processes[0]!.changes).toEqual([])
    expect(next.processes[0]!.regions).toEqual(marked.processes[0]!.regions)
  })

  it('shows the processes it mentions, by letter: going back before B began, B is not there', () => {
    const two = applyRunUpdate(
      first,
      update({
        position: 1,
        processes: [process({ letter: 'B', reset: true }, [region(0x70000)]), process({})]
      })
    )
    expect(two.processes.map((p) => p.letter)).toEqual(['A', 'B'])
    const back = applyRunUpdate(two, update({ processes: [process({})] }))
    expect(back.processes.map((p) => p.letter)).toEqual(['A'])
  })

  it('adds to the output, or replaces it on reset', () => {
    const printed = applyRunUpdate(first, update({ output: { reset: false, append: 'ok 1 x\n' } }))
    const more = applyRunUpdate(printed, update({ output: { reset: false, append: 'ok 2 y\n' } }))
    expect(more.output).toBe('ok 1 x\nok 2 y\n')
    expect(applyRunUpdate(more, update({ output: { reset: true, append: 'ok 1 x\n' } })).output).toBe(
      'ok 1 x\n'
    )
  })

  it('of another run takes nothing over from the former', () => {
    const other = applyRunUpdate(first, update({ runId: 'two', output: { reset: false, append: 'a' } }))
    expect(other.processes).toEqual([])
    expect(other.output).toBe('a')
  })
})
