import { cHeaderTexts, labHeaderText } from './headers'
import { readDeclarations, type Prototype } from './headers/declarations'

/** The keywords of C that a program can use, and those of Windows' exceptions. */
export const keywords: readonly string[] =
  `auto break case char const continue default do double else enum extern float for goto if inline int long register
  restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
  __try __except __finally __leave`.split(/\s+/)

/** A function of C's library: its prototype and its header. */
export interface LibraryFunction {
  readonly prototype: Prototype
  readonly header: string
}

/** The functions of C's library that a program can call, by name; those that begin with `__` are the lab's own. */
export const libraryFunctions: ReadonlyMap<string, LibraryFunction> = new Map(
  cHeaderTexts
    .flatMap(({ name, text }) =>
      [...readDeclarations([text]).functions.values()].map((prototype) => ({ prototype, header: name }))
    )
    .filter(({ prototype }) => !prototype.name.startsWith('__'))
    .map((one) => [one.prototype.name, one] as const)
)

/** A word of lab.h: how it is written and what it does. */
export interface LabWord {
  readonly prototype: Prototype
  readonly says: string
}

const sentences: Readonly<Record<string, string>> = {
  CHECK: 'Reports whether a condition holds.',
  CHECK_EQ: 'Reports whether two values are equal, as numbers of 64 bits.',
  TODO_WINE_CHECK: 'Reports whether a condition holds; Wine is known to differ.',
  TODO_WINE_CHECK_EQ: 'Reports whether two values are equal; Wine is known to differ.',
  probe_read: 'Reads a byte and answers 0, or the code of the exception it raised.',
  probe_write: 'Writes a byte and answers 0, or the code of the exception it raised.',
  probe_execute: 'Calls the code at an address and answers 0, or the code of the exception it raised.',
  lab_switch_to: 'Gives the turn to process A, B or C; goes on when the turn comes back.',
  lab_process: 'Answers a handle to process A, B or C with all rights.',
  lab_post: 'Leaves a number in the mailbox that all processes share.',
  lab_fetch: 'Takes a number from the mailbox that all processes share.'
}

const lab = readDeclarations([labHeaderText])
const macro = (name: string): Prototype | undefined => {
  const params = lab.macros.get(name)?.params
  if (params === undefined || params === null) return undefined
  return { name, returns: '', params: params.map((param) => ({ name: param, type: '' })), variadic: false }
}

/** The words of lab.h that a program writes, by name. */
export const labWords: ReadonlyMap<string, LabWord> = new Map(
  Object.entries(sentences).flatMap(([name, says]) => {
    const prototype = lab.functions.get(name) ?? macro(name)
    return prototype === undefined ? [] : [[name, { prototype, says }] as const]
  })
)
