// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick } from 'vue'
import { mapSection } from '../../../electron/simulator/observe/testing/observed'
import { alloc, k, outcome } from '../../../electron/simulator/testing/machine'
import type { MachineName, ObservedRegion } from '../../../shared/contract/observation'
import { replaceDoor } from '../../platform/door'
import type { RunView } from '../../stores/apply-run-update'
import { useMessagesStore } from '../../stores/messages'
import { useRunStore } from '../../stores/run'
import { useSelectionStore } from '../../stores/selection'
import { useTranslationStore } from '../../stores/translation'
import { useViewsStore } from '../../stores/views'
import { splitAddress } from './address-bits'
import { MemoryDoor, RecordedMachine } from './testing/memory-door'
import TranslationView from './TranslationView.vue'

const MIB = 2 ** 20
let view: VueWrapper
let door: MemoryDoor

function show(machine: MachineName, position: number, more: Partial<RunView> = {}): void {
  const picture = {
    ...{ runId: 'run 1', machine, position, stepCount: position, status: 'paused', turn: 'A', places: [] },
    processes: [{ letter: 'A', processId: 4, regions: null, changes: [] }],
    ...more
  } as unknown as RunView
  useRunStore().views = { ...useRunStore().views, [machine]: picture }
}
/** The picture over recorded machines, at a position, without an address. */
async function open(
  recorded: RecordedMachine,
  position = recorded.moments.length - 1,
  windows?: readonly ObservedRegion[]
): Promise<void> {
  localStorage.clear()
  door = new MemoryDoor(recorded, windows)
  replaceDoor(door)
  const pinia = createPinia()
  const run = useRunStore(pinia)
  run.runId = 'run 1'
  run.runMachines = windows === undefined ? ['simulator'] : ['simulator', 'windows']
  view = mount(
    { render: () => h(TooltipProvider, null, { default: () => h(TranslationView) }) },
    { global: { plugins: [pinia] }, attachTo: document.body }
  )
  show('simulator', position)
  if (windows !== undefined) show('windows', position)
  await settled()
}
async function settled(): Promise<void> {
  await nextTick()
  await vi.waitFor(async () => {
    const before = door.calls.length
    await new Promise((resolve) => setTimeout(resolve, 4))
    await flushPromises()
    expect(door.calls.length).toBe(before)
  })
}
const find = (testId: string) => view.find(`[data-testid="${testId}"]`)
const text = (testId: string): string => find(testId).text().replace(/\s+/g, ' ')
async function type(address: number | bigint | string): Promise<void> {
  await find('translation-address').setValue(
    typeof address === 'string' ? address : `0x${address.toString(16)}`
  )
  await find('translation').find('form').trigger('submit')
  await settled()
}
async function press(testId: string): Promise<void> {
  await find(testId).trigger('click')
  await settled()
}
async function key(testId: string, name: string, more = {}): Promise<void> {
  await find(testId).trigger('keydown', { key: name, ...more })
  await settled()
}
afterEach(() => {
  view.unmount()
  replaceDoor(null)
})

/** Private memory with its first page written. */
function written(): { recorded: RecordedMachine; at: number } {
  const recorded = new RecordedMachine()
  const at = alloc(recorded.process, 0x4000)
  recorded.keep()
  recorded.process.store(at, 4, 0x44434241)
  recorded.keep()
  return { recorded, at }
}

