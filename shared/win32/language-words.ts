import { cHeaderTexts, labHeaderText } from './headers'
import { readDeclarations, type MacroDeclaration, type Prototype } from './headers/declarations'

/** The keywords of C that a program can use, and those of Windows' exceptions. */
export const keywords: readonly string[] =
  `auto break case char const continue default do double else enum extern float for goto if inline int long register
  restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
  _Alignas _Alignof _Bool _Generic _Noreturn _Static_assert
  __try __except __finally __leave`.split(/\s+/)

/** A function of C's library: its prototype and its header. */
export interface LibraryFunction {
  readonly prototype: Prototype
  readonly header: string
}

/** Macros of C that every program has, with the headers they belong to. */
const homes: Readonly<Record<string, string>> = {
  INT64_C: 'stdint.h',
  UINT64_C: 'stdint.h',
  assert: 'assert.h',
  offsetof: 'stddef.h',
  va_arg: 'stdarg.h',
  va_copy: 'stdarg.h',
  va_end: 'stdarg.h',
  va_start: 'stdarg.h'
}

function homeOf(name: string): string | undefined {
  return /^_(Crt|ASSERT)/.test(name) ? 'crtdbg.h' : homes[name]
}

/** A macro that is written as a function is. */
function macroPrototype({ name, params }: MacroDeclaration): Prototype[] {
  if (params === null) return []
  return [{ name, returns: '', params: params.map((param) => ({ name: param, type: '' })), variadic: false }]
}

const cDeclarations = cHeaderTexts.map(({ name, text }) => ({ header: name, ...readDeclarations([text]) }))

/**
 * The functions of C's library that a program can call, and the macros that are written as functions are, by name; those
 * that begin with `__` are the lab's own.
 */
export const libraryFunctions: ReadonlyMap<string, LibraryFunction> = new Map(
  cDeclarations
    .flatMap(({ header, functions, macros }) =>
      [...functions.values(), ...[...macros.values()].flatMap(macroPrototype)].map((prototype) => ({
        prototype,
        header: homeOf(prototype.name) ?? header
      }))
    )
    .filter(({ prototype }) => !prototype.name.startsWith('__') && !keywords.includes(prototype.name))
    .map((one) => [one.prototype.name, one] as const)
)

/** The macros of C's headers, by name: INT_MAX, EOF, assert. */
export const libraryMacros: ReadonlyMap<string, MacroDeclaration> = new Map(
  cDeclarations.flatMap(({ macros }) => [...macros])
)

/** A word of structured exceptions: how it is written and what it does. */
export interface ExceptionWord {
  /** As C writes it, with what belongs around it. */
  readonly code: string
  readonly says: string
  /** Microsoft's page, as `microsoftPage` takes it. */
  readonly page: string
  /** Of a word that is called. */
  readonly prototype: Prototype | null
}

const called = (declaration: string, says: string, page: string): ExceptionWord => {
  const prototype = [...readDeclarations([`${declaration};`]).functions.values()][0]!
  return { code: declaration, says, page, prototype }
}
const statement = (code: string, says: string, page: string): ExceptionWord => ({
  code,
  says,
  page,
  prototype: null
})

/** excpt.h has three names for each of what the compiler answers itself; Microsoft, GetExceptionCode macro. */
const answers = {
  GetExceptionCode: ['_exception_code', 'exception_code'],
  GetExceptionInformation: ['_exception_info', 'exception_info'],
  AbnormalTermination: ['_abnormal_termination', 'abnormal_termination']
} as const

const words: Readonly<Record<string, ExceptionWord>> = {
  __try: statement(
    '__try { … } __except (filter) { … }\n__try { … } __finally { … }',
    'Begins statements whose exceptions are handled, or whose end is never missed.',
    '/cpp/cpp/structured-exception-handling-c-cpp'
  ),
  __except: statement(
    '__except (filter) { … }',
    'Runs its block when the filter answers EXCEPTION_EXECUTE_HANDLER.',
    '/cpp/cpp/try-except-statement'
  ),
  __finally: statement(
    '__finally { … }',
    'Runs its block however the __try block is left: at its end, by a jump or by an exception.',
    '/cpp/cpp/try-finally-statement'
  ),
  __leave: statement('__leave;', 'Goes to the end of the __try block.', '/cpp/cpp/try-finally-statement'),
  GetExceptionCode: called(
    'DWORD GetExceptionCode(void)',
    'Answers which exception it is; in the filter or the block of an __except.',
    'debug/getexceptioncode'
  ),
  GetExceptionInformation: called(
    'LPEXCEPTION_POINTERS GetExceptionInformation(void)',
    'Answers what happened and the registers at that moment; in the filter of an __except.',
    'debug/getexceptioninformation'
  ),
  AbnormalTermination: called(
    'BOOL AbnormalTermination(void)',
    'Answers whether the __try block was left before its end; in a __finally block.',
    'debug/abnormaltermination'
  )
}

/** The words of structured exceptions, by each of their names. */
export const exceptionWords: ReadonlyMap<string, ExceptionWord> = new Map([
  ...Object.entries(words),
  ...Object.entries(answers).flatMap(([name, others]) =>
    others.map((other) => [other, words[name]!] as const)
  )
])

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

/** The words of lab.h that a program writes, by name. */
export const labWords: ReadonlyMap<string, LabWord> = new Map(
  Object.entries(sentences).flatMap(([name, says]) => {
    const macro = lab.macros.get(name)
    const prototype = lab.functions.get(name) ?? (macro && macroPrototype(macro)[0])
    return prototype === undefined ? [] : [[name, { prototype, says }] as const]
  })
)
