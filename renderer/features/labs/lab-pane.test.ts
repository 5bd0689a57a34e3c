// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { createPinia } from 'pinia'
import { h } from 'vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LabText } from '../../../shared/contract/lab-text'
import type { RequestAnswer, RequestInput, RequestName } from '../../../shared/contract/requests'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import { useLabSessionStore } from '../../stores/lab-session'
import { useRailStore } from '../../stores/rail'
import { useSelectionStore } from '../../stores/selection'
import { openedLab } from '../../stores/testing/lab'
import { useWorksStore } from '../../stores/works'
import JudgingLine from './JudgingLine.vue'
import LabPane from './LabPane.vue'
import PlaceForm from './PlaceForm.vue'
import { LabTextView } from './lab-text'

class LabDoor extends ScriptedDoor {
  readonly labs = new Map<string, unknown>([['labs/open', openedLab()]])
  override async call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
    const answer = await super.call(name, input)
    return answer.ok && this.labs.has(name) ? ({ ok: true, value: this.labs.get(name) } as never) : answer
  }
}

let door: LabDoor
let pane: VueWrapper
const find = (testId: string) => pane.find(`[data-testid="${testId}"]`)
const inputs = (name: RequestName): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)
const paragraph = (text: string): LabText => ({ kind: 'paragraph', children: [{ kind: 'text', text }] })

beforeEach(async () => {
  localStorage.clear()
  door = new LabDoor(demoScript({ twoProcesses: false, windows: true }))
  replaceDoor(door)
  const pinia = createPinia()
  pane = mount(() => h(TooltipProvider, () => h(LabPane)), {
    global: { plugins: [pinia] },
    attachTo: document.body
  })
  await useLabSessionStore(pinia).open('03-x')
  await flushPromises()
})
afterEach(() => {
  pane.unmount()
})

describe('the pane of a lab', () => {
  it('begins with the introduction and the first step, with the focus on its title', () => {
    expect(find('lab-body').text()).toContain('Welcome.')
    expect(document.activeElement?.textContent?.trim()).toBe('First step')
  })

  it('judges a choice and says why it is so only when it was right', async () => {
    const question = find('predict-one/predict-1')
    expect(question.find('[data-testid="predict-judge"]').attributes('aria-disabled')).toBe('true')
    await question.find('[data-testid="option-1"]').setValue()
    door.labs.set('labs/predict', { judged: true, right: false, says: 'Look again.', answer: null })
    await question.find('form').trigger('submit')
    await flushPromises()
    expect(find('predict-wrong').text()).toBe('Not so. Look again.')
    expect(find('predict-answer').exists()).toBe(false)
    await question.find('[data-testid="option-2"]').setValue()
    const answer = { truth: { form: 'choose', option: 1 }, why: [paragraph('It is two.')] }
    door.labs.set('labs/predict', { judged: true, right: true, says: '', answer })
    await question.find('form').trigger('submit')
    await flushPromises()
    expect(inputs('labs/predict')).toMatchObject([
      { answer: { form: 'choose', option: 0 }, fileName: 'first.c' },
      { answer: { form: 'choose', option: 1 } }
    ])
    expect(find('predict-answer').text()).toContain('It is two.')
    expect(find('predict-wrong').exists()).toBe(false)
  })

  it('offers the solution only when all hints were read', async () => {
    door.labs.set('labs/hint', { text: [paragraph('Think.')] })
    expect(find('lab-solution').exists()).toBe(false)
    for (const expected of [1, 2]) {
      await find('lab-hint').trigger('click')
      await flushPromises()
      expect(pane.findAll('[data-testid="hint"]')).toHaveLength(expected)
    }
    expect(find('lab-hint').exists()).toBe(false)
    door.labs.set('labs/solution', { fileName: 'first.c', source: 'int solved;' })
    await find('lab-solution').trigger('click')
    await flushPromises()
    expect(find('solution').text()).toContain('int solved;')
  })

  it('keeps the focus where a button was that goes when it was pressed', async () => {
    const press = async (testId: string): Promise<void> => {
      const button = find(testId).element as HTMLElement
      button.focus()
      button.click()
      await flushPromises()
    }
    const focused = (): string | undefined => (document.activeElement as HTMLElement).dataset.testid
    door.labs.set('labs/hint', { text: [paragraph('Think.')] })
    await press('lab-hint')
    expect(focused()).toBe('lab-hint')
    await press('lab-hint')
    expect(focused()).toBe('lab-solution')
    door.labs.set('labs/solution', { fileName: 'first.c', source: 'int solved;' })
    await press('lab-solution')
    expect(focused()).toBe('solution-take')
    const answer = { truth: { form: 'choose', option: 1 }, why: [paragraph('It is two.')] }
    door.labs.set('labs/reveal', { judged: true, answer })
    await press('predict-reveal')
    expect(find('predict-answer').text()).toContain('It is two.')
    expect(focused()).toBe('predict-judge')
  })

  it('leaves the list of labs behind it, also for who came from the welcome', () => {
    expect(useRailStore().list).toBe('labs')
  })

  it('has a matrix that is filled by keyboard, with one tab stop', async () => {
    await find('lab-next').trigger('click')
    await flushPromises()
    const matrix = find('predict-matrix')
    expect(matrix.findAll('button[tabindex="0"]')).toHaveLength(1)
    await matrix.trigger('keydown', { key: 'ArrowRight' })
    await flushPromises()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('R, write: faults')
    await find('cell-1-2').trigger('click')
    door.labs.set('labs/predict', { judged: true, right: false, says: '', answer: null })
    await find('predict-two/predict-1').find('form').trigger('submit')
    await flushPromises()
    expect(inputs('labs/predict')).toMatchObject([
      {
        answer: {
          form: 'matrix',
          cells: [
            [false, true],
            [false, false]
          ]
        }
      }
    ])
  })
})