describe('the end of a walk', () => {
  it('is a frame, with its record, its byte and its letters', async () => {
    const { recorded, at } = written()
    await open(recorded)
    await type(at + 1)
    expect(text('translation-end')).toMatch(
      /Frame \d+.*Valid: the processor gets here by itself.*the byte: 42/
    )
    expect(text('pte-line')).toMatch(/PTE at FFFFF6.* contains 8.* pfn [0-9a-f]+ ---DA--UW-V/)
    expect(text('translation-place')).toMatch(/List ?active.*Share count ?1/)
    expect(text('translation-touch')).toMatch(/Write ?✓ ?no fault.*Execute ?✗ ?access violation/)
    expect(text('vad-path')).toContain('in it')
    expect(text('bits-offset')).toContain('1 · 0x1')
  })
  it('is demand zero, said by the PTE, and by the VAD where there is no page table', async () => {
    const recorded = new RecordedMachine()
    const at = alloc(recorded.process, 0x400000)
    const far = (Math.floor(at / 0x200000) + 1) * 0x200000
    recorded.process.store(at, 4, 1)
    recorded.keep()
    await open(recorded)
    await type(at + 0x1000)
    expect(text('translation-end')).toMatch(/Demand zero Nowhere yet: the first touch/)
    await type(far)
    expect(text('translation-end')).toContain('asks the VAD')
    expect(text('table-PT')).toBe('no PT: the PDE is zero')
    expect(find('entry-PTE').exists()).toBe(false)
    expect(text('pte-line')).toContain('PDE at')
  })
  it('is a frame in transition after the page left the working set', async () => {
    const { recorded, at } = written()
    outcome(recorded.process, 'EmptyWorkingSet', 0xffffffffffffffffn)
    recorded.keep()
    await open(recorded)
    await type(at)
    expect(text('translation-end')).toMatch(/Frame \d+ In transition: on the modified list/)
    expect(text('translation-change')).toContain('the PTE was valid')
  })
  it('is a place in the page file when memory was short', async () => {
    const recorded = new RecordedMachine({ ram: 16 * MIB, pageFile: 64 * MIB })
    const { process } = recorded
    const at = alloc(process, 20 * MIB)
    for (let page = at; page < at + 20 * MIB; page += 4096) process.store(page, 4, 5)
    recorded.keep()
    await open(recorded)
    await type(at)
    expect(text('translation-end')).toMatch(/Page file 0 At its page \d+/)
    expect(text('translation-touch')).toContain('hard fault')
    expect(find('entry-fields').text()).toContain('PageFileHigh')
  })
  it('is reached through a prototype PTE of a section, whose frame another view has', async () => {
    const recorded = new RecordedMachine()
    const { section, view: first } = mapSection(recorded.process, recorded.scratch, 0x2000, { name: 'lab' })
    const second = Number(
      outcome(recorded.process, 'MapViewOfFile', section, k.FILE_MAP_READ, 0, 0, 0).result
    )
    recorded.process.store(first, 4, 5)
    recorded.process.read(second + 0x1000, 1)
    recorded.keep()
    await open(recorded)
    await type(second)
    expect(text('translation-end')).toMatch(
      /→ prototype PTE 0 of control area \d+ → ?The section’s page is in memory/
    )
    expect(text('translation-section')).toMatch(/control area \d+.*section Local\\lab.*prototype PTE 0 valid/)
    await press('show-prototype')
    expect(text('pte-line')).toMatch(/^prototype PTE 0 of control area/)
    await press('use-A')
    expect(useTranslationStore().place?.address).toBe(BigInt(first))
  })
  it('is a page of a file, at its offset', async () => {
    const recorded = new RecordedMachine()
    recorded.keep()
    await open(recorded)
    await type(recorded.process.state.modules[1]!.base + 0x90000)
    expect(text('translation-end')).toMatch(/In the file ?→ prototype PTE \d+ .*→ ?C:\\.*from byte 0x/)
    expect(text('translation-section')).toMatch(/\.dll.*at 0x/i)
    await press('show-file')
    expect(useViewsStore().current).toBe('processes')
    expect(useSelectionStore().place).toMatchObject({ extent: 'page', letter: 'A' })
  })
  it('is behind a guard, which is said as a word', async () => {
    const { recorded, at } = written()
    recorded.process.call('VirtualProtect', [at, 0x1000, k.PAGE_READWRITE | k.PAGE_GUARD, recorded.scratch])
    recorded.keep()
    await open(recorded)
    await type(at)
    expect(text('translation-end')).toContain('guard')
    expect(text('translation-touch')).toContain('guard page')
    expect(text('translation-change')).toContain('it was MEM_COMMIT PAGE_READWRITE')
  })
  it('is a large page, whose offset has 21 bits and which has no page table', async () => {
    const recorded = new RecordedMachine({ largePagePrivilege: true })
    const { process, scratch } = recorded
    process.call('OpenProcessToken', [0xffffffffffffffffn, 0x28, scratch])
    const token = process.load(scratch, 8)!
    for (const [i, value] of [1, 4, 0, 2].entries()) process.store(scratch + 0x10 + i * 4, 4, value)
    outcome(process, 'AdjustTokenPrivileges', token, 0, scratch + 0x10, 0, 0, 0)
    const at = alloc(process, 2 * MIB, k.MEM_RESERVE | k.MEM_COMMIT | k.MEM_LARGE_PAGES)
    recorded.keep()
    await open(recorded)
    await type(at + 0x12345)
    expect(text('translation-end')).toMatch(/Frame \d+ .*2 MiB/)
    expect(text('table-PT')).toBe('no PT: the PDE maps 2 MiB')
    expect(text('bits-offset')).toContain('0x12345')
    expect(find('bits-PT').exists()).toBe(false)
  })
  it('is none for addresses that are reserved, free, the kernel’s, or no address', async () => {
    const recorded = new RecordedMachine()
    const at = alloc(recorded.process, 0x1000, k.MEM_RESERVE)
    recorded.keep()
    await open(recorded)
    await type(at)
    expect(text('translation-end')).toContain('Reserved: there is a VAD, but no page.')
    await type(at + 0x20000)
    expect(text('translation-end')).toContain('Free: no VAD')
    expect(text('vad-path')).toContain('in none: the search ends')
    await type(0xfffff68000000000n)
    expect(text('translation-end')).toContain('The kernel’s half')
    expect(text('entry-PTE')).toMatch(/^0 ?\?/)
    await type(1n << 48n)
    expect(text('translation-end')).toContain('No address')
    expect(text('bits-high')).toContain('not as bit 47')
    expect(text('table-PML4')).toBe('not asked')
  })
  it('is unknown on real Windows, and says who could tell', async () => {
    const { recorded } = written()
    const region: ObservedRegion = {
      ...{ base: 0x10000, size: 0x3000, state: k.MEM_COMMIT, type: k.MEM_PRIVATE, protect: k.PAGE_READWRITE },
      ...{
        allocationBase: 0x10000,
        allocationProtect: k.PAGE_READWRITE,
        owner: 'program',
        use: '',
        madeByLine: 3
      }
    }
    await open(recorded, 1, [region])
    await type(0x11234)
    await press('translation-machine-windows')
    expect(text('translation-end')).toMatch(/^\? The page is somewhere/)
    expect(text('translation-place')).toContain('!pte 11234')
    expect(text('translation-vad')).toContain('VirtualQuery says: from 0x10000')
    const asked = door.calls.filter(({ input }) => (input as { machine: string }).machine === 'windows')
    expect(new Set(asked.map(({ name }) => name))).toEqual(new Set(['memory/translate']))
  })
})

