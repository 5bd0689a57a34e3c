/** What the person can try at a stop; having done it goes on. */
export type Trial = 'start' | 'step' | 'back'

/** A stop of the tour. */
export interface TourStop {
  readonly title: string
  readonly says: string
  /** What it points at: the first of these that is seen, best first. */
  readonly at: readonly string[]
  /** What else it speaks of. */
  readonly also?: string
  readonly trial?: Trial
  /** It speaks of what the bench shows of a run. */
  readonly onBench?: true
}

/** What stands where the pictures of a run will be. */
const whereRunsShow = ['#view-panel', '[data-testid="invitation"]']

/** The stops of the tour, in the order in which a first run needs them. */
export const tourStops: readonly TourStop[] = [
  {
    title: 'The program',
    says: 'Ordinary C that calls Windows. You run it line by line, and can change it whenever you like.',
    at: ['[data-testid="editor"]'],
    trial: 'start'
  },
  {
    title: 'The address space',
    says: 'Everything the process has, by address. What a line changes is marked, here and in the table beside it.',
    at: ['[data-testid="strip-simulator-A"]', '[data-testid="strip-windows-A"]', ...whereRunsShow],
    trial: 'step',
    onBench: true
  },
  {
    title: 'What the line did',
    says: 'The line, the call it made, what Windows answered, and what that changed: before → after. F1 explains any figure.',
    at: [
      '[aria-label="Step on Simulator"]',
      '[aria-label="Step on Windows"]',
      '[data-testid^="step-card-"]',
      ...whereRunsShow
    ],
    onBench: true
  },
  {
    title: 'Back in time',
    says: 'Every step is kept. Go to any of them, and all pictures go with you.',
    at: ['.timeline'],
    trial: 'back'
  },
  {
    title: 'Two machines, and the labs',
    says: 'The same program runs on the simulator and on Windows, side by side. The labs (Ctrl+L) let you predict, run and check.',
    at: ['[role="radiogroup"][aria-label="Machine"]'],
    also: '[data-testid="menu-labs"]'
  }
]
