import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLab } from '../../../shared/labs/format'
import { programScope } from './program-scope'

const head = (needs = 'simulator'): string[] => [
  '---',
  'title: T',
  'goal: G',
  'minutes: 5',
  `needs: ${needs}`,
  '---',
  ''
]
const source = 'Source: [Page State](https://learn.microsoft.com/windows/win32/memory/page-state)'
const solution = [
  '```c solution after @fill',
  '    p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);',
  '```',
  ...['', '```hint', 'Reserve it.', '```', '']
]
const check = (line: string): string[] => ['```check after @fill', line, '```', '']
const program = [
  '#include <windows.h>',
  'int main(void)',
  '{',
  '    char *p = NULL;',
  '    int done = 0;',
  '    // @fill',
  '    done = 1; // @done',
  '    return 0;',
  '}',
  ''
].join('\n')

function read(
  lines: readonly string[],
  files: Record<string, string> = { 'a.c': program }
): readonly string[] {
  const folder = {
    id: '00-t',
    labFile: 'lab.md',
    text: lines.join('\n'),
    programs: new Map(Object.entries(files))
  }
  const reading = readLab(folder, programScope)
  return reading.ok
    ? []
    : reading.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
}

const step = (...lines: string[]): string[] => [
  ...head(),
  '## One',
  '',
  'Open [a.c](a.c).',
  '',
  ...lines,
  source,
  ''
]
const bothStep = (...lines: string[]): string[] => [
  ...head('both'),
  '## One',
  '',
  'Open [a.c](a.c).',
  '',
  ...lines,
  source,
  ''
]

const wholeLabs = ['03-reserve-1-mib', '11-protection-matrix', '27-named-section', 'myth-nocache-alone'].map(
  (id) => {
    const folder = join(import.meta.dirname, '../../../labs', id)
    const names = readdirSync(folder).filter((name) => name.endsWith('.c'))
    const programs = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
    return { id, labFile: 'lab.md', text: readFileSync(join(folder, 'lab.md'), 'utf8'), programs }
  }
)

