import { closestName } from '../../shared/contract/closest-name'
import { SyntaxProblem, type Reporter } from './diagnostics'
import { headerGroups, knownHeaders, similarHeader } from './known-headers'
import { tokenize } from './lexer'
import { MacroExpander } from './macro-expansion'
import { macroOfText, spell, type Macro } from './macro'
import { evaluateCondition } from './preprocessor-condition'
import { PragmaPack, type PackingChange } from './pragma-pack'
import { isPunct, type Token } from './token'

/** What preprocessing starts from: macros of the built-in headers by name, in force once their header is included. */
export type HeaderMacros = ReadonlyMap<string, Macro>

export interface Preprocessed {
  readonly tokens: Token[]
  /** Groups of built-in declarations that the text included. */
  readonly included: ReadonlySet<string>
  /** The user's own macros. */
  readonly macros: ReadonlyMap<string, Macro | null>
  /** What #pragma pack says, in the order of the text. */
  readonly packing: readonly PackingChange[]
}

interface Conditional {
  readonly token: Token
  /** Tokens are taken now. */
  active: boolean
  /** A branch was taken, or none may be. */
  done: boolean
  elseSeen: boolean
}

const noAssertion: Macro = { ...macroOfText('assert', '((void)0)', 'core'), params: ['condition'] }

const directives = [
  'include',
  'define',
  'undef',
  'if',
  'ifdef',
  'ifndef',
  'elif',
  'else',
  'endif',
  'error',
  'pragma',
  'line',
  'warning'
]

/** Runs the directives of a text and expands its macros. `header` names the built-in header that the text is, if any. */
export class Preprocessor {
  private readonly own = new Map<string, Macro | null>()
  private readonly included = new Set<string>(['core'])
  private readonly conditionals: Conditional[] = []
  private readonly expander: MacroExpander
  private readonly tokens: Token[]
  private readonly pending: Token[] = []
  private readonly packing: PragmaPack
  private at = 0

  constructor(
    source: string,
    private readonly reporter: Reporter,
    fileName: string,
    private readonly headerMacros: HeaderMacros,
    private readonly header: string | null
  ) {
    this.tokens = tokenize(source, reporter, header === null)
    const hasInclude = this.tokens.some(
      (t, i) => t.lineStart && isPunct(t, '#') && this.tokens[i + 1]?.text === 'include'
    )
    // A bare listing without any #include is taken as if it had the usual ones; the checker warns.
    if (!hasInclude || header !== null) for (const group of ['windows', 'stdbool']) this.included.add(group)
    this.packing = new PragmaPack(reporter)
    this.expander = new MacroExpander((name) => this.lookup(name), reporter, fileName)
  }

  run(): Preprocessed {
    const result: Token[] = []
    for (;;) {
      try {
        const token = this.pull()
        if (token === undefined || token.kind === 'end') {
          const open = this.conditionals.at(-1)
          if (open) this.reporter.error(open.token, `This #${open.token.text} has no #endif.`)
          result.push(token ?? this.tokens.at(-1)!)
          return { tokens: result, included: this.included, macros: this.own, packing: this.packing.changes }
        }
        const replaced = this.expander.replace(
          token,
          () => this.pull(),
          (back) => this.pending.push(back)
        )
        if (replaced === null) result.push(token)
        else for (let i = replaced.length - 1; i >= 0; i--) this.pending.push(replaced[i]!)
      } catch (problem) {
        if (!(problem instanceof SyntaxProblem)) throw problem
      }
    }
  }

  private lookup(name: string): Macro | undefined {
    const own = this.own.get(name)
    if (own !== undefined) return own ?? undefined
    // C11 7.2: assert says nothing where NDEBUG is defined.
    if (name === 'assert' && this.own.get('NDEBUG')) return noAssertion
    const macro = this.headerMacros.get(name)
    return macro && this.included.has(macro.header ?? 'core') ? macro : undefined
  }

