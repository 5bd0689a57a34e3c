import type { Place } from './diagnostics'
import { lengthsOf, pointersOf } from './library/pointer-arguments'
import type { RuntimeChecks } from './runtime-checks'
import type { Value } from './vm-words'

/** Looks at a library call's pointers before it is done: to nothing, to freed memory, to a literal that would be changed. */
export function checkLibraryCall(
  checks: RuntimeChecks,
  name: string,
  args: readonly Value[],
  place: Place
): void {
  if (name === 'free' || name === 'realloc' || name === '_msize') {
    const block = args[0]
    if (typeof block === 'number') checks.freedAgain(block, name, place)
    return
  }
  const pointers = pointersOf(name)
  if (pointers === undefined) return
  const length = lengthsOf(name)
  if (length !== undefined && args[length] === 0) return
  pointers.forEach((use, position) => {
    const address = args[position]
    if (use === null || typeof address !== 'number') return
    if (address === 0) return checks.nullText(name, place)
    checks.passesFreed(name, address, place)
    if (use === 'writes') checks.changesLiteral(name, address, place)
  })
}
