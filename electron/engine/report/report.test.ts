import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { call, check, compared, failing, region, value } from '../comparison/testing/two-runs'
import { collectComparison } from './collect-report'
import { Cancelled, workWithout } from '../works'
import { htmlReport as htmlPieces } from './html-report'
import { markdownReport as markdownPieces } from './markdown-report'
import { reportNameProblem, reportText, writeReport } from './index'
import { reportVersion, type ReportData } from './report-data'

const htmlReport = (report: ReportData): string => [...htmlPieces(report)].join('')
const markdownReport = (report: ReportData): string => [...markdownPieces(report)].join('')

const hostile = '</pre><script>alert("1")</script><img src=x onerror=alert(1)>&amp;\u202e`|`\u0007'
const source = `// ${hostile}\nint main(void)\n{\n    return 0;\n}\n`

async function data(
  names: readonly string[] = ['a.c'],
  refused: ReportData['refused'] = []
): Promise<ReportData> {
  const alloc = (raw: string) =>
    call(3, { args: [value('lpName', '0x0', null, hostile)], result: value('LPVOID', raw, '#1') })
  const { comparison } = compared(
    [
      {
        calls: [alloc('0x10000')],
        regions: [region(0x10000, 2), region(0x20000, 1, { state: 0x2000, protect: 0 })]
      },
      { calls: [failing(4, 5)], checks: [check(5, 'ok', hostile)], output: `${hostile}\n`, line: 5 }
    ],
    [
      { calls: [alloc('0x70000')], regions: [region(0x70000, 2)] },
      { calls: [failing(4, 6)], checks: [check(5, 'FAIL', hostile)], output: `${hostile}!\n`, line: 5 }
    ]
  )
  const programs = await Promise.all(
    names.map((fileName) => collectComparison(comparison, { fileName, source }))
  )
  return {
    format: 'vadlab-comparison',
    version: reportVersion,
    vadlab: '0.0.0',
    date: '2026-01-02T03:04:05Z',
    programs,
    refused
  }
}

