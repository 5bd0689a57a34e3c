import type { ProcessLetter } from '../../../shared/contract/observation'
import { evaluate, evaluationOn, NoValue, type Typed } from '../../../shared/labs/language'
import { namedConstants as k } from '../../../shared/win32/constants'
import { shownState, type ObservedRun } from './run-state'

/** A stretch of a process's memory, or why there is none to show. */
export type ShownPlace =
  | {
      readonly ok: true
      readonly value: { readonly process: ProcessLetter; readonly base: number; readonly size: number }
    }
  | { readonly ok: false; readonly reason: string }

/** The place that an expression is at a moment of a run. */
export function placeOf(typed: Typed, run: ObservedRun['run'], position: number): ShownPlace {
  try {
    const states = { [run.machineName]: shownState(run, position) }
    const found = evaluate(typed, evaluationOn(states, run.machineName, { when: 'end' }))
    if (!found.ok) return found
    const process = processOf(typed)
    if (typeof found.value === 'number') return { ok: true, value: { process, base: found.value, size: 1 } }
    const { state, base, address, size } = found.value as {
      readonly state?: number | string
      readonly base?: number
      readonly address?: number
      readonly size?: number
    }
    if (state === k.MEM_FREE || state === 'free')
      return {
        ok: false,
        reason:
          'There is nothing there yet. Let the program run on, or write the call that takes this memory.'
      }
    return { ok: true, value: { process, base: base ?? address ?? 0, size: size ?? 4096 } }
  } catch (error) {
    if (error instanceof NoValue) return { ok: false, reason: error.message }
    throw error
  }
}

/** Why an expression is a place at no moment of a run; null where it is one somewhere. */
export function whyNoPlace(typed: Typed, run: ObservedRun['run']): string | null {
  let why = 'the program did not begin.'
  for (let position = run.history.moments.length - 1; position >= 0; position--) {
    const place = placeOf(typed, run, position)
    if (place.ok && place.value.base !== 0) return null
    if (position === run.history.moments.length - 1)
      why = place.ok
        ? 'it is NULL at the end.'
        : place.reason.replace(/^There is nothing there yet.*$/, 'it is free at the end.')
  }
  return why
}

/** Whose place an expression speaks of. */
function processOf(typed: Typed): ProcessLetter {
  if (typed.kind === 'process') return typed.process
  return typed.kind === 'moment' || typed.kind === 'machine' || typed.kind === 'property'
    ? processOf(typed.of)
    : 'A'
}
