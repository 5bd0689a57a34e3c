import { GiveUp, type Reporter } from './diagnostics'
import { tokenize } from './lexer'
import { stringize, type Macro } from './macro'
import { isHidden, isPunct, type HideSet, type Token } from './token'

/** Expansions that come out of one text at most: a macro that doubles itself thirty times is stopped here. */
const maximumExpandedTokens = 1_000_000

/** Macros in arguments of macros: beyond it no person wrote the text. */
const maximumNesting = 200

/** Replaces macros as C11 6.10.3 says, with Prosser's hide sets. */
export class MacroExpander {
  private expandedTokens = 0
  private counter = 0
  private nesting = 0

  constructor(
    private readonly lookup: (name: string) => Macro | undefined,
    private readonly reporter: Reporter,
    private readonly fileName: string
  ) {}

  /** The full expansion of a list that stands alone (an argument, a condition). */
  expandAll(tokens: readonly Token[]): Token[] {
    if (++this.nesting > maximumNesting) {
      this.reporter.error(
        tokens[0]!,
        `Macros are nested more than ${maximumNesting} deep here: simplify this.`
      )
      throw new GiveUp()
    }
    try {
      return this.expand(tokens)
    } finally {
      this.nesting--
    }
  }

  private expand(tokens: readonly Token[]): Token[] {
    const result: Token[] = []
    const rest = [...tokens].reverse()
    const pull = (): Token | undefined => rest.pop()
    for (let token = pull(); token !== undefined; token = pull()) {
      const replaced = this.replace(token, pull, (back) => rest.push(back))
      if (replaced === null) result.push(token)
      else for (let i = replaced.length - 1; i >= 0; i--) rest.push(replaced[i]!)
    }
    return result
  }

  /**
   * What a name token is replaced with, to be scanned again; null when it stands as it is. `pull` and `pushBack` reach
   * the tokens behind it, for arguments.
   */
  replace(
    token: Token,
    pull: () => Token | undefined,
    pushBack: (token: Token) => void
  ): readonly Token[] | null {
    if (token.kind !== 'name' || isHidden(token.hidden, token.text)) return null
    const special = this.specialMacro(token)
    if (special) return [special]
    const macro = this.lookup(token.text)
    if (!macro) return null
    if (macro.params === null) return this.placed(token, token.end, this.substitute(macro, [], token), macro)
    const behind = pull()
    if (behind === undefined) return null
    if (!isPunct(behind, '(')) {
      pushBack(behind)
      return null
    }
    const { args, end } = this.readArguments(token, macro, pull)
    return this.placed(token, end, this.substitute(macro, args, token), macro)
  }

  private specialMacro(token: Token): Token | null {
    const number = (value: number): Token => ({
      ...token,
      kind: 'number',
      text: String(value),
      fromMacro: true
    })
    const string = (text: string): Token => ({
      ...token,
      kind: 'string',
      text: JSON.stringify(text),
      fromMacro: true
    })
    switch (token.text) {
      case '__LINE__':
        return number(token.line)
      case '__COUNTER__':
        return number(this.counter++)
      case '__FILE__':
        return string(this.fileName)
      case '__DATE__':
        return string('Jan  1 2020')
      case '__TIME__':
        return string('00:00:00')
      default:
        return null
    }
  }

  private readArguments(
    name: Token,
    macro: Macro,
    pull: () => Token | undefined
  ): { args: Token[][]; end: number } {
    const params = macro.params ?? []
    const args: Token[][] = [[]]
    let depth = 0
    for (;;) {
      const token = pull()
      if (token === undefined || token.kind === 'end')
        return this.reporter.fail(name, `The arguments of ${name.text} never end: a ) is missing.`)
      if (isPunct(token, '(')) depth++
      else if (isPunct(token, ')') && depth-- === 0) {
        this.checkCount(name, macro, args)
        return { args, end: token.end }
      } else if (isPunct(token, ',') && depth === 0 && !(macro.variadic && args.length === params.length)) {
        args.push([])
        continue
      }
      args.at(-1)!.push(token)
    }
  }