/** Opening and closing tags in their order; throws where they do not go together. */
function elements(html: string): string[] {
  const open: string[] = []
  const all: string[] = []
  const empty = new Set(['meta', 'br', 'rect', 'path', '!doctype'])
  const body = html.replace(/<style>[^<]*<\/style>/, '')
  for (const [, slash, name, closed] of body.matchAll(/<(\/?)([a-zA-Z!][\w-]*)(?:"[^"]*"|[^">])*?(\/?)>/g)) {
    const tag = name!.toLowerCase()
    if (slash === '') {
      all.push(tag)
      if (closed === '' && !empty.has(tag)) open.push(tag)
    } else if (open.pop() !== tag) throw new Error(`</${tag}> closes nothing.`)
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed.`)
  return all
}

test('the page is well-formed, needs nothing but itself, and has the pictures inside', async () => {
  const html = htmlReport(await data())
  const all = elements(html)
  expect(all).toContain('svg')
  expect(all).toContain('article')
  expect(
    all.filter((tag) => ['script', 'link', 'img', 'iframe', 'object', 'base', 'form'].includes(tag))
  ).toEqual([])
  const tags = html.match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? []
  expect(
    tags.filter((tag) => /\s(src|srcset|xlink:href|on\w+)=/i.test(tag.replace(/"[^"]*"/g, '""')))
  ).toEqual([])
  expect(html).not.toMatch(/\shref="(?!#)/)
  expect(html).not.toMatch(/https?:|url\(|@import/)
  expect(html).toContain("default-src 'none'")
})

test('what a program says stays text, in every format', async () => {
  const report = await data([hostile])
  const html = htmlReport(report)
  expect(html).not.toContain('<script')
  expect(html).not.toContain('<img')
  for (const sign of ['\u0007', '\u202e']) expect(html).not.toContain(sign)
  expect(html).toContain('&lt;script&gt;')
  elements(html)
  const markdown = markdownReport(report)
  const outside = markdown.replace(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '')
  expect(outside).not.toMatch(/(?<!\\)<(script|img)/)
  for (const line of outside.split('\n').filter((text) => text.startsWith('| ')))
    expect(line.replace(/\\./g, '').split('|').length).toBeGreaterThan(3)
  expect(JSON.parse(await reportText('x.json', report))).toEqual(JSON.parse(JSON.stringify(report)))
})

test('a report says program, machines, counts, verdicts with why, output and regions', async () => {
  const report = await data()
  const program = report.programs[0]!
  expect(program.counts.calls).toEqual({ same: 1, expected: 1, differs: 2 })
  expect(program.sections.calls.rows[1]!.parts[0]).toMatchObject({ name: 'last error', reason: null })
  expect(program.reasons['address']?.source).not.toBe('')
  expect(program.machines.simulator.final.processes[0]!.regions).toHaveLength(2)
  const html = htmlReport(report)
  for (const words of [
    'Wine 8.0',
    'not explained: please report',
    'MEM_RESERVE',
    'int main(void)',
    '2026-01-02'
  ])
    expect(html).toContain(words)
  const markdown = markdownReport(report)
  for (const words of ['Wine 8\\.0'.replace('\\.', '.'), 'not explained: please report', '3  {', '✗'])
    expect(markdown).toContain(words)
})

test('several programs have a summary first, and what was not compared is said with its reason', async () => {
  const html = htmlReport(await data(['a.c', 'b.c'], [{ fileName: 'c.c', reason: 'It has errors.' }]))
  elements(html)
  expect(html).toContain('href="#program-1"')
  expect(html).toContain('id="program-1"')
  expect(html).toContain('not compared: It has errors.')
})

test('the JSON is that of the data, however many programs there are', async () => {
  for (const names of [[], ['a.c'], ['a.c', 'b.c', 'c.c']]) {
    const report = await data(names)
    expect(await reportText('x.json', report)).toBe(`${JSON.stringify(report, null, 2)}\n`)
  }
})

test('what Wine is known to do otherwise is counted, and the page says so', async () => {
  const none = await data()
  expect(none.programs[0]!.ofWine).toBe(0)
  expect(htmlReport(none)).not.toContain('Wine is known to do otherwise')
  const { comparison } = compared(
    [{ checks: [check(1, 'ok')], calls: [call(1)] }],
    [{ checks: [check(1, 'todo')], calls: [call(1)] }]
  )
  const program = await collectComparison(comparison, { fileName: 'a.c', source })
  expect(program.ofWine).toBe(1)
  const report = { ...none, programs: [program] }
  for (const text of [htmlReport(report), markdownReport(report)])
    expect(text).toContain('1 of the rows that differ as expected is what Wine is known to do otherwise')
})

test('the summary of several programs leads to each of them, in Markdown, too', async () => {
  const markdown = markdownReport(await data(['a.c', 'b.c']))
  expect(markdown).toContain('| [a.c](#program-0) |')
  expect(markdown).toContain('<a id="program-1"></a>\n\n## b.c')
})

test('collecting says how far it is, and cancelled anywhere it leaves no file and no part of one', async () => {
  const { comparison } = compared([{ calls: [call(1)] }], [{ calls: [call(1)] }])
  const heard: (number | null)[] = []
  const never = new AbortController().signal
  await collectComparison(
    comparison,
    { fileName: 'a.c', source },
    workWithout(never, (share) => heard.push(share))
  )
  expect(heard.at(-1)).toBe(1)
  const report = await data(['a.c', 'b.c'])
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-report-'))
  try {
    for (const name of ['a.html', 'a.md', 'a.json'])
      for (let breaths = 0; breaths < 4; breaths++) {
        const cancel = new AbortController()
        let left = breaths
        const work = workWithout(cancel.signal, () => void (left-- === 0 && cancel.abort()))
        const collected = collectComparison(comparison, { fileName: 'a.c', source }, work)
        const written = collected.then(() => writeReport(join(folder, name), report, true, work))
        await expect(written).rejects.toThrow(Cancelled)
        expect(readdirSync(folder)).toEqual([])
      }
    expect(await writeReport(join(folder, 'a.md'), report, false, workWithout(never))).toBeNull()
    expect(readdirSync(folder)).toEqual(['a.md'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a name says its format, and one that says none is refused with what to do', () => {
  expect(reportNameProblem('/x/a.html')).toBeNull()
  expect(reportNameProblem('/x/a.MD')).toBeNull()
  expect(reportNameProblem('/x/a.pdf')).toBe(
    '/x/a.pdf ends in .pdf. The extension decides the format: .html, .md or .json.'
  )
  expect(reportNameProblem('/x/a')).toMatch(/has no extension/)
})
