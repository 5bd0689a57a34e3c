import { defineAsyncComponent, type Component } from 'vue'
import type { ViewId } from '../stores/views'

/** A picture of the run that takes the room beside the program. */
export interface View {
  readonly id: ViewId
  readonly label: string
  /** What one sees there, in a sentence. */
  readonly hint: string
  readonly component: Component
}

const bench = () => import('../features/machine-column/BenchView.vue')
/** Fetches the picture that a run opens with, once the window is there. */
export function loadFirstView(): void {
  setTimeout(() => void bench(), afterTheWindowMs)
}
const afterTheWindowMs = 300

/** All pictures, in the order of their tabs. Each is loaded when it is opened: the window is there sooner. */
export const views: readonly View[] = [
  {
    id: 'bench',
    label: 'Bench',
    hint: 'What each step did, and the regions of each process',
    component: defineAsyncComponent(bench)
  },
  {
    id: 'processes',
    label: 'Processes',
    hint: 'Address spaces face to face, with physical memory between them',
    component: defineAsyncComponent(() => import('../features/processes/ProcessesView.vue'))
  },
  {
    id: 'comparison',
    label: 'Simulator | Windows',
    hint: 'Both machines row by row: the same, as expected, or different, and why',
    component: defineAsyncComponent(() => import('../features/comparison/ComparisonView.vue'))
  },
  {
    id: 'translation',
    label: 'Translation',
    hint: 'From an address through the page tables to its byte',
    component: defineAsyncComponent(() => import('../features/translation/TranslationView.vue'))
  },
  {
    id: 'moments',
    label: 'A → B',
    hint: 'What differs between two moments',
    component: defineAsyncComponent(() => import('../features/moments/MomentsView.vue'))
  },
  {
    id: 'odd',
    label: 'Odd regions',
    hint: 'Regions worth a second look, and what may be behind them',
    component: defineAsyncComponent(() => import('../features/odd-regions/OddRegionsView.vue'))
  }
]
