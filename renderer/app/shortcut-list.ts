import { commandMenus, plainLabel, type CommandText } from '../../shared/contract/commands'

/** The keys of the bench, by what they are for. */
export const shortcutList: readonly {
  readonly heading: string
  readonly keys: readonly (readonly [keys: string, meaning: string])[]
}[] = [
  ...commandMenus.map(({ label, commands }) => ({
    heading: plainLabel(label),
    keys: (commands as readonly (CommandText | null)[]).flatMap((command) =>
      command === null ? [] : [[command.key, plainLabel(command.label).replace('…', '')] as const]
    )
  })),
  {
    heading: 'Pictures and program',
    keys: [
      ['Menu key', 'On a region or a byte: all that can be done to it'],
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
      ['Space', 'Select the byte in every picture'],
      ['Alt+←', 'Back to the address before'],
      ['Alt+B, Alt+N', 'Back until this byte changed, forward until it changes'],
      ['Alt+Shift+B, Alt+Shift+N', 'The same for its page']
    ]
  },
  {
    heading: 'In Translation',
    keys: [
      ['← →', 'A byte back or on, in the bits of the address'],
      ['PgUp, PgDn', 'A page back, a page on'],
      ['Alt+←, Alt+→', 'The address before, the address after']
    ]
  },
  {
    heading: 'In the address strip',
    keys: [
      ['↑ ↓, PgUp, PgDn', 'To the next segment, a view on'],
      ['Home, End', 'Lowest and highest address'],
      ['Enter', 'Zoom in: allocation, pages'],
      ['Escape, Backspace', 'Zoom out'],
      ['Space', 'Select'],
      ['0x… Enter', 'To an address'],
      ['+, -, *', 'Larger, smaller, all of it'],
      ['Ctrl+↑, Ctrl+↓', 'Move the view'],
      ['Menu key', 'All that can be done with it']
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
    heading: 'On the timeline',
    keys: [
      ['← → PgUp PgDn Home End', 'Through the steps'],
      ['Ctrl+←, Ctrl+→', 'To the next event']
    ]
  },
  {
    heading: 'In the editor',
    keys: [
      ['Ctrl+F', 'Find in the program'],
      ['Escape, Tab', 'Leave the editor']
    ]
  }
]