  /** The next token behind directives and skipped branches. */
  private pull(): Token | undefined {
    const waiting = this.pending.pop()
    if (waiting) return waiting
    for (;;) {
      const token = this.tokens[this.at]
      if (token === undefined) return undefined
      if (token.kind === 'end') return token
      this.at++
      if (token.lineStart && isPunct(token, '#')) this.directive(token)
      else if (this.conditionals.every((c) => c.active)) return token
    }
  }

  private restOfLine(): Token[] {
    const line: Token[] = []
    while (this.tokens[this.at]!.kind !== 'end' && !this.tokens[this.at]!.lineStart)
      line.push(this.tokens[this.at++]!)
    return line
  }

  private directive(hash: Token): void {
    const line = this.restOfLine()
    const name = line.shift()
    if (!name) return
    try {
      if (this.conditionalDirective(name, line) || !this.conditionals.every((c) => c.active)) return
      switch (name.text) {
        case 'include':
          return this.include(name, line)
        case 'define':
          return this.define(name, line)
        case 'undef':
          if (line[0]) this.own.set(line[0].text, null)
          return
        case 'error':
          return this.reporter.error(name, `#error ${spell(line)}`)
        case 'warning':
          return this.reporter.warning(name, `#warning ${spell(line)}`)
        case 'pragma':
          return this.packing.read(name, this.expander.expandAll(line))
        case 'line':
          return
        default: {
          const close = closestName(name.text, directives)
          this.reporter.error(name, `There is no #${name.text}${close ? `; did you mean #${close}?` : '.'}`)
        }
      }
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem
    }
    void hash
  }

  private conditionalDirective(name: Token, line: Token[]): boolean {
    const { conditionals } = this
    const top = conditionals.at(-1)
    switch (name.text) {
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const skipped = !conditionals.every((c) => c.active)
        const conditional: Conditional = { token: name, active: false, done: skipped, elseSeen: false }
        conditionals.push(conditional)
        if (!skipped) {
          // While its condition is read, the branch counts as taken: a faulty condition then hides nothing.
          conditional.active = true
          conditional.active = this.holds(name, line)
          conditional.done = conditional.active
        }
        return true
      }
      case 'elif':
        if (!top || top.elseSeen) this.reporter.fail(name, 'This #elif has no #if before it.')
        top.active = !top.done && this.holds(name, line)
        top.done ||= top.active
        return true
      case 'else':
        if (!top || top.elseSeen) this.reporter.fail(name, 'This #else has no #if before it.')
        top.active = !top.done
        top.done = true
        top.elseSeen = true
        return true
      case 'endif':
        if (!top) this.reporter.fail(name, 'This #endif has no #if before it.')
        conditionals.pop()
        return true
      default:
        return false
    }
  }

  private holds(name: Token, line: Token[]): boolean {
    if (name.text === 'if' || name.text === 'elif') {
      if (line.length === 0) this.reporter.fail(name, `#${name.text} needs a condition.`)
      const resolved = this.resolveDefined(line)
      return evaluateCondition(this.expander.expandAll(resolved), name, this.reporter)
    }
    const macro = line[0]
    if (macro?.kind !== 'name') return this.reporter.fail(name, `#${name.text} needs a name.`)
    return (this.lookup(macro.text) !== undefined) === (name.text === 'ifdef')
  }

  /** Replaces `defined X` and `defined(X)` by 1 or 0, before macros are expanded. */
  private resolveDefined(line: readonly Token[]): Token[] {
    const result: Token[] = []
    for (let i = 0; i < line.length; i++) {
      const token = line[i]!
      if (token.text !== 'defined') {
        result.push(token)
        continue
      }
      const inParens = line[i + 1]?.text === '('
      const name = line[i + (inParens ? 2 : 1)]
      if (name?.kind !== 'name' || (inParens && line[i + 3]?.text !== ')'))
        return this.reporter.fail(token, 'defined wants a name: defined(NAME).')
      i += inParens ? 3 : 1
      result.push({ ...token, kind: 'number', text: this.lookup(name.text) ? '1' : '0' })
    }
    return result
  }

