import {
  comparisonSections,
  verdictSigns,
  verdictWords,
  verdicts,
  type ComparisonRow,
  type ComparisonSection,
  type VerdictCounts
} from '../../../shared/contract/comparison'
import { settingsInWords } from '../../../shared/contract/machine-words'
import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { addressStripSvg } from './address-strip-svg'
import { escapeHtml as e } from './escape-html'
import { htmlStyle } from './html-style'
import type { ReportData, ReportedComparison, ReportedMoment } from './report-data'

/** The headings of the sections. */
export const sectionTitles: Readonly<Record<ComparisonSection, string>> = {
  calls: 'Calls and checks',
  regions: 'Regions at the end',
  output: 'Output',
  figures: 'Figures'
}

/** The report as one HTML page that needs nothing else: no script, no reference, pictures inside. Piece by piece, a program each. */
export function* htmlReport(data: ReportData): Generator<string> {
  const { programs, refused, vadlab, date } = data
  const many = programs.length + refused.length > 1
  const title = many
    ? `Simulator | Windows: ${programs.length} programs`
    : `Simulator | Windows: ${programs[0]?.fileName ?? refused[0]?.fileName ?? ''}`
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${e(title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header>
<h1>${e(title)}</h1>
<p>Made by VadLab ${e(vadlab)} on ${e(date)}.</p>
<p class="legend">${verdicts.map((v) => `<span class="${v}">${verdictSigns[v]} ${verdictWords[v]}</span>`).join(' ')}</p>
</header>
<main>
${many ? summary(data) : ''}
`
  for (const [i, program] of programs.entries()) yield `${programHtml(program, i, many)}\n`
  yield '</main>\n</body>\n</html>\n'
}

function summary({ programs, refused }: ReportData): string {
  const rows = programs.map((program, i) => {
    const counts = totalCounts(program)
    return `<tr><td><a href="#program-${i}">${e(program.fileName)}</a></td>${countCells(counts)}<td>${e(program.machines.simulator.statusText)}</td><td>${e(program.machines.windows.statusText)}</td></tr>`
  })
  const others = refused.map(
    ({ fileName, reason }) =>
      `<tr><td>${e(fileName)}</td><td colspan="5">not compared: ${e(reason)}</td></tr>`
  )
  return `<section><h2>Summary</h2>${box('Summary', `<table><thead><tr><th scope="col">Program</th>${countHeads}<th scope="col">Simulator</th><th scope="col">Windows</th></tr></thead><tbody>${[...rows, ...others].join('\n')}</tbody></table>`)}</section>`
}

/** The sum over all sections. */
export function totalCounts({ counts }: Pick<ReportedComparison, 'counts'>): VerdictCounts {
  const sum = { same: 0, expected: 0, differs: 0 }
  for (const section of comparisonSections) for (const v of verdicts) sum[v] += counts[section][v]
  return sum
}

/** How many of the rows that differ as expected are Wine's, in a sentence. */
export const ofWineText = (count: number): string =>
  `${count} of the rows that differ as expected ${count === 1 ? 'is' : 'are'} what Wine is known to do otherwise than Windows.`

const countHeads = verdicts
  .map((v) => `<th scope="col" class="count">${verdictSigns[v]} ${verdictWords[v]}</th>`)
  .join('')
const countCells = (counts: VerdictCounts): string =>
  verdicts.map((v) => `<td class="number ${counts[v] > 0 ? v : ''}">${counts[v]}</td>`).join('')

function programHtml(program: ReportedComparison, index: number, many: boolean): string {
  const [h, deeper] = many ? ['h2', 'h3'] : ['h2', 'h2']
  const { machines, notices, reasons } = program
  const used = Object.values(reasons)
  const numbers = new Map(used.map(({ id }, i) => [id, i + 1]))
  return `<article id="program-${index}">
${many ? `<${h}>${e(program.fileName)}</${h}>` : ''}
<${deeper}>What ran</${deeper}>
${box(
  'What ran',
  `<table><thead><tr><th scope="col"></th><th scope="col">Simulator</th><th scope="col">Windows</th></tr></thead><tbody>
${pair('Machine', machines.simulator.title, machines.windows.title)}
${pair('Settings', settingsInWords(program.settings).join(', ') || 'as usual', machines.windows.settingsNotice || 'its own')}
${pair('Ended', machines.simulator.statusText, machines.windows.statusText)}
${pair('Steps', String(machines.simulator.steps), String(machines.windows.steps))}
${pair('Checks', checks(machines.simulator.checks), checks(machines.windows.checks))}
</tbody></table>`
)}
${notices.map((notice) => `<p class="notice">${e(notice)}</p>`).join('')}
${box(
  'Counts',
  `<table class="counts"><thead><tr><th scope="col">Section</th>${countHeads}</tr></thead><tbody>${comparisonSections
    .map((s) => `<tr><th scope="row">${sectionTitles[s]}</th>${countCells(program.counts[s])}</tr>`)
    .join('')}</tbody></table>`
)}
${program.ofWine === 0 ? '' : `<p>${e(ofWineText(program.ofWine))}</p>`}
<${deeper}>The program</${deeper}>
<pre class="program" tabindex="0" role="region" aria-label="The program"><ol>${program.source
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => `<li><code>${e(line)}</code></li>`)
    .join('')}</ol></pre>
${pictures(program, deeper!)}
${comparisonSections.map((section) => sectionHtml(program, section, (id) => whyLink(index, numbers.get(id)), deeper!)).join('\n')}
${used.length === 0 ? '' : `<${deeper}>Why</${deeper}><ol class="reasons">${used.map(({ sentence, source }, i) => `<li id="why-${index}-${i + 1}">${e(sentence)} <span class="source">${e(source)}</span></li>`).join('')}</ol>`}
<${deeper}>What each machine printed</${deeper}>
<div class="two">${(['simulator', 'windows'] as const)
    .map(
      (name) =>
        `<figure><figcaption>${name === 'simulator' ? 'Simulator' : 'Windows'}</figcaption><pre tabindex="0" role="region" aria-label="Output on ${name}">${e(machines[name].output) || 'nothing'}</pre></figure>`
    )
    .join('')}</div>
<${deeper}>Regions of the program at the end</${deeper}>
${(['simulator', 'windows'] as const).map((name) => regionTables(name === 'simulator' ? 'Simulator' : 'Windows', machines[name].final)).join('')}
</article>`
}

const checks = (c: { readonly passed: number; readonly failed: number; readonly todo: number }): string =>
  `${c.passed} passed, ${c.failed} failed${c.todo > 0 ? `, ${c.todo} known to differ under Wine` : ''}`

const pair = (name: string, x: string, y: string): string =>
  `<tr><th scope="row">${name}</th><td>${e(x) || '–'}</td><td>${e(y) || '–'}</td></tr>`

/** A wide table scrolls in its own box, by keyboard, too. */
const box = (label: string, content: string): string =>
  `<div class="box" tabindex="0" role="region" aria-label="${e(label)}">${content}</div>`

function pictures(program: ReportedComparison, h: string): string {
  const { simulator, windows } = program.machines
  const [a, b] = [simulator.fullest ?? simulator.final, windows.fullest ?? windows.final]
  const strips = (
    [
      ['Simulator', a],
      ['Windows', b]
    ] as const
  ).map(([name, moment]) => {
    const drawn = moment.processes.flatMap((process) => {
      const title = `${name}, process ${process.letter}, step ${moment.step}: the program’s regions`
      const svg = addressStripSvg(process, title)
      return svg === '' ? [] : [`<figure><figcaption>${e(title)}</figcaption>${svg}</figure>`]
    })
    return drawn.join('') || `<p>${name}: the program has no regions of its own.</p>`
  })
  return `<${h}>The program’s memory when it had the most</${h}>
<p class="legend">Fills: <span class="key fill-private">P</span> private <span class="key fill-mapped">M</span> mapped <span class="key fill-image">I</span> image <span class="key fill-stack">S</span> stack <span class="key fill-heap">H</span> heap; hatched is reserved. Low addresses are at the bottom.</p>
<div class="two">${strips.map((strip) => `<div>${strip}</div>`).join('')}</div>`
}

function sectionHtml(
  program: ReportedComparison,
  section: ComparisonSection,
  whyLink: (reason: string) => string,
  h: string
): string {
  const { rows, total } = program.sections[section]
  const title = sectionTitles[section]
  if (total === 0) return `<${h}>${title}</${h}><p>Nothing to compare.</p>`
  const more = total > rows.length ? `<p>${total - rows.length} further rows are not listed.</p>` : ''
  return `<${h}>${title}</${h}>
${box(
  title,
  `<table class="rows"><thead><tr><th scope="col">Line</th><th scope="col">What</th><th scope="col">Simulator</th><th scope="col">Same?</th><th scope="col">Windows</th></tr></thead><tbody>
${rows.map((row) => rowHtml(row, whyLink)).join('\n')}
</tbody></table>`
)}${more}`
}

function rowHtml(row: ComparisonRow, whyLink: (reason: string) => string): string {
  const side = (text: string | undefined): string =>
    text === undefined ? '<span class="absent">did not come here</span>' : e(text)
  const sign = `<span aria-hidden="true">${verdictSigns[row.verdict]}</span><span class="spoken">${verdictWords[row.verdict]}</span>`
  const why = row.parts.map(
    (part) =>
      `<li>${e(part.name)}: ${e(part.simulator) || '–'} | ${e(part.windows) || '–'}${part.reason === null ? ', not explained: please report' : `, why ${whyLink(part.reason)}`}${part.note === '' ? '' : `. ${e(part.note)}`}</li>`
  )
  const details = why.length === 0 ? '' : `<ul class="why">${why.join('')}</ul>`
  return `<tr class="${row.verdict}"><td class="number">${row.line ?? ''}</td><td>${row.process === 'A' ? '' : `${row.process}: `}${e(row.title)}${details}</td><td>${side(row.simulator?.text)}</td><td class="verdict">${sign}</td><td>${side(row.windows?.text)}</td></tr>`
}

/** Where the reason of a program's row stands on the page. */
const whyLink = (program: number, number: number | undefined): string =>
  number === undefined ? '?' : `<a href="#why-${program}-${number}">${number}</a>`

function regionTables(machine: string, moment: ReportedMoment): string {
  return moment.processes
    .map(({ letter, regions, more, regionsBefore }) => {
      const head = `${machine}, process ${letter}: ${regions.length + more} regions of the program, ${regionsBefore} from before`
      if (regions.length === 0) return `<p>${e(head)}.</p>`
      return box(
        head,
        `<table><caption>${e(head)}</caption><thead><tr><th scope="col">BaseAddress</th><th scope="col">RegionSize</th><th scope="col">State</th><th scope="col">Type</th><th scope="col">Protect</th><th scope="col">AllocationProtect</th><th scope="col">Made by line</th></tr></thead><tbody>${regions
          .map(
            (r) =>
              `<tr><td class="number">${r.base.toString(16).padStart(12, '0')}</td><td class="number">${(r.size / 1024).toLocaleString('en-US')} K</td><td>${e(stateText(r.state))}</td><td>${e(typeText(r.type))}</td><td>${r.protect === 0 ? '' : e(protectionText(r.protect))}</td><td>${e(protectionText(r.allocationProtect))}</td><td class="number">${r.madeByLine ?? ''}</td></tr>`
          )
          .join('\n')}</tbody></table>${more > 0 ? `<p>${more} further regions are not listed.</p>` : ''}`
      )
    })
    .join('')
}
