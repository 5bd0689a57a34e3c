import type { RunView } from '../../stores/apply-run-update'
import { fatalLine } from '../../stores/fatal-line'

/** A status in words, and how it is coloured. */
export interface StatusWords {
  readonly tone: 'calm' | 'busy' | 'good' | 'bad'
  readonly text: string
}

/** What a machine is doing, in the words of its column's head. */
export function statusWords(view: RunView): StatusWords {
  const { passed, failed, todo } = view.checks
  const past = view.position < view.stepCount
  const counts = [
    ...(passed > 0 || failed > 0 ? [`${passed} passed`, `${failed} failed`] : []),
    ...(todo > 0 ? [`${todo} todo`] : [])
  ].join(', ')
  const withCounts = (text: string): string => (counts === '' ? text : `${text}, ${counts}`)
  if (past && view.status !== 'running' && view.status !== 'starting')
    return { tone: 'calm', text: `looking back, before line ${view.line ?? '?'}` }
  switch (view.status) {
    case 'starting':
      return { tone: 'busy', text: 'starting …' }
    case 'running':
      return { tone: 'busy', text: 'running …' }
    case 'paused':
      return {
        tone: failed > 0 ? 'bad' : 'calm',
        text: withCounts(view.line === null ? 'paused' : `paused before line ${view.line}`)
      }
    case 'ended':
      return { tone: failed > 0 ? 'bad' : 'good', text: withCounts('ended') }
    case 'died':
      return { tone: 'bad', text: diedText(view) }
    case 'loaded':
      return { tone: 'calm', text: withCounts('saved record') }
    case 'stopped':
      return { tone: 'calm', text: withCounts('stopped') }
    case 'failed':
      return { tone: 'bad', text: 'could not run' }
  }
}

function diedText(view: RunView): string {
  const { exception } = view
  if (exception === null) return 'died'
  const where = exception.where === '' ? '' : ` ${exception.where}`
  const line = fatalLine(view)
  return `died: ${exception.name}${where}${line === null ? '' : ` at line ${line}`}`
}
