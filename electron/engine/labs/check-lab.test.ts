import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLab } from '../../../shared/labs/format'
import { createSimulatorMachine } from '../simulator-machine'
import type { Machine } from '../process-host'
import { checkLab, type LabVerdict } from './check-lab'
import { loadLab } from './load-labs'
import { programScope } from './program-scope'

const program = `#include "lab.h"
int main(void)
{
    char *p = NULL;
    int allowed[2][2] = { { 1, 0 }, { 0, 1 } };
    char text[8] = "hi";
    // @fill
    for (int i = 0; i < 3; i++)
        VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @loop
    printf("done %s\\n", text); // @done
    return 0;
}
`
const head = [
  '---',
  'title: T',
  'goal: G',
  'minutes: 5',
  'needs: simulator',
  '---',
  '',
  '## One',
  '',
  'Open [a.c](a.c).',
  ''
]
const tail = ['Source: [x](https://learn.microsoft.com)', '']
const solution = [
  '```c solution after @fill',
  '    p = VirtualAlloc(NULL, 8192, MEM_RESERVE, PAGE_READWRITE);',
  '```',
  '',
  '```hint',
  'Reserve it.',
  '```',
  ''
]

async function verdictOf(
  lines: readonly string[],
  source = program,
  machines: readonly Machine[] = [createSimulatorMachine()]
): Promise<LabVerdict> {
  const folder = {
    id: 'x',
    labFile: 'lab.md',
    text: [...head, ...lines, ...tail].join('\n'),
    programs: new Map([['a.c', source]])
  }
  const reading = readLab(folder, programScope)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return checkLab(reading.lab, { machines, extra: ['windows'] }, (file) => file)
}

async function problemsOf(lines: readonly string[], source = program): Promise<readonly string[]> {
  const { problems } = await verdictOf(lines, source)
  return problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
}

const check = (...lines: string[]): string[] => ['```check after @fill', ...lines, '```', '', ...solution]

