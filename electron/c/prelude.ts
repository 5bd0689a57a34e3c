import { cHeaderTexts, windowsHeaderTexts, labHeaderText } from '../../shared/win32/headers'
import { constantText, win32Constants } from './constant-macros'
import { GiveUp, Reporter } from './diagnostics'
import { libraryFunctions } from './library'
import { macroOfText, type Macro } from './macro'
import { parseDeclaration } from './parse-declarations'
import { newScope, ParserState, type Scope } from './parser-state'
import { Preprocessor } from './preprocessor'

/** What every program starts from: the declarations and macros of the built-in headers. */
export interface Prelude {
  readonly scope: Scope
  readonly macros: ReadonlyMap<string, Macro>
}

const made = new Map<boolean, Prelude>()

/**
 * The prelude, read once; with `unicode`, TCHAR is wide and the functions without A and W are those with W. Throws when
 * a built-in header is wrong: that is our own bug.
 */
export function prelude(unicode = false): Prelude {
  let known = made.get(unicode)
  if (!known) made.set(unicode, (known = readPrelude(unicode)))
  return known
}

/** Whether a text defines UNICODE or _UNICODE before it includes anything that asks. */
export function wantsUnicode(source: string): boolean {
  return /^[ \t]*#[ \t]*define[ \t]+_?UNICODE\b/m.test(source)
}

/** `CreateFile` stands for CreateFileW: every macro and type that has an A and a W form takes the W one. */
function takeWideForms(macros: Map<string, Macro>, scope: Scope): void {
  for (const [name, macro] of macros) {
    const first = macro.body[0]
    if (first?.text === `${name}A` && (scope.symbols.has(`${name}W`) || macros.has(`${name}W`)))
      macros.set(name, { ...macro, body: [{ ...first, text: `${name}W` }, ...macro.body.slice(1)] })
  }
}

function readPrelude(unicode: boolean): Prelude {
  const macros = new Map<string, Macro>()
  const scope = newScope()
  if (unicode) macros.set('UNICODE', macroOfText('UNICODE', '1', 'core'))
  for (const [name, value] of Object.entries(win32Constants))
    macros.set(name, macroOfText(name, constantText(name, value), 'windows'))
  const read = (header: string, text: string): void => {
    const reporter = new Reporter(header)
    try {
      const preprocessed = new Preprocessor(text, reporter, header, macros, header).run()
      for (const [name, macro] of preprocessed.macros) if (macro) macros.set(name, macro)
      const before = new Set(scope.symbols.keys())
      const known = { hintFor: () => null, headerOf: () => null, macroNames: () => [] }
      const originOf = (name: string): 'library' | 'win32' =>
        libraryFunctions.has(name) || header !== 'windows' ? 'library' : 'win32'
      const p = new ParserState(preprocessed.tokens, text, reporter, scope, new Set(), known, originOf, true)
      while (p.token.kind !== 'end') if (!p.accept(';')) parseDeclaration(p)
      for (const [name, symbol] of scope.symbols)
        if (!before.has(name) && symbol.kind === 'function') scope.symbols.set(name, { ...symbol, header })
    } catch (problem) {
      if (!(problem instanceof Error) || (reporter.errors.length === 0 && !(problem instanceof GiveUp)))
        throw problem
    }
    const error = reporter.errors[0]
    if (error) throw new Error(`Built-in header ${header}: ${error.message}`)
  }
  for (const { name, text } of cHeaderTexts) read(name, text)
  for (const text of windowsHeaderTexts) read('windows', text)
  read('lab', labHeaderText)
  if (unicode) {
    takeWideForms(macros, scope)
    macros.delete('UNICODE')
  }
  return { scope, macros }
}