describe('the address', () => {
  it('is walked by byte and page, and its history leads back and forward', async () => {
    const { recorded, at } = written()
    await open(recorded)
    await type(at)
    await type(at + 0x2000)
    await key('translation-strip', 'ArrowRight')
    await key('translation-strip', 'PageUp')
    expect(useTranslationStore().place?.address).toBe(BigInt(at + 0x1001))
    expect((find('translation-address').element as HTMLInputElement).value).toBe(
      `0x${(at + 0x1001).toString(16)}`
    )
    await key('translation-strip', 'ArrowLeft', { altKey: true })
    expect(useTranslationStore().place?.address).toBe(BigInt(at + 0x2000))
    await press('translation-back')
    expect(useTranslationStore().place?.address).toBe(BigInt(at))
    await key('translation-address', 'ArrowRight', { altKey: true })
    expect(useTranslationStore().place?.address).toBe(BigInt(at + 0x2000))
  })
  it('is what another picture selects, and is selected for the others', async () => {
    const { recorded, at } = written()
    await open(recorded)
    expect(find('translation-empty').exists()).toBe(true)
    useSelectionStore().select(
      { machine: 'simulator', letter: 'A', address: at + 0x1000, extent: 'page' },
      'strip'
    )
    await settled()
    expect(text('translation-end')).toContain('Demand zero')
    expect(useSelectionStore().place?.extent).toBe('page')
    await type(at + 2)
    expect(useSelectionStore().place).toEqual({
      machine: 'simulator',
      letter: 'A',
      address: at + 2,
      extent: 'byte'
    })
    expect(useSelectionStore().from).toBe('translation')
  })
  it('that is none is refused where it is typed', async () => {
    const { recorded } = written()
    await open(recorded)
    await type('0x10000000000000000')
    expect(text('translation-problem')).toContain('64 bits')
    expect(find('translation-address').attributes('aria-invalid')).toBe('true')
  })
})