describe('a place that is asked for', () => {
  it('is what is selected in a picture of the simulator, and not what the lab pointed at', async () => {
    const form = mount(PlaceForm, { props: { form: 'region', address: null, waits: true, labelledBy: 'q' } })
    const selection = useSelectionStore()
    const place = { machine: 'simulator', letter: 'A', extent: 'region' } as const
    selection.select({ ...place, address: 0x30000 }, 'lab')
    await flushPromises()
    expect(form.emitted('change')).toBeUndefined()
    selection.select({ ...place, machine: 'windows', address: 0x40000 }, 'strip')
    await flushPromises()
    expect(form.emitted('change')).toBeUndefined()
    selection.select({ ...place, address: 0x20000 }, 'strip')
    await flushPromises()
    expect(form.emitted('change')).toEqual([[0x20000]])
  })
})

describe('the text of a lab', () => {
  it('is nodes: what looks like markup is text, and links do what they say', async () => {
    const text: readonly LabText[] = [
      paragraph('<b>bold</b>'),
      {
        kind: 'paragraph',
        children: [
          {
            kind: 'program',
            fileName: 'second.c',
            mark: null,
            children: [{ kind: 'text', text: 'the program' }]
          },
          { kind: 'run', mark: 'there', children: [{ kind: 'text', text: 'run it' }] }
        ]
      }
    ]
    const view = mount(() => h(LabTextView, { text }))
    expect(view.find('b').exists()).toBe(false)
    expect(view.text()).toContain('<b>bold</b>')
    await view.find('[data-act="run"]').trigger('click')
    await flushPromises()
    expect(inputs('run/start')).toMatchObject([{ fileName: 'second.c', source: 'int b; // @there\n' }])
  })
})

describe('the end of a lab', () => {
  it('names the steps that have something open, and leads there', async () => {
    await find('lab-next').trigger('click')
    await flushPromises()
    expect(find('lab-open').text()).toContain('Step 1')
    await find('lab-open').find('button').trigger('click')
    expect(useLabSessionStore().stepIndex).toBe(0)
  })
})

describe('judging', () => {
  it('is ended by the line that shows it, not what else is under way', async () => {
    useWorksStore().listen()
    door.tell('work/progress', { id: 'judging', title: 'Judging', share: null, over: false, shownBy: 'lab' })
    door.tell('work/progress', { id: 'wine', title: 'Starting Wine', share: null, over: false })
    const line = mount(() => h(TooltipProvider, () => h(JudgingLine)))
    await line.find('[data-testid="lab-cancel"]').trigger('click')
    expect(inputs('work/cancel')).toEqual([{ id: 'judging' }])
  })
})
