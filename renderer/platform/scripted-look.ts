import type { RequestInput } from '../../shared/contract/requests'
import type { MachineName } from '../../shared/contract/observation'
import type { ProcessPlace, ShownMemory, ShownVariable, ShownWatch } from '../../shared/contract/step'

/** What a scripted run looks at. */
export type Look = Omit<RequestInput<'run/look'>, 'runId'>

export const lookingAtNothing: Look = { frames: [], watches: [], expanded: [], memory: [] }

/** Where one process stands, in full; what the window sees of it is worked out from what it looks at. */
export interface ScriptedPlace extends Pick<
  ProcessPlace,
  'letter' | 'line' | 'frames' | 'lineValues' | 'threads'
> {
  /** Frame by frame, innermost first, with all children there are. */
  readonly variables: readonly (readonly ShownVariable[])[]
  /** A byte of its memory; null where it cannot be read. */
  readonly byteAt: (address: number) => number | null
  /** Whether the last step changed the byte. */
  readonly changedAt: (address: number) => boolean
  /** The region of an address in words. */
  readonly regionAt: (address: number) => string
}

/** What the window sees of a place. */
export function placeLookedAt(place: ScriptedPlace, look: Look, machine: MachineName): ProcessPlace {
  const wanted = look.frames.find(({ process }) => process === place.letter)?.frame ?? 0
  const frame = Math.max(0, Math.min(wanted, place.frames.length - 1))
  const all = place.variables[frame] ?? []
  return {
    letter: place.letter,
    line: place.line,
    frames: place.frames,
    lineValues: place.lineValues,
    threads: place.threads,
    frame,
    variables: all.map((variable) => unfolded(variable, look.expanded)),
    watches: look.watches.map((expression) => watched(expression, all, look.expanded)),
    memory: look.memory
      .filter((wish) => wish.process === place.letter && (wish.machine ?? machine) === machine)
      .map((wish) => memoryOf(wish, place, all))
  }
}

function unfolded(variable: ShownVariable, expanded: readonly string[]): ShownVariable {
  const children =
    variable.children !== null && expanded.includes(variable.expression)
      ? variable.children.map((child) => unfolded(child, expanded))
      : null
  return { ...variable, children }
}
function found(expression: string, among: readonly ShownVariable[]): ShownVariable | undefined {
  for (const variable of among) {
    const hit = variable.expression === expression ? variable : found(expression, variable.children ?? [])
    if (hit !== undefined) return hit
  }
  return undefined
}
function watched(
  expression: string,
  among: readonly ShownVariable[],
  expanded: readonly string[]
): ShownWatch {
  const variable = found(expression, among)
  return variable === undefined
    ? { expression, problem: `${expression} is not in scope here.` }
    : { expression, variable: unfolded(variable, expanded) }
}
function addressOf(expression: string, among: readonly ShownVariable[]): number | null {
  if (/^(0x[0-9a-f]+|\d+)$/i.test(expression)) return Number(expression)
  const taken = /^&\(?(.+?)\)?$/.exec(expression)
  if (taken !== null) return found(taken[1]!, among)?.address ?? null
  const value = found(expression, among)?.value
  return value === undefined ? null : Number.parseInt(value, value.startsWith('0x') ? 16 : 10)
}
function memoryOf(
  wish: Look['memory'][number],
  place: ScriptedPlace,
  among: readonly ShownVariable[]
): ShownMemory {
  const base = addressOf(wish.address, among)
  if (base === null) {
    const problem = `${wish.address} is not in scope here.`
    return { id: wish.id, address: null, problem, hex: '', changed: [], region: '' }
  }
  const address = base + wish.offset
  const offsets = Array.from({ length: wish.length }, (_, i) => i)
  return {
    id: wish.id,
    address,
    problem: '',
    hex: offsets
      .map(
        (i) =>
          place
            .byteAt(address + i)
            ?.toString(16)
            .padStart(2, '0') ?? '??'
      )
      .join(''),
    changed: offsets.filter((i) => place.changedAt(address + i)),
    region: place.regionAt(address)
  }
}