describe('the picture', () => {
  it('follows the steps, and marks what the step changed in words', async () => {
    const { recorded, at } = written()
    await open(recorded, 0)
    await type(at)
    expect(text('translation-end')).toContain('Demand zero')
    expect(find('translation-change').exists()).toBe(false)
    show('simulator', 1)
    await settled()
    expect(text('translation-change')).toContain(
      'the page was nowhere yet (zeros); 4 bytes shown here changed'
    )
    expect(text('translation-end')).toContain('before: nowhere yet (zeros)')
    expect(find('translation-bytes').findAll('.changed')).toHaveLength(4)
  })
  it('drops an answer that comes late, and asks for nothing while the program runs or the picture is closed', async () => {
    const { recorded, at } = written()
    await open(recorded, 0)
    await type(at)
    door.held = []
    show('simulator', 1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const [late] = door.held
    door.held = null
    await type(at + 0x3000)
    late!()
    await settled()
    expect(text('bits-PT')).toContain(String((at / 4096 + 3) % 512))
    const asked = door.calls.length
    show('simulator', 1, { status: 'running' })
    await settled()
    expect(door.calls).toHaveLength(asked)
    view.unmount()
    show('simulator', 0)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(door.calls).toHaveLength(asked)
  })
  it('has one tab stop for the bits of an entry, and tells each field in full', async () => {
    const { recorded, at } = written()
    await open(recorded)
    await type(at)
    expect(find('entry-fields').findAll('[tabindex="0"]')).toHaveLength(1)
    expect(text('entry-told')).toMatch(/^PFN \(PageFrameNumber\) · bits 47–12 = \d+ \(0x/)
    await key('entry-fields', 'End')
    expect(text('entry-told')).toContain('P (Valid) · bit 0 = 1 · Present')
    await press('entry-PXE')
    expect(text('pte-line')).toContain('PXE at')
    expect(text('entry-told')).toContain('next table')
  })
  it('says why there is none', async () => {
    const { recorded, at } = written()
    await open(recorded)
    useTranslationStore().go({ machine: 'simulator', letter: 'B', address: BigInt(at) })
    await settled()
    expect(text('translation-refused')).toBe('There is no process B at this moment.')
  })
})

describe('a prediction', () => {
  async function answer(part: string, value: string): Promise<void> {
    await find(`part-${part}`).find('.answer').setValue(value)
  }
  it('gives nothing away until all is said, counts, and reveals on demand', async () => {
    const { recorded, at } = written()
    await open(recorded)
    await type(at)
    const frame = /Frame (\d+)/.exec(text('translation-end'))![1]!
    const indices = splitAddress(BigInt(at)).indices.map(String)
    await press('translation-predict')
    const hidden = document.querySelector('[data-testid="translation"]')!.outerHTML
    expect(find('translation-picture').exists()).toBe(false)
    expect(hidden).not.toContain(frame)
    expect(hidden).not.toContain(Number(frame).toString(16))
    expect(useMessagesStore().announcement).not.toContain('frame')

    await answer('half', 'user')
    await answer('PML4', String(Number(indices[0]) + 1))
    await find('predict').trigger('submit')
    expect(text('predict-score')).toBe('1 of 10 right, 1 wrong, 8 open.')
    expect(text('part-PML4')).toContain('Wrong')
    expect(find('part-PML4').find('input').attributes('aria-invalid')).toBe('true')
    await answer('PML4', `0x${Number(indices[0]).toString(16)}`)
    await answer('PDPT', indices[1]!)
    await answer('PD', indices[2]!)
    await answer('PT', indices[3]!)
    await answer('offset', '0')
    await answer('decides', 'PTE')
    await answer('valid', 'valid')
    await answer('place', 'frame')
    await answer('write', 'no-fault')
    await find('predict').trigger('submit')
    expect(text('predict-score')).toBe('10 of 11 right (9 at the first try), 1 open.')
    expect(find('translation-picture').exists()).toBe(false)
    await press('predict-entry')
    expect(text('predict-entry-value')).toContain(Number(frame).toString(16))
    await press('reveal-frame')
    expect(text('part-frame')).toContain(`${frame} (0x`)
    expect(text('predict-score')).toBe('10 of 11 right (9 at the first try), 1 revealed.')
    expect(find('translation-picture').exists()).toBe(true)
  })
  it('begins anew at another address', async () => {
    const { recorded, at } = written()
    await open(recorded)
    await type(at)
    await press('translation-predict')
    await press('predict-reveal')
    expect(find('translation-picture').exists()).toBe(true)
    await type(at + 0x1000)
    expect(find('translation-picture').exists()).toBe(false)
    expect(find('predict-score').text()).toBe('')
    expect(useMessagesStore().announcement).toBe(`0x${(at + 0x1000).toString(16)}`)
  })
})