  private include(directive: Token, line: readonly Token[]): void {
    let name: string
    const first = line[0]
    if (first?.kind === 'string') name = first.text.slice(1, -1)
    else if (first && isPunct(first, '<')) {
      const close = line.findIndex((t) => isPunct(t, '>'))
      if (close < 0) this.reporter.fail(first, 'This #include <...> lacks its >.')
      name = line
        .slice(1, close)
        .map((t) => t.text)
        .join('')
    } else
      return this.reporter.fail(
        first ?? directive,
        first
          ? `#include wants its header in < > or quotes: #include <${line.map((t) => t.text).join('')}>.`
          : '#include wants <name> or "name".'
      )
    const key = name.replace(/\\/g, '/').split('/').at(-1)!.toLowerCase()
    const groups = headerGroups(key)
    const place = { ...first, end: line.at(-1)!.end }
    if (groups) for (const group of groups) this.included.add(group)
    else if (/^(stdafx|pch|framework|targetver)\.h$/.test(key)) {
      this.reporter.warning(place, `${name} is a file of Visual Studio's projects: here the line can go.`)
      for (const group of ['stdio.h', ...headerGroups('windows.h')!]) this.included.add(group)
    } else {
      if (
        /^(iostream|string|vector|map|memory|algorithm|fstream|sstream|iomanip|c(stdio|stdlib|string|stdint|stddef))$/.test(
          key
        )
      )
        return this.reporter.error(
          place,
          `<${name}> is C++: this runs C, whose headers end in .h, as <stdio.h>.`
        )
      const close = similarHeader(key)
      const also = close
        ? `did you mean ${close}?`
        : `known are ${knownHeaders.slice(0, 6).join(', ')} and others of C and the Windows SDK.`
      this.reporter.error(place, `There is no header ${name} here; ${also}`)
    }
  }

  private define(directive: Token, line: readonly Token[]): void {
    const name = line[0]
    if (name?.kind !== 'name') return this.reporter.fail(directive, '#define wants a name.')
    const open = line[1]
    let params: string[] | null = null
    let variadic = false
    let body = line.slice(1)
    if (open && isPunct(open, '(') && !open.spaceBefore) {
      const close = line.findIndex((t) => isPunct(t, ')'))
      if (close < 0) this.reporter.fail(open, `The parameters of ${name.text} lack their ).`)
      const names = line.slice(2, close).filter((t) => !isPunct(t, ','))
      variadic = names.at(-1)?.text === '...'
      params = names.map((t) => (t.text === '...' ? '__VA_ARGS__' : t.text))
      // GNU C: `args...` names the rest.
      if (variadic && names.length > 1 && !isPunct(line[close - 2]!, ',')) params.splice(-2, 1)
      const odd = names.find((t) => t.kind !== 'name' && t.text !== '...')
      if (odd) this.reporter.fail(odd, `A macro's parameter is a name, not ${odd.text}.`)
      body = line.slice(close + 1)
    }
    if (params === null && body.length > 1 && isPunct(body[0]!, '=')) {
      this.reporter.error(body[0]!, `#define takes no =: write #define ${name.text} ${spell(body.slice(1))}`)
      body = body.slice(1)
    }
    // A value with a ; behind it is a mistake; statements with one are meant.
    const isValue = !body
      .slice(0, -1)
      .some((t) => /^([;{}=]|if|else|do|while|for|return|goto|break)$/.test(t.text))
    if (params === null && body.length > 1 && isValue && this.header === null && isPunct(body.at(-1)!, ';'))
      this.reporter.warning(body.at(-1)!, `This ; becomes a part of ${name.text}, wherever it is used.`)
    if (body[0]) body = [{ ...body[0], spaceBefore: false }, ...body.slice(1)]
    this.own.set(name.text, { name: name.text, params, variadic, body, header: this.header })
  }
}
