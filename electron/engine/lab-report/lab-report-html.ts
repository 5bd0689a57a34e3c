import type { LabRecord, LabReport } from '../../../shared/contract/lab-progress'
import type { ToldLab, ToldPicture, ToldStep } from '../../../shared/contract/lab-told'
import { stateText } from '../../../shared/win32/flags'
import { addressStripSvg } from '../report/address-strip-svg'
import { escapeHtml as e } from '../report/escape-html'
import { htmlStyle } from '../report/html-style'
import { itemHtml, momentHtml } from './item-html'
import { labReportStyle } from './lab-report-style'
import { sumsOf, timeWords } from './lab-sums'
import { jsonInPage } from './report-in'

/**
 * A report as one page that needs nothing else: no script to read it, no reference, pictures inside, and its own JSON at the
 * end. The same report makes the same page.
 */
export function labReportHtml(report: LabReport): string {
  const { profile, madeAt, app, told, labs } = report
  const lab = told?.labs.length === 1 ? told.labs[0] : undefined
  const title = lab?.title ?? 'The course'
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${e(title)} – ${e(profile)}</title>
<style>${htmlStyle}${labReportStyle}</style>
</head>
<body class="lab-report">
<header>
<p class="kind">Lab report</p>
<h1>${e(title)}</h1>
<dl class="who">
<div><dt>Learner</dt><dd>${e(profile)}</dd></div>
<div><dt>Made</dt><dd>${momentHtml(madeAt)}</dd></div>
<div><dt>With</dt><dd>VadLab ${e(app)}</dd></div>
</dl>
</header>
<main>
${overview(report)}
${(told?.labs ?? []).map((one) => labHtml(one, labs[one.id], lab === undefined)).join('\n')}
</main>
<footer>
${verifying(report)}
</footer>
${jsonInPage(JSON.stringify(report))}
</body>
</html>
`
}

function overview({ told, labs: records }: LabReport): string {
  const labs = told?.labs ?? []
  if (labs.length === 0) return '<p>Nothing was begun.</p>'
  const heads = ['Done', 'Right at once', 'Tries', 'Hints', 'Solutions seen', 'Answers shown', 'Time']
  const cells = (of: readonly ToldLab[]): string => {
    const { done, items, atOnce, answers, attempts, hints, solutions, shown, seconds } = sumsOf(of)
    const figures = [`${done} of ${items}`, answers === 0 ? '–' : `${atOnce} of ${answers}`, attempts, hints]
    return [...figures, solutions, shown, timeWords(seconds)]
      .map((one) => `<td class="figure">${one}</td>`)
      .join('')
  }
  const rows = labs.map(
    (lab) =>
      `<tr><th scope="row">${labs.length === 1 ? e(lab.title) : `<a href="#${e(lab.id)}">${e(lab.title)}</a>`}</th>${cells([lab])}</tr>`
  )
  const all =
    labs.length === 1
      ? ''
      : `<tfoot><tr><th scope="row">${labs.length} of ${told!.courseLabs} labs begun</th>${cells(labs)}</tr></tfoot>`
  const programs = Object.values(records).length
  return `<section><h2>At a glance</h2>
<div class="box" tabindex="0" role="region" aria-label="At a glance"><table class="glance"><thead><tr><th scope="col">${programs === 1 ? 'Lab' : 'Labs'}</th>${heads.map((head) => `<th scope="col" class="figure">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody>${all}</table></div>
</section>`
}

function labHtml(lab: ToldLab, record: LabRecord | undefined, many: boolean): string {
  const [h, deeper, deepest] = many ? (['h2', 'h3', 'h4'] as const) : (['h2', 'h2', 'h3'] as const)
  const changed = record !== undefined && lab.version !== '' && record.version !== lab.version
  const facts = [
    ...(record === undefined
      ? []
      : [`begun ${momentHtml(record.beganAt)}, last worked on ${momentHtml(record.changedAt)}`]),
    ...(record === undefined ? [] : [`lab version <code>${e(record.version.slice(0, 12))}</code>`]),
    ...(changed ? [`now <code>${e(lab.version.slice(0, 12))}</code>`] : [])
  ]
  return `<article id="${e(lab.id)}">
${many ? `<${h}>${e(lab.title)}</${h}>` : ''}
<p class="facts">${facts.join(' · ').replace(/^b/, 'B')}</p>
${lab.note === '' ? '' : `<p class="notice">${e(lab.note)}</p>`}
${lab.steps.map((step, i) => stepHtml(step, `${lab.id} step ${i + 1}`, i + 1, deeper, deepest)).join('\n')}
${lab.pictures.length === 0 ? '' : `<${deeper}>The program’s memory</${deeper}>${lab.pictures.map(pictureHtml).join('')}`}
${record === undefined ? '' : programs(record, lab.id, deeper)}
</article>`
}

function stepHtml(step: ToldStep, place: string, number: number, h: string, deeper: string): string {
  const { title, seconds, hints, hintsRead, solution, items, pictures } = step
  const isBegun =
    seconds > 0 || hintsRead > 0 || items.some(({ attemptCount, revealed }) => attemptCount > 0 || revealed)
  const facts = [
    ...(isBegun ? [timeWords(seconds)] : ['not begun']),
    ...(hints === 0 || !isBegun ? [] : [`${hintsRead} of ${hints} hints read`]),
    ...(solution === 'seen' ? ['solution looked at'] : [])
  ]
  return `<section class="step"><${h}>Step ${number}: ${e(title)}</${h}>
<p class="facts">${facts.join(' · ').replace(/^./, (c) => c.toUpperCase())}</p>
${isBegun ? items.map((item, i) => itemHtml(item, deeper, `${place}, ${i + 1}`)).join('\n') : ''}
${pictures.length === 0 ? '' : `<div class="pictures">${pictures.map(pictureHtml).join('')}</div>`}
</section>`
}

const letter = (index: number): string => String.fromCharCode(97 + index)

/** The regions around the places that the text points at, and what is pointed at. */
function pictureHtml({ title, regions, more, marks }: ToldPicture): string {
  const named = marks.map(({ base, size }, i) => ({ name: letter(i), base, size }))
  const svg = addressStripSvg({ regions, more }, title, named)
  const list = marks.map(({ words, base, size }, i) => {
    const region = regions.find((one) => base >= one.base && base < one.base + one.size)
    const state = region === undefined ? 'free' : stateText(region.state)
    const what =
      size === 1
        ? ''
        : `, ${size % 1024 === 0 ? `${(size / 1024).toLocaleString('en-US')} K` : `${size} bytes`}`
    return `<li><b>${letter(i)}</b> ${e(words)}: <code>${base.toString(16).padStart(12, '0')}</code>${what}, ${state}</li>`
  })
  return `<figure class="picture"><figcaption>${e(title)}</figcaption>${svg || '<p>The program has no regions of its own there.</p>'}${list.length === 0 ? '' : `<ul class="marks">${list.join('')}</ul>`}</figure>`
}

/** The learner's programs as they were last. */
function programs(record: LabRecord, lab: string, h: string): string {
  const last = Object.entries(record.current).flatMap(([fileName, key]) => {
    const program = record.programs[key]
    return program === undefined ? [] : [{ fileName, source: program.source }]
  })
  if (last.length === 0) return ''
  return `<${h}>The learner’s ${last.length === 1 ? 'program' : 'programs'}</${h}>
${last
  .map(
    ({ fileName, source }) =>
      `<details><summary>${e(fileName)}</summary><pre class="program" tabindex="0" role="region" aria-label="${e(`${fileName} of ${lab}`)}"><ol>${source
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .map((line) => `<li><code>${e(line)}</code></li>`)
        .join('')}</ol></pre></details>`
  )
  .join('\n')}`
}

function verifying({ digest }: LabReport): string {
  return `<h2>For the instructor: is it so?</h2>
<p>This page has its own data inside. Give it, or the JSON that was saved beside it, to VadLab:</p>
<pre class="command" tabindex="0" role="region" aria-label="Command"><code>vadlab lab verify report.html</code></pre>
<p>It gives every right answer again and runs every passed check again with the learner’s own program, and lists what does not come out as it says here. Explanations are not judged: they are yours to read.</p>
<p>The digest shows whether the data came through undamaged. It is no signature: whoever changes the data can work out a new one. What cannot be made up is a program that passes.</p>
<p class="facts">Digest, SHA-256: <code class="digest">${e(digest)}</code></p>`
}
