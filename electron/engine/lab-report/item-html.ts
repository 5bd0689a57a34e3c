import type { ToldAttempt, ToldItem } from '../../../shared/contract/lab-told'
import { escapeHtml as e } from '../report/escape-html'
import { wasRightAtOnce } from './lab-sums'
import { richLine, richText } from './rich-text'

const kinds: Readonly<Record<ToldItem['kind'], string>> = {
  predict: 'Prediction',
  check: 'Check',
  explain: 'Explanation',
  myth: 'Myth'
}
const machineNames = { simulator: 'the simulator', windows: 'Windows' } as const

/** A moment as a report says it: to the minute, in UTC. */
export function momentHtml(at: string): string {
  return `<time datetime="${e(at)}">${e(at.slice(0, 10))} ${e(at.slice(11, 16))} UTC</time>`
}

/** Something that was asked, with all that came of it. `heading`: of which level its heading is; `place`: where it stands. */
export function itemHtml(item: ToldItem, heading: string, place: string): string {
  const { sign, tone, words } = outcome(item)
  return `<section class="item ${tone}">
<${heading}>${kinds[item.kind]} <span class="outcome ${tone}"><span aria-hidden="true">${sign}</span> ${e(words)}</span></${heading}>
${item.asked === '' ? '' : `<div class="asked">${richText(item.asked)}</div>`}
${item.kind === 'explain' ? explained(item) : answered(item, place)}
${item.note === '' ? '' : `<p class="notice">${e(item.note)}</p>`}
</section>`
}

function outcome(item: ToldItem): { readonly sign: string; readonly tone: string; readonly words: string } {
  const { kind, doneAt, revealed, attemptCount } = item
  const tries = attemptCount === 1 ? 'one try' : `${attemptCount} tries`
  if (doneAt === null && revealed) return { sign: '○', tone: 'shown', words: 'answer shown, not given' }
  if (doneAt === null)
    return attemptCount === 0
      ? { sign: '–', tone: 'open', words: kind === 'check' ? 'not tried yet' : 'not answered yet' }
      : {
          sign: '✗',
          tone: 'wrong',
          words: kind === 'check' ? `not passed yet, ${tries}` : `not right yet, ${tries}`
        }
  if (kind === 'explain') return { sign: '✓', tone: 'done', words: 'given' }
  const right = kind === 'check' ? 'passed' : 'right'
  if (revealed) return { sign: '○', tone: 'shown', words: `${right} after the answer was shown` }
  if (wasRightAtOnce(item)) return { sign: '✓', tone: 'done', words: `${right} at once` }
  return { sign: '✓', tone: 'done', words: `${right}, ${tries}` }
}

/** The learner's sentence beside the author's, which one sees once the own is written. */
function explained({ attempts, says }: ToldItem): string {
  const last = attempts.at(-1)
  if (last === undefined) return ''
  const before = attempts
    .slice(0, -1)
    .map(({ at, answer }) => `<li>${momentHtml(at)}: ${richLine(answer)}</li>`)
  return `<div class="two">
<figure><figcaption>The learner’s, ${momentHtml(last.at)}</figcaption><blockquote class="own"><p>${e(last.answer).replaceAll('\n', '<br>')}</p></blockquote></figure>
<figure><figcaption>The author’s</figcaption><blockquote>${richText(says)}</blockquote></figure>
</div>
${before.length === 0 ? '' : `<p>Before that:</p><ul class="before">${before.join('')}</ul>`}`
}

function answered(item: ToldItem, place: string): string {
  const { kind, attempts, attemptCount, shown, says, expected } = item
  const last = attempts.at(-1)
  const simple = attempts.length === 1 && attemptCount === 1 && last !== undefined && last.told.length === 0
  const facts = [
    ...(kind !== 'check' && simple
      ? [['Answered', `${richLine(last.answer)} · ${momentHtml(last.at)}`]]
      : []),
    ...(kind === 'check' && simple ? [['Passed', `${momentHtml(last.at)}, ${machinesOf(last)}`]] : []),
    ...(shown === '' ? [] : [['The run showed', richLine(shown)]]),
    ...(expected.length === 0
      ? []
      : [['It looks at', `<ul>${expected.map((words) => `<li>${richLine(words)}</li>`).join('')}</ul>`]]),
    ...(says === '' ? [] : [[kind === 'myth' ? 'The truth' : 'Why', richText(says)]])
  ]
  const list =
    facts.length === 0
      ? ''
      : `<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`
  return `${simple || attempts.length === 0 ? '' : attemptsTable(item, place)}${list}`
}

const machinesOf = ({ machines }: ToldAttempt): string =>
  machines.length === 0 ? '' : `on ${machines.map((name) => machineNames[name]).join(' and ')}`

function attemptsTable({ kind, attempts, attemptCount }: ToldItem, place: string): string {
  const first = attemptCount - attempts.length
  const isCheck = kind === 'check'
  const rows = attempts.map((attempt, i) => {
    const { at, right, answer, told } = attempt
    const sign = right ? '✓' : '✗'
    const words = right ? (isCheck ? 'passed' : 'right') : isCheck ? 'not passed' : 'not right'
    const said =
      told.length === 0
        ? ''
        : `<ul class="told">${told.map((one) => `<li>${richLine(one)}</li>`).join('')}</ul>`
    return `<tr class="${right ? 'done' : 'wrong'}"><td class="number">${first + i + 1}</td><td class="when">${momentHtml(at)}</td>${isCheck ? '' : `<td>${richLine(answer)}</td>`}<td><span class="sign" aria-hidden="true">${sign}</span> ${words}${isCheck ? ` ${machinesOf(attempt)}` : ''}${said}</td></tr>`
  })
  const more = first === 0 ? '' : `<caption>${attemptCount} tries; the first ${first} are not kept.</caption>`
  return `<div class="box" tabindex="0" role="region" aria-label="Tries, ${e(place)}"><table class="tries">${more}<thead><tr><th scope="col">Try</th><th scope="col">When</th>${isCheck ? '' : '<th scope="col">Answer</th>'}<th scope="col">How it came out</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}
