import { expect, it } from 'vitest'
import { readLab } from '../../../shared/labs/format'
import { programScope } from './program-scope'

const program =
  '#include <windows.h>\nint main(void)\n{\n    char *p = NULL;\n    // @fill\n    int done = 1; // @done\n    return 0;\n}\n'
const step = (...lines: string[]): string[] => [
  ...['---', 'title: T', 'goal: G', 'minutes: 5', 'needs: simulator', '---', '## One', ''],
  ...['Open [a.c](a.c).', '', 'More.', ...lines, 'Source: [x](https://learn.microsoft.com)', '']
]
const check = (line: string): string[] => ['```check after @fill', line, '```', '']
const solution = [
  '```c solution after @fill',
  '    p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);',
  '```',
  ''
]

it.each([
  [
    'checks without a hint',
    step(...check('p != NULL'), ...solution),
    ['lab.md:12:1 A check needs a hint in its step, a block ```hint, for those who do not see how to begin.']
  ],
  [
    'has an empty hint',
    step(...check('p != NULL'), ...solution, '```hint', '```', ''),
    ['lab.md:20:1 This hint is empty.']
  ],
  [
    'takes its solution from a file that is missing',
    step(...check('p != NULL'), '```c solution from done.c', '```', ''),
    ['lab.md:16:15 There is no done.c in this folder.']
  ],
  [
    'gives a unit to what is no size',
    step(
      '```predict number after @done',
      'question: Q',
      'answer: count(regions)',
      'unit: KiB',
      'why: W',
      '```',
      ''
    ),
    [
      'lab.md:15:1 The answer is a number and no size, so it has no unit. Leave unit out, or make a size of it, as in count(...) * 1 page.'
    ]
  ],
  [
    'counts pages in a number of the program',
    step('```predict number after @done', 'question: Q', 'answer: done', 'unit: pages', 'why: W', '```', ''),
    [
      'lab.md:15:1 A number of the program may count pages or bytes. Make a size of it, with * 1 page or * 1 byte behind it.'
    ]
  ],
  [
    'has a link in what a wrong choice is told',
    step(
      '```predict choose after @done',
      'question: Q',
      'options:',
      '  One:',
      '    when: done == 2',
      '    says: See [commit charge](glossary:process-commit).',
      '  "Two": done == 1',
      'why: W',
      '```',
      ''
    ),
    ['lab.md:17:5 What is said to a wrong answer is plain text: a link does not work in it.']
  ],
  [
    'has a link in what a failing condition is told',
    step(
      '```check after @fill',
      'p != NULL',
      '    else See [commit charge](glossary:process-commit).',
      '```',
      '',
      '```hint',
      'H',
      '```',
      '',
      ...solution
    ),
    ['lab.md:14:5 What is said to a wrong answer is plain text: a link does not work in it.']
  ],
  [
    'asks Windows what it does not tell',
    step(
      '```predict choose after @done',
      'question: Q',
      'options:',
      '  Yes: pageAt(p).dirty',
      '  No: not simulator.pageAt(p).dirty',
      'why: W',
      '```',
      ''
    ).map((line) => line.replace('needs: simulator', 'needs: both')),
    ['lab.md:15:8 Windows does not tell dirty. Ask the simulator alone, with simulator. before it.']
  ]
])('a lab that %s is refused with file, line and reason', (_what, lines, problems) => {
  const folder = { id: 'x', labFile: 'lab.md', text: lines.join('\n'), programs: new Map([['a.c', program]]) }
  const reading = readLab(folder, programScope)
  const told = reading.ok ? [] : reading.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.message}`)
  expect(told).toEqual(problems)
})