describe('a lab', () => {
  it('with lines lost, doubled, cut and put elsewhere is read or refused, never thrown at', () => {
    const change = fc.tuple(fc.constantFrom('lose', 'double', 'cut', 'move', 'indent'), fc.nat(), fc.nat())
    fc.assert(
      fc.property(
        fc.constantFrom(...wholeLabs),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (lab, changes) => {
          const lines = lab.text.split('\n')
          for (const [how, a, b] of changes) {
            const at = a % lines.length
            const line = lines[at]!
            if (how === 'lose') lines.splice(at, 1)
            else if (how === 'double') lines.splice(at, 0, line)
            else if (how === 'cut') lines[at] = line.slice(b % (line.length + 1))
            else if (how === 'indent') lines[at] = `  ${line}`
            else lines.splice(b % lines.length, 0, ...lines.splice(at, 3))
          }
          const reading = readLab({ ...lab, text: lines.join('\n') }, programScope)
          if (reading.ok) return
          expect(reading.problems.length).toBeGreaterThan(0)
          for (const { line, column, message, file } of reading.problems) {
            expect(message).not.toBe('')
            if (file === 'lab.md') expect(line).toBeLessThanOrEqual(lines.length + 1)
            expect(Math.min(line, column)).toBeGreaterThan(0)
          }
        }
      ),
      { numRuns: 60 }
    )
  })

  it('is read when everything in it fits together', () => {
    expect(read(step(...check('p != NULL'), ...solution))).toEqual([])
  })

  const broken: readonly (readonly [
    string,
    readonly string[],
    readonly string[],
    Record<string, string>?
  ])[] = [
    [
      'has no head',
      ['# Hello'],
      [
        'lab.md:1:1 A lab begins with its head: a line ---, then title:, goal:, minutes: and needs:, and a line --- again.'
      ]
    ],
    [
      'has a head that lacks and misspells something',
      ['---', 'titel: T', 'goal: G', 'minutes: soon', 'needs: both', '---', '', '## One', '', source],
      [
        'lab.md:1:1 The head needs title: title: Reserve 1 MiB',
        'lab.md:2:1 The head has no titel. Did you mean title?',
        'lab.md:4:10 minutes is about how long it takes: a whole number from 1 to 999.'
      ]
    ],
    [
      'asks for a machine that cannot be',
      [
        '---',
        'title: T',
        'goal: G',
        'minutes: 5',
        'needs: simulator',
        'machine: ram=64M speed=9',
        '---',
        '## One',
        source
      ],
      [
        'lab.md:6:18 The machine has no setting speed=9. There are ram=, page-file=, commit-limit=, seed=, cluster=, randomise, no-randomise, large-pages, no-large-pages.'
      ]
    ],
    [
      'has no step',
      [...head(), 'Text.', '', source],
      ['lab.md:1:1 This lab has no steps. A step begins with a heading: ## Reserve it.']
    ],
    [
      'names no source',
      [...head(), '## One', '', 'Text.'],
      [
        'lab.md:10:1 This lab names no source. Each fact has one: a paragraph that begins with "Source: " and links to it.'
      ]
    ],
    [
      'opens a program that is not there',
      [...head(), '## One', '', 'Open [it](b.c).', '', source],
      ['lab.md:10:11 There is no b.c in this folder. Did you mean a.c?']
    ],
    [
      'links to a term that is none',
      step('A [frame](glossary:fram).', ''),
      ['lab.md:12:11 The glossary has no fram. Did you mean frame?']
    ],
    [
      'runs to a mark that is not there',
      step('[Run](run:@dune).', ''),
      ['lab.md:12:7 a.c has no line marked @dune. Did you mean @done?']
    ],
    [
      'misspells a block',
      step('```chek', 'p != NULL', '```', ''),
      ['lab.md:12:4 There is no block chek. Did you mean check?']
    ],
    [
      'compares what cannot be compared',
      step(...check('regionAt(p).state == PAGE_READWRITE'), ...solution),
      [
        'lab.md:13:1 A state (MEM_FREE, MEM_RESERVE or MEM_COMMIT) cannot be compared with a protection (PAGE_ constants).'
      ]
    ],
    [
      'names a variable that the program has not',
      step(...check('q != NULL'), ...solution),
      ['lab.md:13:1 There is no variable or constant q here.']
    ],
    [
      'checks what is no condition',
      step(...check('regionAt(p).size'), ...solution),
      [
        'lab.md:13:1 This has to be a condition that holds or not. This is a size in bytes. Compare it with something: ==, <, has.'
      ]
    ],
    [
      'checks at a mark that is not there',
      step('```check after @fil', 'p != NULL', '```', '', ...solution),
      ['lab.md:13:1 The program has no line marked @fil. Did you mean @fill?']
    ],
    [
      'checks without a solution',
      step(...check('p != NULL')),
      [
        'lab.md:12:1 A check needs a model solution in its step, a block ```c solution: without one nobody knows that it can be passed. What only has to be seen is asked by a prediction.'
      ]
    ],
    [
      'solves what nobody checks',
      step(...solution),
      [
        'lab.md:8:1 This step has a solution but no check, so nothing is asked of the learner. Add a block ```check.'
      ]
    ],
    [
      'has a solution that does not compile',
      step(
        ...check('p != NULL'),
        '```c solution after @fill',
        '    p = VirtualAloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);',
        '```',
        ''
      ),
      ['lab.md:17:9 There is no function VirtualAloc; did you mean VirtualAlloc?']
    ],
    [
      'has a program that does not compile',
      step(...check('p != NULL'), ...solution),
      ['a.c:3:12 There is no variable or constant x here.'],
      {
        'a.c':
          '#include <windows.h>\nint main(void) { char *p = NULL;\n    return x;\n    // @fill\n    p = NULL; }\n'
      }
    ],
    [
      'marks two lines alike',
      step(...check('p != NULL'), ...solution),
      ['a.c:7:18 @fill marks another line above already. Give each line its own name.'],
      { 'a.c': program.replace('@done', '@fill') }
    ],
    [
      'puts a solution where no mark is',
      step(...check('p != NULL'), '```c solution after @her', 'p = 0;', '```', ''),
      ['lab.md:16:21 a.c has no line marked @her.']
    ],
    [
      'predicts in no known way',
      step('```predict pick', 'question: Q', '```', ''),
      [
        'lab.md:12:4 A prediction is one of predict choose, predict number, predict address, predict region, predict matrix.'
      ]
    ],
    [
      'leaves a prediction without its answer and its why',
      step('```predict number after @done', 'question: Q', '```', ''),
      [
        'lab.md:12:1 predict number needs why: why: what the learner reads when the answer is shown',
        'lab.md:12:1 predict number needs answer: answer: an expression that the run decides'
      ]
    ],
    [
      'has an answer that is always the same',
      step('```predict number', 'question: Q', 'answer: 2 pages', 'why: W', '```', ''),
      [
        'lab.md:14:9 This looks at nothing of the run, so it is always the same. Name a region, a page, a variable or the output.'
      ]
    ],
    [
      'asks for a number and answers with a state',
      step(
        '```predict number after @done',
        'question: Q',
        "answer: 'regionAt(p).state'",
        'why: W',
        '```',
        ''
      ),
      [
        'lab.md:14:10 The answer has to be a number or a size. This is a state (MEM_FREE, MEM_RESERVE or MEM_COMMIT).'
      ]
    ],
    [
      'gives one option only',
      step(
        '```predict choose after @done',
        'question: Q',
        'options:',
        '  One: done == 1',
        'why: W',
        '```',
        ''
      ),
      [
        'lab.md:14:1 predict choose needs two options or more, a line each: what it says, a colon, and the condition under which it is right.'
      ]
    ],
    [
      'has broken YAML',
      step('```predict number after @done', 'question: Q: R', 'answer: done', 'why: W', '```', ''),
      [
        'lab.md:13:11 A colon with a space behind it ends a key here. Put the whole text in quotes: "like: this".'
      ]
    ],
    [
      'begins a value with a backtick',
      step('```predict number after @done', 'question: Q', 'answer: `done` + 1', 'why: W', '```', ''),
      [
        "lab.md:14:9 Plain value cannot start with reserved character `. Put the whole value in single quotes: 'like this'."
      ]
    ],
    [
      'has four hints',
      step(...['1', '2', '3', '4'].flatMap((n) => ['```hint', n, '```', '']), ''),
      ['lab.md:24:1 A step has at most 3 hints, the gentlest first.']
    ],
    [
      'hides a block in a list',
      step('- a', '', '  ```check', '  p != NULL', '  ```', ''),
      [
        'lab.md:14:1 This block stands inside a list or a quote. Let it begin at the line’s first column, with an empty line before it.'
      ]
    ],
    [
      'has a block before its first step',
      [...head(), '```hint', 'x', '```', '', '## One', '', source],
      ['lab.md:8:1 This block stands before the first step. Begin a step with ## above it.']
    ],
    [
      'checks before a program is open',
      [...head(), '## One', '', ...check('p != NULL'), source],
      [
        'lab.md:10:1 No program is open here. Link to one before this block: [the program](name.c).',
        'lab.md:10:1 A check needs a model solution in its step, a block ```c solution: without one nobody knows that it can be passed. What only has to be seen is asked by a prediction.'
      ]
    ],
    [
      'has two steps of one name',
      [...head(), '## One', '', '## One', '', source],
      ['lab.md:10:1 Another step is called "One". Give each its own heading.']
    ],
    [
      'carries a picture',
      step('![x](x.png)', ''),
      [
        'lab.md:12:6 A lab has no pictures of its own: the app draws them. Link to what is to be seen: [words](<show:regionAt(p)>).'
      ]
    ],
    [
      'shows what is no place',
      step('[x](<show:output>)', ''),
      ['lab.md:12:11 What is shown is a region, a page or an address. This is text.']
    ],
    [
      'has a myth for one machine',
      step(
        '```myth after @done',
        'claim: C',
        'verdict: false',
        'truth: T',
        'disproved: done == 1',
        '```',
        ''
      ),
      ['lab.md:12:1 A myth is disproved on both machines: say needs: both at the lab’s head.']
    ],
    [
      'asks for an address of real Windows',
      [
        ...head('windows'),
        '## One',
        '',
        'Open [a.c](a.c).',
        '',
        '```predict address after @done',
        'question: Q',
        'answer: p',
        'why: W',
        '```',
        '',
        source
      ],
      [
        'lab.md:12:4 On Windows addresses are others in each run, so nobody can predict them. Ask for a distance or a size, with predict number.'
      ]
    ],
    [
      'calls a true claim a myth',
      bothStep(
        '```myth after @done',
        'claim: C',
        'verdict: true',
        'truth: T',
        'disproved: done == 1',
        '```',
        ''
      ),
      ['lab.md:14:10 verdict is false or imprecise: a claim that is true is no myth.']
    ],
    [
      'speaks of the other machine in a lab for one',
      step(...check('windows.committed == 0'), ...solution),
      [
        'lab.md:13:1 This lab runs on one machine. Say needs: both at its head to compare, or leave windows. out.'
      ]
    ],
    [
      'has a matrix whose answer is the same everywhere',
      step(
        '```predict matrix after @done',
        'question: Q',
        'rows: [a]',
        'columns: [b]',
        'answer: done == 1',
        'why: W',
        '```',
        ''
      ),
      [
        'lab.md:16:1 The answer of a matrix speaks of row and column, which count from 0: `allowed[row][column]` != 0.'
      ]
    ],
    [
      'says else to nothing',
      step('```check after @fill', '    else no', 'p != NULL', '```', '', ...solution),
      ['lab.md:13:5 else stands below the condition that it speaks of.']
    ],
    [
      'tells all its mistakes at once',
      step(...check('q != NULL'), ...solution, 'A [frame](glossary:fram).', '', '```chek', '```', ''),
      [
        'lab.md:13:1 There is no variable or constant q here.',
        'lab.md:24:11 The glossary has no fram. Did you mean frame?',
        'lab.md:26:4 There is no block chek. Did you mean check?'
      ]
    ]
  ]
  it.each(broken.map(([what, ...rest]) => [what, rest] as const))(
    'that %s is refused with file, line and reason',
    (_what, [lines, problems, files]) => {
      expect(read(lines, files)).toEqual(problems)
    }
  )

  it('takes any line ending and a byte order mark', () => {
    const text = step(...check('p != NULL'), ...solution)
    const folder = {
      id: 'x',
      labFile: 'lab.md',
      text: `\ufeff${text.join('\r\n')}`,
      programs: new Map([['a.c', program.replaceAll('\n', '\r\n')]])
    }
    expect(readLab(folder, programScope)).toMatchObject({ ok: true })
  })

  it('is read without a reader of C, for a preview: names are then taken as they come', () => {
    const folder = {
      id: 'x',
      labFile: 'lab.md',
      text: step(...check('whatever == 1'), ...solution).join('\n'),
      programs: new Map([['a.c', program]])
    }
    expect(readLab(folder, null)).toMatchObject({ ok: true })
  })

  it('keeps what links lead to as data', () => {
    const text = step(
      'A [frame](glossary:frame), [run](run:@done), [see](<show:regionAt(p) after @done>), **b** `c`.',
      ''
    )
    const folder = {
      id: 'x',
      labFile: 'lab.md',
      text: text.join('\n'),
      programs: new Map([['a.c', program]])
    }
    const reading = readLab(folder, programScope)
    const items = reading.ok ? reading.lab.steps[0]!.items[0] : null
    const second = items?.kind === 'text' ? items.text[1] : null
    expect(second).toMatchObject({
      kind: 'paragraph',
      children: [
        { text: 'A ' },
        { kind: 'term', id: 'frame' },
        { text: ', ' },
        { kind: 'run', mark: 'done' },
        { text: ', ' },
        { kind: 'show', show: 0 },
        { text: ', ' },
        { kind: 'strong' },
        { text: ' ' },
        { kind: 'code', text: 'c' },
        { text: '.' }
      ]
    })
  })
})
