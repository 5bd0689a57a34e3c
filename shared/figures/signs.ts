import type { FigureGroup } from './figure'

const region = 'api/winnt/ns-winnt-memory_basic_information'

/** What marks a change, and what marks a comparison of the machines. */
export const signFigures = {
  title: 'Signs',
  figures: {
    'sign-new': {
      name: '▲ new',
      says: 'The shown step made this region: it was free, or part of another region, before.',
      by: 'VadLab',
      page: 'api/memoryapi/nf-memoryapi-virtualalloc'
    },
    'sign-gone': {
      name: '▼ gone',
      says: 'The shown step removed this region: its addresses are free again, or part of another region.',
      by: 'VadLab',
      page: 'api/memoryapi/nf-memoryapi-virtualfree'
    },
    'sign-commit': {
      name: '✚ committed',
      says: 'The shown step committed these pages; they were reserved before.',
      by: 'VadLab',
      page: 'api/memoryapi/nf-memoryapi-virtualalloc'
    },
    'sign-decommit': {
      name: '◇ decommitted',
      says: 'The shown step decommitted these pages: their contents are lost, their addresses stay reserved.',
      by: 'VadLab',
      page: 'api/memoryapi/nf-memoryapi-virtualfree'
    },
    'sign-protect': {
      name: '◆ protection',
      says: 'The shown step changed the protection of these pages: by a call, or as a guard was hit or a page copied.',
      by: 'VadLab',
      page: 'api/memoryapi/nf-memoryapi-virtualprotect'
    },
    'sign-other': {
      name: '◆ changed',
      says: 'The shown step changed something else of this region: its size or its use.',
      by: 'VadLab',
      page: region
    },
    'sign-page-new': {
      name: '▲ in memory',
      says: 'The shown step brought the page into the working set; the region may be older.',
      by: 'VadLab',
      page: 'memory/working-set'
    },
    'sign-page-gone': {
      name: '▼ out of the working set',
      says: 'The shown step took the page out of the working set; its contents are kept unless the page was freed or decommitted.',
      by: 'VadLab',
      page: 'memory/working-set'
    },
    'sign-page-copied': {
      name: '✂ copied',
      says: 'The shown step wrote a copy-on-write page: the writer has a frame of its own now, the others keep the old one.',
      by: 'VadLab',
      page: 'memory/memory-protection'
    },
    'sign-page-moved': {
      name: '◆ another frame',
      says: 'The page is in another frame than before the shown step; its virtual address is the same.',
      by: 'VadLab',
      page: 'memory/working-set'
    },
    'sign-page-written': {
      name: '✎ first write',
      says: 'The shown step wrote the page for the first time since it was last saved: it is dirty now.',
      by: 'VadLab',
      page: 'memory/working-set'
    },
    'verdict-same': {
      name: '✓ same',
      says: 'Both machines say the same here.',
      by: 'VadLab',
      doc: 'comparison.md'
    },
    'verdict-expected': {
      name: '≈ as expected',
      says: 'The machines differ where they may: addresses that are chosen at random, what is in memory just now.',
      by: 'VadLab',
      doc: 'comparison.md'
    },
    'verdict-different': {
      name: '✗ different',
      says: 'The machines differ where Windows’ rules leave no choice: a limit of one machine, or a mistake of ours.',
      by: 'VadLab',
      doc: 'comparison.md'
    }
  }
} as const satisfies FigureGroup
