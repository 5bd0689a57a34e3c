import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { ProcessLetter } from '../../shared/contract/observation'
import { assignmentsOf } from './assignments'
import { closestName } from '../../shared/contract/closest-name'
import { GiveUp, nowhere, Reporter, SyntaxProblem } from './diagnostics'
import { processStatus } from '../../shared/win32/headers/process-status'
import { generateProgram } from './generate-program'
import { parseFile } from './parse-file'
import { withLibraryInC } from './library-in-c'
import { ParserState } from './parser-state'
import { prelude, wantsUnicode } from './prelude'
import { Preprocessor } from './preprocessor'
import type { CompileResult, FunctionUse, Program, ProgramNames } from './program'
import { hintFor } from './unsupported-names'

/** The longest text that is read, in UTF-16 units: no lesson comes near. */
const maximumLength = 1_000_000

/**
 * Compiles one C text. Never throws: whatever the text is, either a program comes out, or what is wrong with it, all
 * errors at once up to a score.
 */
export function compile(source: string, fileName: string): CompileResult {
  const reporter = new Reporter(fileName)
  try {
    const program = compileWith(source, fileName, reporter)
    if (program !== null) return { ok: true, program, warnings: reporter.warnings.sort(byPlace) }
  } catch (problem) {
    // Nesting is limited where it is read; what still exhausts our own stack is told, too.
    if (problem instanceof RangeError) reporter.errors.push(tooDeep(fileName))
    else if (!(problem instanceof GiveUp) && !(problem instanceof SyntaxProblem)) throw problem
  }
  // A warning beside an error mostly follows from it.
  const wrongLines = new Set(reporter.errors.map((error) => error.line))
  const warnings = reporter.warnings.filter((warning) => !wrongLines.has(warning.line))
  return { ok: false, diagnostics: [...reporter.errors.sort(byPlace), ...warnings] }
}

type At = { readonly line: number; readonly column: number }
const byPlace = (a: At, b: At): number => a.line - b.line || a.column - b.column

const tooDeep = (file: string): Diagnostic => ({
  severity: 'error',
  file,
  line: 1,
  column: 1,
  length: 1,
  message: 'Something in this file is nested too deep to be read: simplify it.'
})

function compileWith(source: string, fileName: string, reporter: Reporter): Program | null {
  const whole = { ...nowhere, line: 1, start: 0, end: 1 }
  if (source.length > maximumLength) {
    const size = (source.length / 1_000_000).toFixed(1)
    return reporter.fail(whole, `This file has ${size} million characters; at most 1 million are read.`)
  }
  // Text never has these; one look spares thousands of messages about a picture or a program file.
  if (source.includes('\0')) return reporter.fail(whole, 'This is not a text file: it holds zero bytes.')
  const { scope, macros } = prelude(wantsUnicode(source))
  const read = new Preprocessor(source, reporter, fileName, macros, null).run()
  const { included, macros: own } = read
  const tokens = withLibraryInC(read.tokens, reporter)
  const known = {
    hintFor,
    headerOf: (name: string) => macros.get(name)?.header ?? null,
    *macroNames(): Iterable<string> {
      yield* own.keys()
      for (const [name, macro] of macros) if (included.has(macro.header ?? 'core')) yield name
    }
  }
  const p = new ParserState(tokens, source, reporter, scope, included, known, () => 'program', false)
  p.packing = read.packing
  parseFile(p)
  checkWhole(p)
  if (reporter.errors.length > 0) return null
  const { code, statementLines, statementPlaces } = generateProgram(p)
  const letters: ProcessLetter[] = ['A', 'B', 'C']
  const processes = letters.filter((letter) => code.entries[letter] !== undefined)
  const names: ProgramNames = {
    headers: scope,
    file: p.scopes[1]!,
    inner: p.innerNames,
    // Who looks at a program may use every constant, whatever the program includes.
    macro: (name) => (own.has(name) ? (own.get(name) ?? undefined) : macros.get(name)),
    macroNames: known.macroNames
  }
  const assignments = assignmentsOf(p)
  return { fileName, source, statementLines, statementPlaces, processes, code, names, assignments }
}

/** What only the whole file shows: no main, functions and variables that are nowhere defined. */
function checkWhole(p: ParserState): void {
  const { reporter } = p
  const hasMain = p.definitions.some(({ symbol }) => /^(main|wmain|WinMain|wWinMain)$/.test(symbol.name))
  const similar = p.definitions.find(({ symbol }) => closestName(symbol.name, ['main', 'wmain', 'WinMain']))
  if (!hasMain && reporter.errors.length === 0)
    reporter.error(
      similar?.place ?? { ...nowhere, line: 1, start: 0, end: 1 },
      similar
        ? `There is no main function; did you mean main for ${similar.symbol.name}?`
        : 'There is no main function: a program starts at int main(void) { ... }.'
    )
  if (reporter.errors.length > 0) return
  for (const symbol of p.scopes[1]!.symbols.values()) {
    if (symbol.kind === 'variable' && symbol.used && !symbol.isDefined)
      reporter.error(symbol.place, `${symbol.name} is declared extern here, but defined nowhere.`)
    if (symbol.kind === 'function' && symbol.origin === 'program' && symbol.index < 0) {
      const use = p.tokens.find(
        (t) => t.kind === 'name' && t.text === symbol.name && t.start > symbol.place.start
      )
      if (use)
        reporter.error(use, `${symbol.name} is declared, but defined nowhere${p.suggest(symbol.name) || '.'}`)
    }
  }
}

/** The Win32 functions a program calls or takes the address of, each once, at its first use: what a machine must offer. */
export function functionsUsed(program: Program): FunctionUse[] {
  const uses = new Map<string, FunctionUse>()
  for (const { name, origin, line, column, length } of [...program.code.sites, ...program.code.externals])
    if (origin === 'win32' && !uses.has(name)) uses.set(name, { name, line, column, length })
  return [...uses.values()]
}

/** The headers that a program's calls need, in an order in which they can be included: those of C first, then windows.h, psapi.h. */
export function headersUsed(program: Program): string[] {
  const { symbols } = prelude().scope
  const used = new Set<string>()
  for (const { name, origin } of [...program.code.sites, ...program.code.externals]) {
    const symbol = symbols.get(name)
    if (origin === 'pointer' || symbol?.kind !== 'function' || symbol.header === 'core') continue
    const header = symbol.header ?? 'windows'
    if (header === 'lab') used.add('lab.h')
    else if (header !== 'windows') used.add(header)
    else used.add(new RegExp(`\\b${name}\\(`).test(processStatus) ? 'psapi.h' : 'windows.h')
  }
  if (used.has('psapi.h')) used.add('windows.h')
  const rank = (header: string): number => ['windows.h', 'psapi.h', 'lab.h'].indexOf(header)
  return [...used].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}
