import { views } from './views'

/** The keys of the bench, by what they are for. */
export const shortcutList: readonly {
  readonly heading: string
  readonly keys: readonly (readonly [keys: string, meaning: string])[]
}[] = [
  {
    heading: 'Run',
    keys: [
      ['F5', 'Start, or continue to the next breakpoint'],
      ['F6', 'Pause'],
      ['Shift+F5', 'Stop'],
      ['Ctrl+Shift+F5', 'Restart'],
      ['F10', 'Step over'],
      ['F11', 'Step into'],
      ['Shift+F11', 'Step out'],
      ['Shift+F10', 'Step back'],
      ['Ctrl+F10', 'Run to the cursor’s line']
    ]
  },
  {
    heading: 'Pictures',
    keys: views.map(({ shortcut, label, hint }) => [shortcut, `${label}: ${hint}`] as const)
  },
  {
    heading: 'Breakpoints and watches',
    keys: [
      ['F9', 'Set or remove the line’s breakpoint'],
      ['Shift+F9', 'Condition of the line’s breakpoint'],
      ['Alt+W', 'Watch the selection, or the name here'],
      ['Ctrl+G', 'Go to an address in memory']
    ]
  },
  {
    heading: 'Act and follow',
    keys: [
      ['Alt+A', 'Act on the selected place: allocate, protect, map, touch …'],
      ['Menu key', 'The same on a region or a byte'],
      ['Ctrl+click', 'A pointer in the program: its page in all pictures']
    ]
  },
  {
    heading: 'In variables and watches',
    keys: [
      ['↑ ↓ Home End', 'Move'],
      ['→ ←', 'Unfold, fold'],
      ['Enter', 'Unfold; show the memory of what does not unfold'],
      ['Alt+Enter', 'Show in memory'],
      ['F2, Delete', 'Edit or remove a watch'],
      ['Menu key', 'All that can be done with it']
    ]
  },
  {
    heading: 'In memory',
    keys: [
      ['↑ ↓ ← →', 'Move the byte looked at'],
      ['PgUp, PgDn', 'A page back, a page on'],
      ['Ctrl+↑, Ctrl+↓', 'A row back, a row on'],
      ['Ctrl+Home, Ctrl+End', 'Ends of the region'],
      ['Enter', 'Follow the pointer'],
      ['Alt+←', 'Back to the address before'],
      ['Alt+B, Alt+N', 'Back until this byte changed, forward until it changes'],
      ['Alt+Shift+B, Alt+Shift+N', 'The same for its page']
    ]
  },
  {
    heading: 'In the region table',
    keys: [
      ['Enter', 'Show the region’s memory'],
      ['Alt+B, Alt+N', 'Back until this region changed, forward until it changes'],
      ['Menu key', 'Its line, its memory, its address']
    ]
  },
  {
    heading: 'File and window',
    keys: [
      ['Ctrl+N', 'New program'],
      ['Ctrl+O', 'Open'],
      ['Ctrl+S', 'Save'],
      ['Ctrl+Shift+S', 'Save as'],
      ['Ctrl+E', 'Export as C project'],
      ['Ctrl+Shift+K', 'Save the run with all its steps'],
      ['Ctrl+Shift+O', 'Open a saved run'],
      ['Ctrl+F', 'Find in the program'],
      ['Escape, Tab', 'Leave the editor'],
      ['Ctrl+F1', 'This list']
    ]
  }
]
