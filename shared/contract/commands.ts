/** Something one can ask of the bench: an entry of a menu, and a key. */
export interface CommandText {
  readonly id: string
  /** With `&` before the letter that stands for it, as menus have it. */
  readonly label: string
  /** `Ctrl+Shift+F5`; the page hears it wherever the focus is. */
  readonly key: string
}

/** The menus of the bench. The page's menu bar, Electron's menu and the list of shortcuts are made of them; null is a line. */
export const commandMenus = [
  {
    label: '&File',
    commands: [
      { id: 'file.new', label: '&New program', key: 'Ctrl+N' },
      { id: 'file.open', label: '&Open…', key: 'Ctrl+O' },
      { id: 'file.save', label: '&Save', key: 'Ctrl+S' },
      { id: 'file.save-as', label: 'Save &as…', key: 'Ctrl+Shift+S' },
      { id: 'file.export', label: '&Export as C project…', key: 'Ctrl+E' },
      null,
      { id: 'file.open-run', label: 'Open &run…', key: 'Ctrl+Shift+O' },
      { id: 'file.save-run', label: 'Save r&un…', key: 'Ctrl+Shift+K' },
      null,
      { id: 'file.share', label: 'S&hare…', key: 'Ctrl+H' },
      { id: 'file.open-shared', label: 'O&pen shared…', key: 'Ctrl+Shift+H' }
    ]
  },
  {
    label: '&Run',
    commands: [
      { id: 'run.continue', label: '&Start or continue', key: 'F5' },
      { id: 'run.restart', label: '&Restart', key: 'Ctrl+Shift+F5' },
      { id: 'run.pause', label: '&Pause', key: 'F6' },
      { id: 'run.stop', label: 'S&top', key: 'Shift+F5' },
      null,
      { id: 'run.over', label: 'Step &over', key: 'F10' },
      { id: 'run.into', label: 'Step &into', key: 'F11' },
      { id: 'run.out', label: 'Step o&ut', key: 'Shift+F11' },
      { id: 'run.back', label: 'Step &back', key: 'Shift+F10' },
      null,
      { id: 'run.to-line', label: 'Run to the cursor’s &line', key: 'Ctrl+F10' },
      { id: 'run.breakpoint', label: 'Breakpoint on the li&ne', key: 'F9' },
      { id: 'run.condition', label: '&Condition of the breakpoint…', key: 'Shift+F9' },
      { id: 'run.watch', label: '&Watch the selection', key: 'Alt+W' },
      { id: 'run.follow', label: 'Show what it points to in all pictur&es', key: 'Alt+P' },
      null,
      { id: 'run.act', label: '&Act on memory…', key: 'Alt+A' },
      null,
      { id: 'run.compare-folder', label: 'Co&mpare a folder of programs…', key: 'Ctrl+Shift+F3' }
    ]
  },
  {
    label: '&View',
    commands: [
      { id: 'view.bench', label: '&Bench', key: 'Ctrl+1' },
      { id: 'view.processes', label: '&Processes', key: 'Ctrl+2' },
      { id: 'view.comparison', label: '&Simulator | Windows', key: 'Ctrl+3' },
      { id: 'view.translation', label: '&Translation', key: 'Ctrl+4' },
      { id: 'view.moments', label: '&A → B', key: 'Ctrl+5' },
      { id: 'view.odd', label: '&Odd regions', key: 'Ctrl+6' },
      null,
      { id: 'view.strip', label: 'Address str&ip', key: 'Alt+M' },
      { id: 'view.address', label: '&Go to address…', key: 'Ctrl+G' },
      { id: 'view.examples', label: '&Examples', key: 'Ctrl+B' },
      { id: 'view.line-values', label: '&Values beside the lines', key: 'Ctrl+Shift+V' },
      null,
      { id: 'view.theme', label: 'Next t&heme', key: 'Ctrl+Shift+L' },
      { id: 'view.presentation', label: 'P&resentation', key: 'F8' }
    ]
  },
  {
    label: '&Time',
    commands: [
      { id: 'time.a', label: 'Make this step &A', key: 'Alt+1' },
      { id: 'time.b', label: 'Make this step &B', key: 'Alt+2' },
      { id: 'time.compare', label: '&Compare A and B', key: 'Alt+3' },
      { id: 'time.cumulative', label: '&Mark all that changed since A', key: 'Alt+4' },
      null,
      { id: 'time.until', label: '&Go until a place changes…', key: 'Alt+U' },
      { id: 'time.play', label: '&Play the record, or pause', key: 'Alt+R' }
    ]
  },
  {
    label: 'M&achine',
    commands: [
      { id: 'machine.simulator', label: '&Simulator', key: 'Ctrl+Alt+1' },
      { id: 'machine.windows', label: '&Windows', key: 'Ctrl+Alt+2' },
      { id: 'machine.both', label: '&Both', key: 'Ctrl+Alt+3' },
      null,
      { id: 'machine.settings', label: 'S&imulated machine…', key: 'Ctrl+M' }
    ]
  },
  {
    label: '&Labs',
    commands: [
      { id: 'labs.list', label: '&Labs', key: 'Ctrl+L' },
      { id: 'labs.pane', label: 'Go to the lab’s te&xt, or back', key: 'F4' },
      null,
      { id: 'labs.next', label: '&Next step', key: 'Alt+PageDown' },
      { id: 'labs.previous', label: '&Previous step', key: 'Alt+PageUp' },
      { id: 'labs.check', label: '&Check', key: 'F7' },
      { id: 'labs.hint', label: '&Hint', key: 'Shift+F7' },
      null,
      { id: 'labs.report', label: 'Save &report…', key: 'Alt+Shift+S' },
      { id: 'labs.preview', label: 'Pre&view a lab…', key: 'Alt+Shift+V' },
      null,
      { id: 'labs.learner', label: '&Who is learning…', key: 'Alt+Shift+W' },
      { id: 'labs.reset', label: '&Forget progress…', key: 'Alt+Shift+R' },
      { id: 'labs.leave', label: 'L&eave the lab', key: 'Alt+Shift+L' }
    ]
  },
  {
    label: '&Help',
    commands: [
      { id: 'help.shortcuts', label: '&Keyboard shortcuts', key: 'Ctrl+F1' },
      { id: 'help.explain', label: '&Explain figure, sign or term', key: 'F1' },
      null,
      { id: 'help.tour', label: '&Tour of the window', key: 'Shift+F1' },
      { id: 'help.welcome', label: '&Welcome', key: 'Ctrl+Shift+F1' }
    ]
  }
] as const satisfies readonly {
  readonly label: string
  readonly commands: readonly (CommandText | null)[]
}[]

type Entry = (typeof commandMenus)[number]['commands'][number]
/** What can be asked of the bench. */
export type CommandId = NonNullable<Entry>['id']

/** Every command. */
export const commandTexts: readonly (CommandText & { readonly id: CommandId })[] = commandMenus.flatMap(
  ({ commands }) => (commands as readonly Entry[]).filter((command) => command !== null)
)

/** A label without the mark of its letter. */
export const plainLabel = (label: string): string => label.replace('&', '')
