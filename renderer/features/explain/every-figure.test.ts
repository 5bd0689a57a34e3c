// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick, type Component } from 'vue'
import { mapSection } from '../../../electron/simulator/observe/testing/observed'
import { alloc, outcome } from '../../../electron/simulator/testing/machine'
import { verdicts, type ComparisonRow } from '../../../shared/contract/comparison'
import { figureOf } from '../../../shared/figures'
import App from '../../app/App.vue'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import type { RunView } from '../../stores/apply-run-update'
import { useRunStore } from '../../stores/run'
import { useTranslationStore } from '../../stores/translation'
import { useViewsStore } from '../../stores/views'
import ComparisonRowLine from '../comparison/ComparisonRowLine.vue'
import ProcessesView from '../processes/ProcessesView.vue'
import SignsDialog from '../timeline/SignsDialog.vue'
import { MemoryDoor, RecordedMachine } from '../translation/testing/memory-door'
import TranslationView from '../translation/TranslationView.vue'

// Whole pictures are mounted, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
let picture: VueWrapper
afterEach(() => {
  picture.unmount()
  replaceDoor(null)
  document.body.replaceChildren()
})

/** Of the elements that a selector names, the texts of those that F1 says nothing of. */
function unexplained(selector: string): readonly string[] {
  const found = [...document.querySelectorAll(selector)]
  expect(found.length, `nothing is like ${selector}`).toBeGreaterThan(0)
  return found
    .filter((element) => {
      // A whole row's explanation is not a cell's.
      const named = element.closest('[data-explain]')
      return named === null || (named !== element && named.matches('tr') && element.matches('td, th'))
    })
    .map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim()}`)
}
/** Ids in the page that no figure has. */
const unknown = (): readonly string[] =>
  [...document.querySelectorAll('[data-explain]')]
    .map((element) => element.getAttribute('data-explain') ?? '')
    .filter((id) => figureOf(id) === undefined)
const shownIds = (): ReadonlySet<string | null> =>
  new Set([...document.querySelectorAll('[data-explain]')].map((one) => one.getAttribute('data-explain')))

async function settled(): Promise<void> {
  await nextTick()
  await flushPromises()
  await new Promise((resolve) => setTimeout(resolve, 30))
  await flushPromises()
}

describe('the bench', () => {
  async function bench(): Promise<void> {
    localStorage.clear()
    replaceDoor(new ScriptedDoor(demoScript({ twoProcesses: false, windows: false })))
    picture = mount(App, { global: { plugins: [createPinia()] }, attachTo: document.body })
    await flushPromises()
    await step(4)
  }
  async function step(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      await picture.find('[data-testid="control-step-over"]').trigger('click')
      await flushPromises()
    }
  }
  const press = async (testId: string): Promise<void> => {
    await picture.find(`[data-testid="${testId}"]`).trigger('click')
    await settled()
  }
  it('has every head and cell of the region table, its legend, summary and footer explained', async () => {
    await bench()
    const toggle = async (what: string): Promise<void> => {
      const button = picture.find(`[data-testid="${what}-toggle-simulator-A"]`)
      if (button.attributes('aria-expanded') === 'false') await button.trigger('click')
    }
    await toggle('summary')
    await toggle('filter')
    await press('fold-simulator-A')
    expect(unexplained('.regions tr:not([role="presentation"]) > :is(td, th)')).toEqual([])
    expect(unexplained('.regions .chip, .regions tr[data-changed] .sign')).toEqual([])
    expect(unexplained('.types td, .types thead th, .types tbody tr:not(.total) th')).toEqual([])
    expect(unexplained('.bars dt, .bars dd')).toEqual([])
    expect(unexplained('.filters .set .filter-chip')).toEqual([])
    expect(unexplained('[data-testid="footer-simulator-A"] > *')).toEqual([])
    expect(unknown()).toEqual([])
  })
  it('has the strip’s place explained, the page’s signs as well', async () => {
    await bench()
    const strip = picture.find('[data-testid="strip-picture-simulator-A"]')
    await strip.trigger('focus')
    await settled()
    expect(unexplained('[data-testid="strip-focus-simulator-A"]')).toEqual([])
    expect(unknown()).toEqual([])
  })
  it('has what the step card says explained: calls, errors, changes, totals and checks', async () => {
    await bench()
    const card = '[data-testid="step-card-simulator"]'
    const seen = { changes: 0, errors: 0, checks: 0, totals: 0 }
    const ids = new Set<string | null>()
    for (let i = 0; i < 6; i++) {
      for (const id of shownIds()) ids.add(id)
      for (const [name, selector] of [
        ['changes', `${card} .change :is(.sign, .word, .address, .size)`],
        ['errors', `${card} .error :is(.error-label, .number, code)`],
        ['checks', `${card} .check .verdict`],
        ['totals', `${card} .totals .row`]
      ] as const) {
        if (document.querySelector(selector) === null) continue
        seen[name]++
        expect(unexplained(selector)).toEqual([])
      }
      await step(1)
    }
    expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([])
    expect([...ids]).toContain('MEM_RELEASE')
    expect([...ids]).toContain('ERROR_INVALID_PARAMETER')
    expect(unknown()).toEqual([])
  })
  it('has the figures and the step of the timeline explained', async () => {
    await bench()
    expect(unexplained('[data-testid="timeline"], [data-testid="position"]')).toEqual([])
    expect(shownIds()).toContain('process-commit')
    expect(unknown()).toEqual([])
  })
  it('has what differs between two moments explained', async () => {
    await bench()
    useViewsStore().open('moments')
    await vi.waitFor(() => expect(document.querySelector('.part .row')).not.toBeNull())
    expect(unexplained('.part .row, .part .row > :not(.way)')).toEqual([])
    expect(unknown()).toEqual([])
  })
})

it('the signs of the timeline are explained where they are listed', async () => {
  picture = mount(
    { render: () => h(TooltipProvider, null, { default: () => h(SignsDialog, { open: true }) }) },
    { attachTo: document.body }
  )
  await settled()
  expect(unexplained('[data-testid="timeline-signs"] li, .areas li')).toEqual([])
  expect(unknown()).toEqual([])
})

it.each(verdicts)('a row of the comparison explains its verdict: %s', (verdict) => {
  const row = { verdict, process: 'A', title: 'VirtualAlloc', line: 7, simulator: null, windows: null }
  picture = mount(ComparisonRowLine, {
    props: {
      ...{ index: 0, row: row as unknown as ComparisonRow, top: 0, height: 24 },
      ...{ selected: false, now: false, meant: false, tabStop: true }
    },
    attachTo: document.body
  })
  expect(unexplained('[role="row"]')).toEqual([])
  expect(unknown()).toEqual([])
})

describe('pictures of the memory manager', () => {
  /** Private memory that was touched and a view, at the last moment of a simulated machine. */
  async function look(
    view: Component,
    settle: (recorded: RecordedMachine, at: number) => void
  ): Promise<number> {
    localStorage.clear()
    const recorded = new RecordedMachine()
    const at = alloc(recorded.process, 0x4000)
    recorded.keep()
    settle(recorded, at)
    recorded.keep()
    replaceDoor(new MemoryDoor(recorded))
    const pinia = createPinia()
    const run = useRunStore(pinia)
    run.runId = 'run 1'
    run.runMachines = ['simulator']
    picture = mount(
      { render: () => h(TooltipProvider, null, { default: () => h(view) }) },
      { global: { plugins: [pinia] }, attachTo: document.body }
    )
    const position = recorded.moments.length - 1
    run.views = {
      simulator: {
        ...{ runId: 'run 1', machine: 'simulator', position, stepCount: position, status: 'paused' },
        ...{ turn: 'A', places: [], processes: [{ letter: 'A', processId: 4, regions: null, changes: [] }] }
      } as unknown as RunView
    }
    await settled()
    return at
  }
  async function translated(
    settle: (recorded: RecordedMachine, at: number) => void,
    at?: number
  ): Promise<void> {
    const own = await look(TranslationView, settle)
    useTranslationStore().go({ machine: 'simulator', letter: 'A', address: BigInt(at ?? own) })
    await vi.waitFor(() =>
      expect(document.querySelector('[data-testid="translation-picture"]')).not.toBeNull()
    )
    await settled()
  }
  it('the translation of a resident page is explained: bits, tables, entry, frame, touches and VAD', async () => {
    await translated(({ process }, at) => process.store(at, 4, 1))
    expect(unexplained('[data-testid="translation-strip"] .group')).toEqual([])
    expect(unexplained('.tables .root, .tables .entry, .tables .end')).toEqual([])
    expect(unexplained('[data-testid="entry-fields"] .field, [data-testid="pte-line"]')).toEqual([])
    expect(unexplained('[data-testid="translation-place"] .record > div')).toEqual([])
    expect(unexplained('[data-testid="translation-touch"] li')).toEqual([])
    expect(unexplained('[data-testid="vad-path"] tr > :is(th, td:not(:last-child))')).toEqual([])
    for (const id of [
      'pxe',
      'ppe',
      'pde',
      'pte',
      'offset',
      'canonical',
      'cr3',
      'physical-address',
      'vad-level'
    ])
      expect([...shownIds()]).toContain(id)
    expect(unknown()).toEqual([])
  })
  it('the translation of a page in transition, and of one never touched, is explained', async () => {
    await translated((recorded, at) => {
      recorded.process.store(at, 4, 1)
      outcome(recorded.process, 'EmptyWorkingSet', 0xffffffffffffffffn)
    })
    expect([...shownIds()]).toContain('page-transition')
    expect(document.querySelector('[data-field="Transition"]')?.getAttribute('data-explain')).toBe(
      'page-transition'
    )
    expect(unknown()).toEqual([])
  })
  it('the translation of a view is explained down to its section', async () => {
    let view = 0
    const settle = (recorded: RecordedMachine): void => {
      view = mapSection(recorded.process, recorded.scratch, 0x4000, { name: 'shared' }).view
    }
    await look(TranslationView, settle)
    useTranslationStore().go({ machine: 'simulator', letter: 'A', address: BigInt(view) })
    await vi.waitFor(() =>
      expect(document.querySelector('[data-testid="translation-section"]')).not.toBeNull()
    )
    expect(unexplained('[data-testid="translation-section"] li')).toEqual([])
    for (const id of ['control-area', 'section', 'prototype-pte']) expect([...shownIds()]).toContain(id)
    expect(unknown()).toEqual([])
  })
  it('processes and frames are explained: rows, tiles, lists and counters', async () => {
    await look(ProcessesView, ({ process }, at) => process.store(at, 4, 1))
    await vi.waitFor(() => expect(document.querySelector('[data-testid="machine-counters"]')).not.toBeNull())
    expect(unexplained('[data-testid^="page-list-"], [data-testid="machine-counters"] .counter')).toEqual([])
    if (document.querySelector('.tile') !== null)
      expect(unexplained('.tile .line-1 > *, .tile .owner, .tile .facts > *')).toEqual([])
    for (const id of ['ram', 'available', 'commit-total', 'commit-limit', 'page-file-size'])
      expect([...shownIds()]).toContain(id)
    expect(unknown()).toEqual([])
  })
})
