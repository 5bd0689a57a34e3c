import type { CallRecord, FaultCounts, StepRecord } from '../../shared/contract/step'
import { eventsOf, stepEvents } from '../../shared/contract/timeline'
import { describeError } from '../../shared/win32/errors'
import { countText } from '../ui/number-text'
import type { RunView } from './apply-run-update'
import { changedPages, changedPagesInWords, losesGuard, shortAddress } from './changed-pages'
import { machineTitles } from './machines'

/** Calls and changes that a sentence names; it has to be over before the next step. */
const mostCalls = 3
const mostChanges = 2

const nothingHappened = 'no call, nothing changed'

/**
 * One sentence on what the shown step did, for a screen reader: `Step 7: VirtualProtect, 1 page at 0x…2000 now
 * PAGE_READONLY.` The second machine is named where it went otherwise. Empty when there is nothing to say.
 */
export function announceStep(views: readonly RunView[]): string {
  const [first, second] = views
  if (first === undefined) return ''
  const { step } = first
  if (step === null) {
    return first.status === 'paused'
      ? `Paused before line ${first.line ?? 1}, nothing has run yet.`
      : sentenceOf(endingInWords(first))
  }
  const process = first.processes.length > 1 ? `, process ${step.process}` : ''
  const line = step.calls.length === 0 ? `, line ${step.line}` : ''
  const other =
    second === undefined || outcome(second) === outcome(first)
      ? ''
      : `; on ${machineTitles[second.machine]}: ${doneInWords(second)}`
  return `Step ${first.position}${process}${line}: ${doneInWords(first)}${other}.`
}

/** What a machine's step did, and how the program ended with it. */
function doneInWords(view: RunView): string {
  const ending = endingInWords(view)
  if (view.step === null) return ending
  const words = stepInWords(view.step)
  if (ending === '') return words
  return words === nothingHappened ? ending : `${words}; ${ending}`
}

/** How the program ended or why it stands, where the step shown is the last; the first sentence, as a part of another. */
function endingInWords(view: RunView): string {
  const stands = view.line !== null && view.status !== 'paused' && view.status !== 'stopped'
  if (stands || view.position < view.stepCount) return ''
  const [said = ''] = view.statusText.split(/\.(?=\s|$)/)
  // A word in capitals is a name.
  return /^[A-Z]{2}/.test(said) ? said : said.charAt(0).toLowerCase() + said.slice(1)
}

const sentenceOf = (words: string): string =>
  words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

/** What must be the same on both machines for one sentence to hold for both; addresses and handles never are. */
function outcome({ step, line, position }: RunView): string {
  return JSON.stringify([
    position,
    line,
    step?.calls.map(({ name, failed, lastError, exception }) => [
      ...[name, failed, failed ? lastError : 0],
      exception?.name
    ]),
    step?.handled?.map(({ name }) => name),
    step?.checks.map(({ verdict }) => verdict)
  ])
}

/** What a step did, in words: calls with what they changed, faults, checks. */
export function stepInWords(step: StepRecord): string {
  const { calls } = step
  const changes = changesInWords(step)
  const told = calls.slice(-mostCalls).map(callInWords)
  const earlier = calls.length - told.length + (step.omitted?.calls ?? 0)
  // What changed belongs to the call where there is only one.
  const [only] = calls
  const whole =
    calls.length === 1 && only !== undefined && !only.failed
      ? [[told[0]!, ...changes].join(', ')]
      : [...(earlier > 0 ? [countText(earlier, 'earlier call')] : []), ...told, ...changes]
  const parts = [
    ...whole,
    ...(step.handled ?? [])
      .slice(0, 1)
      .map(({ name, where }) => `${name} handled${where === '' ? '' : `, ${where}`}`),
    ...faultsInWords(step.faults),
    ...step.checks
      .slice(-mostCalls)
      .map(({ verdict, text }) =>
        verdict === 'ok'
          ? 'check passed'
          : verdict === 'todo'
            ? 'check is to do'
            : `check failed, ${text.replace(/^FAIL \d+ /, '')}`
      )
  ]
  if (parts.length > 0) return parts.join('; ')
  return step.output.trim() === '' ? nothingHappened : `printed ${shortened(step.output.trim())}`
}

function changesInWords(step: StepRecord): readonly string[] {
  const texts = changedPagesInWords(step.changes)
  const guard = (eventsOf(step) & stepEvents.guard) !== 0 ? step.changes.find(losesGuard) : undefined
  const named = texts.slice(0, mostChanges)
  const more = texts.length - named.length + (step.omitted?.changes ?? 0)
  return [
    ...(guard ? [`guard page at ${shortAddress(changedPages(guard).base)} hit`] : []),
    ...named,
    ...(more > 0 ? [countText(more, 'more change')] : [])
  ]
}

function callInWords(call: CallRecord): string {
  if (call.exception !== null) {
    const { name, where } = call.exception
    return `${call.name} raised ${name}${where === '' ? '' : `, ${where}`}`
  }
  if (!call.failed) return call.name
  return call.lastError === 0
    ? `${call.name} failed`
    : `${call.name} failed, ${describeError(call.lastError).name}`
}

function faultsInWords(faults: FaultCounts | null): readonly string[] {
  if (faults === null) return []
  const words: readonly (readonly [number, string])[] = [
    [faults.copyOnWrite, 'copied on write'],
    [faults.hard, 'read from disk'],
    [faults.demandZero, 'of zeros made at the first touch'],
    [faults.soft, 'brought back from memory']
  ]
  return words.flatMap(([count, what]) => (count > 0 ? [`${countText(count, 'page')} ${what}`] : []))
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)} …` : text)