  private checkCount(name: Token, macro: Macro, args: Token[][]): void {
    const wanted = macro.params?.length ?? 0
    if (wanted === 0 && args.length === 1 && args[0]!.length === 0) args.pop()
    if (macro.variadic && args.length === wanted - 1) args.push([])
    if (args.length === wanted) return
    const some = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`
    this.reporter.fail(name, `${name.text} takes ${some(wanted)}, not ${args.length}.`)
  }

  private substitute(macro: Macro, args: readonly Token[][], use: Token): Token[] {
    const { body } = macro
    const expanded = new Map<number, Token[]>()
    const result: Token[] = []
    const parameter = (token: Token | undefined): number =>
      token?.kind === 'name' ? (macro.params?.indexOf(token.text) ?? -1) : -1
    for (let i = 0; i < body.length; i++) {
      const token = body[i]!
      if (isPunct(token, '#') && macro.params !== null) {
        const index = parameter(body[i + 1])
        if (index >= 0) {
          result.push({
            ...use,
            kind: 'string',
            text: stringize(args[index]!),
            fromMacro: true,
            spaceBefore: token.spaceBefore
          })
          i++
          continue
        }
      }
      if (isPunct(token, '##') && i > 0 && i + 1 < body.length) {
        const index = parameter(body[++i])
        const right = index >= 0 ? args[index]! : [body[i]!]
        this.paste(result, right, use, macro, index)
        continue
      }
      const index = parameter(token)
      if (index < 0) {
        result.push(token)
        continue
      }
      const arg = args[index]!
      const nextIsPaste = body[i + 1] !== undefined && isPunct(body[i + 1]!, '##')
      let inserted: readonly Token[] = arg
      if (!nextIsPaste) {
        inserted = expanded.get(index) ?? this.expandAll(arg)
        expanded.set(index, inserted as Token[])
      }
      if (inserted.length === 0 && nextIsPaste) {
        // An empty operand of ##: what follows stands alone.
        const behind = parameter(body[i + 2])
        result.push(...(behind >= 0 ? args[behind]! : body.slice(i + 2, i + 3)))
        i += 2
        continue
      }
      inserted.forEach((t, n) =>
        result.push(n === 0 ? { ...t, spaceBefore: token.spaceBefore, lineStart: false } : t)
      )
    }
    return result
  }

  /** Joins the last token so far with the first of `right`. GNU C: `, ## __VA_ARGS__` drops the comma when nothing follows. */
  private paste(result: Token[], right: readonly Token[], use: Token, macro: Macro, index: number): void {
    const left = result.at(-1)
    if (left && isPunct(left, ',') && macro.variadic && index === (macro.params?.length ?? 0) - 1) {
      if (right.length === 0) result.pop()
      else result.push(...this.expandAll(right))
      return
    }
    if (right.length === 0) return
    if (!left) {
      result.push(...right)
      return
    }
    const joined = tokenize(left.text + right[0]!.text, this.reporter, false)
    if (joined.length !== 2)
      this.reporter.fail(use, `## cannot join ${left.text} and ${right[0]!.text} to one token.`)
    result[result.length - 1] = {
      ...use,
      ...pick(joined[0]!),
      spaceBefore: left.spaceBefore,
      fromMacro: true,
      hidden: null
    }
    result.push(...right.slice(1))
  }

  /** Gives tokens of the replacement text the place of the macro's use, and hides the macro in all of them. */
  private placed(use: Token, end: number, tokens: readonly Token[], macro: Macro): Token[] {
    this.expandedTokens += tokens.length
    if (this.expandedTokens > maximumExpandedTokens) {
      this.reporter.error(use, `The macros of this text expand to more than ${maximumExpandedTokens} tokens.`)
      throw new GiveUp()
    }
    const body = new Set(macro.body)
    return tokens.map((token, i) => {
      const own = body.has(token) || token.start < 0
      const hidden: HideSet | null = { name: macro.name, rest: token.hidden }
      const spaceBefore = i === 0 ? use.spaceBefore : token.spaceBefore
      const lineStart = false
      return own
        ? {
            ...token,
            line: use.line,
            column: use.column,
            start: use.start,
            end,
            fromMacro: true,
            hidden,
            spaceBefore,
            lineStart
          }
        : { ...token, hidden, spaceBefore, lineStart }
    })
  }
}

function pick(token: Token): Pick<Token, 'kind' | 'text'> {
  return { kind: token.kind, text: token.text }
}
