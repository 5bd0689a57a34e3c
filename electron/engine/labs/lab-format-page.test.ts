import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLab } from '../../../shared/labs/format'
import { referenceTables } from '../../../shared/labs/language/reference-page'
import { createSimulatorMachine } from '../simulator-machine'
import { checkLab } from './check-lab'
import { programScope } from './program-scope'

const page = await readFile(join(import.meta.dirname, '../../../docs/lab-format.md'), 'utf8')

test('the whole lab of the author’s page is a lab', async () => {
  const program = /\n```c\n([\s\S]*?)\n```\n/.exec(page)![1]!
  const text = /\n````md\n(---[\s\S]*?)\n````\n/.exec(page)![1]!
  const reading = readLab(
    { id: 'x', labFile: 'lab.md', text, programs: new Map([['wipe.c', program]]) },
    programScope
  )
  expect(reading).toMatchObject({ ok: true })
  if (!reading.ok) return
  const verdict = await checkLab(
    reading.lab,
    { machines: [createSimulatorMachine()], extra: [] },
    (file) => file
  )
  expect(verdict).toMatchObject({ problems: [], otherwise: 0, checks: 1, predictions: 1, myths: 0 })
})

const head = [
  '---',
  'title: T',
  'goal: G',
  'minutes: 5',
  'needs: both',
  '---',
  '',
  '## One',
  '',
  'Open [a.c](a.c).',
  ''
]
const tail = ['', 'Source: [x](https://learn.microsoft.com)', '']
const solution = [
  ...['', '```c solution', 'int main(void) { return 0; } // @commit', '```'],
  ...['', '```hint', 'Return.', '```']
]
const snippets = [...page.matchAll(/\n````md\n([\s\S]*?)\n````\n/g)].map(([, text]) => text!).slice(1)

test.each(snippets.map((text) => [text.split('\n')[0]!, text]))(
  'the example of a block is one: %s',
  (first, text) => {
    const lines = [...head, text, ...(first.includes('check') ? solution : []), ...tail]
    const programs = new Map([['a.c', 'int main(void) { return 0; }\n']])
    expect(readLab({ id: 'x', labFile: 'lab.md', text: lines.join('\n'), programs }, null)).toMatchObject({
      ok: true
    })
  }
)

test('the page has an example of each block', () => {
  expect(snippets.map((text) => /^```(\w+(?: \w+)?)/.exec(text)![1])).toEqual([
    'check after',
    'predict choose',
    'predict number',
    'predict region',
    'predict matrix',
    'myth after'
  ])
})

test('the tables of the author’s page are those of the language (npm run lab-format)', () => {
  const rows = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\|[\s|-]*$/.test(line))
      .map((line) => line.replace(/\s+/g, ' '))
  const written = rows(/<!-- reference -->([\s\S]*)<!-- \/reference -->/.exec(page)![1]!)
  expect(written).toEqual(rows(referenceTables()))
})
