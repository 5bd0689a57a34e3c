import type { ObservedRegion, RegionChange } from '../../../shared/contract/observation'
import type { FigureId } from '../../../shared/figures'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { stateAndProtection } from './state-words'

const { MEM_COMMIT } = memoryConstants

/** How a change is marked everywhere: never by colour alone. */
export interface ChangeSign {
  readonly kind: 'new' | 'gone' | 'commit' | 'decommit' | 'protect' | 'other'
  readonly sign: '▲' | '▼' | '✚' | '◇' | '◆'
  readonly word: string
}

const signs = {
  new: { kind: 'new', sign: '▲', word: 'new' },
  gone: { kind: 'gone', sign: '▼', word: 'gone' },
  commit: { kind: 'commit', sign: '✚', word: 'committed' },
  decommit: { kind: 'decommit', sign: '◇', word: 'decommitted' },
  protect: { kind: 'protect', sign: '◆', word: 'protection' },
  other: { kind: 'other', sign: '◆', word: 'changed' }
} as const satisfies Readonly<Record<string, ChangeSign>>

/** All signs, for legends. */
export const signsOfChanges: readonly ChangeSign[] = Object.values(signs)

/** The figure that explains each kind of change. */
export const signFigures = {
  new: 'sign-new',
  gone: 'sign-gone',
  commit: 'sign-commit',
  decommit: 'sign-decommit',
  protect: 'sign-protect',
  other: 'sign-other'
} as const satisfies Readonly<Record<ChangeSign['kind'], FigureId>>

/** The sign of a change; where state and protection changed both, the state decides. */
export function changeSign(change: RegionChange): ChangeSign {
  if (change.kind === 'added') return signs.new
  if (change.kind === 'removed') return signs.gone
  const { before, after } = change
  if (before.state !== after.state) return after.state === MEM_COMMIT ? signs.commit : signs.decommit
  if (before.protect !== after.protect) return signs.protect
  return signs.other
}

/** The region a change is shown at: what is there now, or what was. */
export function changePlace(change: RegionChange): ObservedRegion {
  return change.kind === 'removed' ? change.before : change.after
}

/** What a change did, in two short texts: before → after. */
export function changeTexts(change: RegionChange): { readonly before: string; readonly after: string } {
  return {
    before: change.kind === 'added' ? 'Free' : stateAndProtection(change.before),
    after: change.kind === 'removed' ? 'Free' : stateAndProtection(change.after)
  }
}
