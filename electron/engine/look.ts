import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import type { RequestInput } from '../../shared/contract/requests'
import type { ProcessPlace, ShownMemory, ShownVariable, ShownWatch } from '../../shared/contract/step'
import type { LookedMemory, RunnerLook } from '../runner/messages'
import type { PlaceMoment } from './history'

/** What a window looks at besides the variables in scope. */
export type Look = Omit<RequestInput<'run/look'>, 'runId'>

export const nothingLookedAt: Look = { frames: [], watches: [], expanded: [], memory: [] }

type MemoryRequest = Look['memory'][number]

/** Names bytes by what was asked for, whatever the window calls them: only the same place answers for a past moment. */
const keyOf = ({ address, offset, length }: MemoryRequest): string => `${length} ${offset} ${address}`

const isFor = (request: MemoryRequest, machine: MachineName, letter: ProcessLetter): boolean =>
  request.process === letter && (request.machine === null || request.machine === machine)

/** The part of a look that concerns one process on one machine. */
export function lookInto(look: Look, machine: MachineName, letter: ProcessLetter): RunnerLook {
  const memory = look.memory
    .filter((request) => isFor(request, machine, letter))
    .map((request): LookedMemory => {
      const { address, offset, length } = request
      return { id: keyOf(request), address, offset, length }
    })
  return { watches: look.watches, expanded: look.expanded, memory }
}

/** Whether other processes than the one that made a step are to be looked at after it. */
export function looksEverywhere(look: Look): boolean {
  return look.watches.length > 0 || look.memory.length > 0
}

const notRecorded = 'not recorded at this step'

/** A recorded place as a window that looks so shows it; `recall` may know what was not looked at then. */
export function shownPlace(
  letter: ProcessLetter,
  place: PlaceMoment,
  look: Look,
  machine: MachineName,
  recall: (view: LookedMemory) => ShownMemory | null = () => null
): ProcessPlace {
  const expanded = new Set(look.expanded)
  const watches = look.watches.map((expression): ShownWatch => {
    const watch = place.watches.find((recorded) => recorded.expression === expression)
    if (watch === undefined) return { expression, problem: notRecorded }
    return 'variable' in watch ? { expression, variable: unfolded(watch.variable, expanded) } : watch
  })
  const memory = look.memory
    .filter((request) => isFor(request, machine, letter))
    .map((request): ShownMemory => {
      const { id } = request
      const recorded = place.memory.find((view) => view.id === keyOf(request))
      const { address, offset, length } = request
      const seen = recorded ?? recall({ id, address, offset, length })
      if (seen) return { ...seen, id }
      return { id, address: null, problem: notRecorded, hex: '', changed: [], region: '' }
    })
  return {
    letter,
    ...place,
    variables: place.variables.map((variable) => unfolded(variable, expanded)),
    watches,
    memory
  }
}

/** More is recorded than a window asked for, so that it can unfold in the past, too. */
function unfolded(variable: ShownVariable, expanded: ReadonlySet<string>): ShownVariable {
  if (variable.children === null) return variable
  const asked = expanded.has(variable.expression)
  return {
    ...variable,
    children: asked ? variable.children.map((child) => unfolded(child, expanded)) : null
  }
}
