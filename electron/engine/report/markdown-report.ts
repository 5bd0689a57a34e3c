import {
  comparisonSections,
  verdictSigns,
  verdictWords,
  verdicts,
  type ComparisonRow
} from '../../../shared/contract/comparison'
import { settingsInWords } from '../../../shared/contract/machine-words'
import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { ofWineText, sectionTitles, totalCounts } from './html-report'
import type { ReportData, ReportedComparison, ReportedMoment } from './report-data'

/** The report as GitHub-flavoured Markdown. Piece by piece, a program each. */
export function* markdownReport({ programs, refused, vadlab, date }: ReportData): Generator<string> {
  const many = programs.length + refused.length > 1
  const lines = [
    many ? `# Simulator | Windows: ${programs.length} programs` : '# Simulator | Windows',
    '',
    `Made by VadLab ${vadlab} on ${date}. ${verdicts.map((v) => `${verdictSigns[v]} ${verdictWords[v]}`).join(', ')}.`,
    ''
  ]
  if (many) {
    lines.push(...table(['Program', ...verdicts.map((v) => verdictSigns[v]), 'Simulator', 'Windows']))
    for (const [i, program] of programs.entries()) {
      const counts = totalCounts(program)
      const { simulator, windows } = program.machines
      lines.push(
        linkedRow(`#program-${i}`, [
          program.fileName,
          ...verdicts.map((v) => String(counts[v])),
          simulator.statusText,
          windows.statusText
        ])
      )
    }
    for (const { fileName, reason } of refused) lines.push(tableRow([fileName, '', '', '', reason, '']))
    lines.push('')
  }
  yield `${lines.join('\n')}\n`
  for (const [i, program] of programs.entries()) {
    const anchor = many ? [`<a id="program-${i}"></a>`, ''] : []
    yield `${[...anchor, ...programLines(program)].join('\n').trimEnd()}\n${i + 1 < programs.length ? '\n' : ''}`
  }
}

function programLines(program: ReportedComparison): string[] {
  const { machines, counts, sections, reasons, notices, source } = program
  const { simulator, windows } = machines
  const checks = (c: typeof simulator.checks): string =>
    `${c.passed} passed, ${c.failed} failed, ${c.todo} todo`
  const lines = [
    `## ${text(program.fileName)}`,
    '',
    ...table(['', 'Simulator', 'Windows']),
    tableRow(['Machine', simulator.title, windows.title]),
    tableRow([
      'Settings',
      settingsInWords(program.settings).join(', ') || 'as usual',
      windows.settingsNotice || 'its own'
    ]),
    tableRow(['Ended', simulator.statusText, windows.statusText]),
    tableRow(['Steps', String(simulator.steps), String(windows.steps)]),
    tableRow(['Checks', checks(simulator.checks), checks(windows.checks)]),
    '',
    ...notices.flatMap((notice) => [`> ${text(notice)}`, '']),
    ...table(['Section', ...verdicts.map((v) => `${verdictSigns[v]} ${verdictWords[v]}`)]),
    ...comparisonSections.map((s) =>
      tableRow([sectionTitles[s], ...verdicts.map((v) => String(counts[s][v]))])
    ),
    '',
    ...(program.ofWine === 0 ? [] : [ofWineText(program.ofWine), '']),
    '### The program',
    '',
    ...fenced(numbered(source), 'c'),
    ''
  ]
  for (const section of comparisonSections) {
    const { rows, total } = sections[section]
    lines.push(`### ${sectionTitles[section]}`, '')
    if (total === 0) lines.push('Nothing to compare.', '')
    else {
      lines.push(...table(['Line', 'What', 'Simulator', '', 'Windows', 'Why']))
      for (const row of rows) lines.push(rowLine(row))
      lines.push('')
      if (total > rows.length) lines.push(`${total - rows.length} further rows are not listed.`, '')
    }
  }
  const used = Object.values(reasons)
  if (used.length > 0)
    lines.push(
      '### Why',
      '',
      ...used.map(({ id, sentence, source }) => `- \`${id}\`: ${text(sentence)} (${text(source)})`),
      ''
    )
  lines.push('### What each machine printed', '')
  for (const [name, machine] of [
    ['Simulator', simulator],
    ['Windows', windows]
  ] as const)
    lines.push(`${name}:`, '', ...fenced(machine.output.trimEnd()), '')
  lines.push('### Regions of the program at the end', '')
  lines.push(...regionLines('Simulator', simulator.final), ...regionLines('Windows', windows.final))
  return lines
}

function rowLine(row: ComparisonRow): string {
  const why = row.parts.map(
    ({ name, reason, note }) =>
      `${name}: ${reason ?? 'not explained: please report'}${note === '' ? '' : ` (${note})`}`
  )
  return tableRow([
    row.line === null ? '' : String(row.line),
    `${row.process === 'A' ? '' : `${row.process}: `}${row.title}`,
    row.simulator?.text ?? 'did not come here',
    verdictSigns[row.verdict],
    row.windows?.text ?? 'did not come here',
    why.join('; ')
  ])
}

function regionLines(machine: string, moment: ReportedMoment): string[] {
  return moment.processes.flatMap(({ letter, regions, more, regionsBefore }) => [
    `${machine}, process ${letter}: ${regions.length + more} regions of the program, ${regionsBefore} from before.`,
    '',
    ...(regions.length === 0
      ? []
      : [
          ...table(['BaseAddress', 'RegionSize', 'State', 'Type', 'Protect', 'AllocationProtect', 'Line']),
          ...regions.map((r) =>
            tableRow([
              r.base.toString(16).padStart(12, '0'),
              `${(r.size / 1024).toLocaleString('en-US')} K`,
              stateText(r.state),
              typeText(r.type),
              r.protect === 0 ? '' : protectionText(r.protect),
              protectionText(r.allocationProtect),
              r.madeByLine === null ? '' : String(r.madeByLine)
            ])
          ),
          ''
        ])
  ])
}

function numbered(source: string): string {
  const lines = source.replace(/\r?\n$/, '').split(/\r?\n/)
  const width = String(lines.length).length
  return lines.map((line, i) => `${String(i + 1).padStart(width)}  ${line}`).join('\n')
}

/** A block that its text cannot end: the fence is longer than any in it. */
function fenced(content: string, language = ''): string[] {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, plain(content), fence]
}

const table = (heads: readonly string[]): string[] => [
  tableRow(heads),
  `|${heads.map(() => ' --- |').join('')}`
]
const tableRow = (cells: readonly string[]): string => `| ${cells.map(text).join(' | ')} |`

/** A row whose first cell leads somewhere. */
function linkedRow(target: string, [first = '', ...cells]: readonly string[]): string {
  return `| ${[`[${text(first)}](${target})`, ...cells.map(text)].join(' | ')} |`
}

/** Text that Markdown takes as text: no markup, no line ends, no HTML. */
function text(words: string): string {
  return plain(words)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&')
    .trim()
}

/** Without control characters and signs that turn the direction of writing. */
function plain(words: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return words.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}