describe('checking a lab', () => {
  it.each([
    ['a region', check('regionAt(p).size == 2 pages')],
    [
      'the second time a line is reached',
      check('p != NULL', 'committed == 8 KiB after @loop#2', 'committed == 0 before @loop')
    ],
    [
      'what the program has at its end',
      check('reserved == 8 KiB at end', '(output contains "done hi") at end', 'exitCode == 0 at end')
    ],
    ['a text of the program', check('p != NULL', 'text(text) == "hi" after @done')],
    [
      'a call by its line',
      check(
        'call(VirtualAlloc, @fill).dwSize == 8 KiB',
        '(call(VirtualAlloc, 4).lastError == NO_ERROR) at end'
      )
    ]
  ])('accepts a check of %s that only the solution passes', async (_what, lines) => {
    expect(await problemsOf(lines)).toEqual([])
  })

  it('refuses a check that passes without the solution', async () => {
    expect(await problemsOf(check('committed == 0'))).toEqual([
      'lab.md:12 This check passes without the solution, so it asks nothing of the learner. Check what only the solution brings about.'
    ])
  })

  it('tells at its line which condition the solution does not meet, and what was found', async () => {
    expect(await problemsOf(check('p != NULL', 'regionAt(p).size == 1 page'))).toEqual([
      'lab.md:14 On the simulator this fails with the solution: Expected the size of the region at p to be 1 page; it is 8 KiB.'
    ])
  })

  it('tells of a moment that the run never comes to', async () => {
    expect(await problemsOf(check('p != NULL', 'committed == 0 after @loop#9'))).toEqual([
      'lab.md:14 On the simulator this fails with the solution: The program did not come to the moment after @loop#9.'
    ])
  })

  it('refuses a prediction without exactly one right option', async () => {
    const choose = (a: string, b: string): string[] => [
      '```predict choose after @done',
      'question: Q',
      'options:',
      `  A: ${a}`,
      `  B: ${b}`,
      'why: W',
      '```',
      ''
    ]
    expect(await problemsOf(choose('committed == 0', 'reserved == 1 page'))).toEqual([
      'lab.md:12 On the simulator this prediction has no right answer: In this run none of the options is right.'
    ])
    expect(await problemsOf(choose('committed > 0', 'committed == 3 pages'))).toEqual([
      'lab.md:12 On the simulator this prediction has no right answer: In this run 2 options are right.'
    ])
    expect(await problemsOf(choose('committed == 0', 'committed == 3 pages'))).toEqual([])
  })

  it('works out what is right, in words', async () => {
    const lines = (unit: string, answer: string): string[] => [
      '```predict number after @done',
      'question: Q',
      `answer: ${answer}`,
      `unit: ${unit}`,
      'why: W',
      '```',
      ''
    ]
    const answers = async (text: readonly string[]): Promise<readonly string[]> =>
      (await verdictOf(text)).answers.map(({ item, machine, words }) => `${item} ${machine} ${words}`)
    expect(await answers(lines('KiB', 'committed'))).toEqual(['one/predict-1 simulator 12 KiB'])
    expect(await answers(lines('pages', 'committed'))).toEqual(['one/predict-1 simulator 3 pages'])
    const first = 'first(regions where state == MEM_COMMIT)'
    expect(
      await answers(lines('pages', `"count(pages(${first}.base, 2 pages) where not resident)"`))
    ).toEqual(['one/predict-1 simulator 2 pages'])
    expect(await problemsOf(lines('MiB', 'committed'))).toEqual([
      'lab.md:12 On the simulator the answer is 0.01171875, and nobody types that. Choose another unit, or say by how much it may be off: tolerance.'
    ])
  })

  it('refuses a link that never shows a place', async () => {
    expect(await problemsOf(['See [it](<show:regionAt(p)>).', ''])).toEqual([
      'lab.md:12 This never shows a place: it is free at the end.'
    ])
    expect(await problemsOf(['See [it](<show:regionAt(p)>).', '', ...check('p != NULL')])).toEqual([])
    expect(await problemsOf(['See [it](<show:first(regions)>).', ''])).toEqual([])
  })

  it('counts what is otherwise on a machine that the lab does not need, and does not call it a mistake', async () => {
    const other = { ...createSimulatorMachine(), name: 'windows' as const }
    const verdict = await verdictOf(check('pageAt(p).state == "reserved"'), program, [
      createSimulatorMachine(),
      other
    ])
    expect(verdict).toMatchObject({ problems: [], otherwise: 1 })
  })

  it('refuses a matrix that is the same everywhere', async () => {
    const matrix = (answer: string): string[] => [
      '```predict matrix after @done',
      'question: Q',
      'rows: [a, b]',
      'columns: [c, d]',
      `answer: ${answer}`,
      'why: W',
      '```',
      ''
    ]
    expect(await problemsOf(matrix("'`allowed[row][column]` == 7'"))).toEqual([
      'lab.md:12 Every cell of this matrix is no: there is nothing to predict.'
    ])
    expect(await problemsOf(matrix("'`allowed[row][column]` == 1'"))).toEqual([])
  })

  it('sees what a program died of', async () => {
    const dying = program
      .replace('    // @fill', '    // @fill\n')
      .replace('printf(', 'if (p) *p = 1; printf(')
    expect(
      await problemsOf(
        check(
          'died at end',
          'first(faults).access == "write" at end',
          'first(faults).code == EXCEPTION_ACCESS_VIOLATION at end',
          '(first(faults).address == p) at end'
        ),
        dying
      )
    ).toEqual([])
  })
})

describe('a lab of the course', () => {
  // All of them are played by course.conformance.ts; some that need little time show early that all is well.
  const labs = join(import.meta.dirname, '../../../labs')
  it.each([['03-reserve-1-mib'], ['09-decommit-and-recommit'], ['39-page-tables']])(
    'is read, and the simulator agrees with it: %s',
    async (name) => {
      const reading = await loadLab(join(labs, name))
      expect(reading.ok ? [] : reading.problems).toEqual([])
      if (!reading.ok) return
      const verdict = await checkLab(
        reading.lab,
        { machines: [createSimulatorMachine()], extra: [] },
        (file) => file
      )
      expect(verdict.problems).toEqual([])
      expect(verdict.answers).toHaveLength(verdict.predictions)
    }
  )
})
