import type { MachineName, ProcessLetter } from '../../contract/observation'
import type { BinaryOperator, MomentWish, Quantifier, Syntax } from './syntax'
import { ExpressionError, tokensOf, type ExpressionProblem, type Span, type Token } from './tokens'

/** An expression that was read, or the first thing that is wrong with it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ExpressionProblem }

const quantifiers: ReadonlySet<string> = new Set(['count', 'any', 'all', 'first', 'sum'])
const units: ReadonlySet<string> = new Set(['byte', 'bytes', 'page', 'pages', 'KiB', 'MiB', 'GiB', 'TiB'])
const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'has', 'contains'])
/** What units of other conventions are called here. */
const foreignUnits: Readonly<Record<string, string>> = {
  KB: 'KiB',
  K: 'KiB',
  MB: 'MiB',
  M: 'MiB',
  GB: 'GiB',
  G: 'GiB'
}

/** Reads an expression of the check language. */
export function parseExpression(text: string): Parsed<Syntax> {
  return reading(text, (parser) => parser.expression())
}

/** Reads a moment as headings of blocks have it: `after @reserve`, `before @write#2`, `at end`. */
export function parseMoment(text: string): Parsed<MomentWish> {
  return reading(text, (parser) => {
    const moment = parser.moment()
    return moment === null
      ? parser.fail(parser.token, 'A moment is after @mark, before @mark or at end.')
      : moment.moment
  })
}

function reading<T>(text: string, read: (parser: Parser) => T): Parsed<T> {
  if (text.length > longestExpression)
    return {
      ok: false,
      problem: {
        start: longestExpression,
        end: text.length,
        message: `An expression has at most ${longestExpression} characters. Make several conditions of it.`
      }
    }
  try {
    const parser = new Parser(tokensOf(text))
    const value = read(parser)
    parser.expectEnd()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, problem: error.problem }
    throw error
  }
}

const longestExpression = 2000
/** How deep an expression may be nested. */
const deepest = 100

class Parser {
  private at = 0
  private depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  get token(): Token {
    return this.tokens[this.at]!
  }

  fail(span: Span, message: string): never {
    throw new ExpressionError({ start: span.start, end: Math.max(span.end, span.start + 1), message })
  }

  expectEnd(): void {
    const { token } = this
    if (token.kind === 'end') return
    if (token.text === '=') this.fail(token, 'Write == to compare.')
    if (token.text === '&')
      this.fail(token, 'Write `has` to ask for a part of a protection, `and` to join conditions.')
    this.fail(token, `${shown(token)} does not belong here: the expression was complete before it.`)
  }

  expression(): Syntax {
    return this.deeper(() => this.joined('or', '||', () => this.joined('and', '&&', () => this.negation())))
  }

  private deeper(read: () => Syntax): Syntax {
    if (++this.depth > deepest) this.fail(this.token, 'This is nested too deep.')
    const found = read()
    this.depth--
    return found
  }

  private joined(word: 'or' | 'and', sign: string, operand: () => Syntax): Syntax {
    let left = operand()
    while (this.token.text === word || this.token.text === sign) {
      this.at++
      left = binary(word, left, operand())
    }
    return left
  }

  private negation(): Syntax {
    const { token } = this
    if (token.kind !== 'name' || token.text !== 'not') return this.comparison()
    this.at++
    const of = this.deeper(() => this.negation())
    return { kind: 'not', of, start: token.start, end: of.end }
  }

  private comparison(): Syntax {
    const left = this.union()
    const operator = this.token
    if (!isOperator(operator) || !comparisons.has(operator.text)) return left
    this.at++
    const right = this.union()
    // Behind a constant a moment can only be meant for the whole: committed == 0 after @free.
    const lifted = constantAt(right)
    const compared = binary(operator.text as BinaryOperator, left, lifted?.constant ?? right)
    const whole: Syntax =
      lifted === null
        ? compared
        : {
            kind: 'moment',
            of: compared,
            moment: lifted.moment,
            momentSpan: lifted.momentSpan,
            start: left.start,
            end: right.end
          }
    if (isOperator(this.token) && comparisons.has(this.token.text))
      this.fail(this.token, `Compare two values at a time, and join comparisons with and.`)
    return whole
  }

  private union(): Syntax {
    let left = this.sum()
    while (this.token.kind === 'sign' && this.token.text === '|') {
      this.at++
      left = binary('|', left, this.sum())
    }
    return left
  }

  private sum(): Syntax {
    let left = this.product()
    while (this.token.kind === 'sign' && (this.token.text === '+' || this.token.text === '-')) {
      const operator = this.token.text
      this.at++
      left = binary(operator, left, this.product())
    }
    return left
  }

  private product(): Syntax {
    let left = this.unary()
    while (this.token.kind === 'sign' && (this.token.text === '*' || this.token.text === '/')) {
      const operator = this.token.text
      this.at++
      left = binary(operator, left, this.unary())
    }
    return left
  }

  private unary(): Syntax {
    const { token } = this
    if (token.kind === 'sign' && (token.text === '-' || token.text === '!')) {
      this.at++
      const of = this.deeper(() => this.unary())
      return { kind: token.text === '-' ? 'negate' : 'not', of, start: token.start, end: of.end }
    }
    return this.timed()
  }

  /** A value with its moment: `counters.commit before @reserve`. */
  private timed(): Syntax {
    let of = this.chain()
    for (;;) {
      const moment = this.moment()
      if (moment === null) return of
      of = {
        kind: 'moment',
        of,
        moment: moment.moment,
        momentSpan: moment.span,
        start: of.start,
        end: moment.span.end
      }
    }
  }

  /** `after @reserve`, `before @write#2`, `at end`; null where none is written. */
  moment(): { readonly moment: MomentWish; readonly span: Span } | null {
    const { token } = this
    if (token.kind !== 'name' || !['after', 'before', 'at'].includes(token.text)) return null
    const next = this.tokens[this.at + 1]!
    if (token.text === 'at') {
      if (next.text !== 'end')
        this.fail(next, 'Behind at stands end; other moments are after @mark and before @mark.')
      this.at += 2
      return { moment: { when: 'end' }, span: { start: token.start, end: next.end } }
    }
    if (next.kind === 'number')
      this.fail(
        next,
        `Lines are named by marks, so that they stay right when the program changes: put // @name on the line and write ${token.text} @name.`
      )
    if (next.kind !== 'mark')
      this.fail(next, `Behind ${token.text} stands a mark of the program: ${token.text} @name.`)
    this.at++
    const { mark, visit, span } = this.mark()
    const when = token.text === 'after' ? 'after' : 'before'
    return { moment: { when, mark, visit }, span: { start: token.start, end: span.end } }
  }

  private mark(): { readonly mark: string; readonly visit: number; readonly span: Span } {
    const token = this.token
    this.at++
    const sign = this.token
    if (sign.text !== '#' || sign.start !== token.end) return { mark: token.text, visit: 1, span: token }
    this.at++
    const number = this.token
    const visit = Number(number.text)
    if (number.kind !== 'number' || !Number.isInteger(visit) || visit < 1 || visit > 1000)
      this.fail(number, 'Behind # stands which time the line is reached, from 1 to 1000.')
    this.at++
    return { mark: token.text, visit, span: { start: token.start, end: number.end } }
  }

  private chain(): Syntax {
    const prefix = this.prefix()
    if (prefix !== null) return prefix
    let of = this.primary()
    while (this.token.kind === 'sign' && this.token.text === '.') {
      this.at++
      const name = this.token
      if (name.kind !== 'name') this.fail(name, 'Behind the dot stands the name of a property.')
      this.at++
      of = { kind: 'property', of, name: name.text, nameSpan: name, start: of.start, end: name.end }
    }
    return of
  }

  /** `B.regions`, `windows.regionAt(p)`: whose, or on which machine, what follows is. */
  private prefix(): Syntax | null {
    const { token } = this
    if (token.kind !== 'name' || this.tokens[this.at + 1]!.text !== '.') return null
    const isProcess = /^[ABC]$/.test(token.text)
    if (!isProcess && token.text !== 'simulator' && token.text !== 'windows') return null
    this.at += 2
    const of = this.deeper(() => this.chain())
    const span = { start: token.start, end: of.end }
    return isProcess
      ? { kind: 'process', process: token.text as ProcessLetter, of, ...span }
      : { kind: 'machine', machine: token.text as MachineName, of, ...span }
  }

  private primary(): Syntax {
    const token = this.token
    this.at++
    switch (token.kind) {
      case 'number':
        return this.number(token)
      case 'text':
        return { kind: 'text', value: token.text, start: token.start, end: token.end }
      case 'c':
        return { kind: 'c', text: token.text, start: token.start, end: token.end }
      case 'mark': {
        this.at--
        const { mark, visit, span } = this.mark()
        return { kind: 'mark', mark, visit, start: span.start, end: span.end }
      }
      case 'name':
        return this.named(token)
      case 'sign':
        if (token.text === '(') {
          const inside = this.expression()
          this.expect(')')
          return inside
        }
        if (token.text === '*' || token.text === '&')
          this.fail(token, `C expressions stand in backticks: \`${token.text}p\`.`)
        return this.fail(token, `A value is missing before ${shown(token)}.`)
      case 'end':
        this.at--
        return this.fail(token, 'A value is missing at the end.')
    }
  }

  private number(token: Token): Syntax {
    const hex = /^0x/i.test(token.text)
    const next = this.token
    const unit = next.kind === 'name' && units.has(next.text) ? next.text : null
    if (next.kind === 'name' && next.start === token.end && unit === null && !(next.text in foreignUnits))
      this.fail({ start: token.start, end: next.end }, `${token.text}${next.text} is no number.`)
    if (next.kind === 'name' && next.text in foreignUnits)
      this.fail(next, `Write ${foreignUnits[next.text]!}: units here are byte, page, KiB, MiB, GiB and TiB.`)
    if (unit !== null) this.at++
    return {
      kind: 'number',
      value: Number(token.text),
      unit,
      hex,
      start: token.start,
      end: unit ? next.end : token.end
    }
  }

  private named(token: Token): Syntax {
    if (['and', 'or', 'where', 'has', 'contains', 'after', 'before'].includes(token.text))
      this.fail(
        token,
        `A value is missing before ${token.text}. If ${token.text} is a variable of the program, write it in backticks: \`${token.text}\`.`
      )
    if (!this.isSign('(')) return { kind: 'name', name: token.text, start: token.start, end: token.end }
    this.at++
    if (quantifiers.has(token.text)) return this.quantified(token)
    const args: Syntax[] = []
    if (!this.isSign(')'))
      do args.push(this.expression())
      while (this.skip(','))
    const end = this.expect(')').end
    if (token.text === 'same') {
      if (args.length !== 1)
        this.fail({ start: token.start, end }, 'same takes one value: same(regionAt(p).state).')
      return { kind: 'same', of: args[0]!, start: token.start, end }
    }
    return { kind: 'apply', name: token.text, nameSpan: token, args, start: token.start, end }
  }

  private quantified(token: Token): Syntax {
    const list = this.expression()
    const condition = this.token.text === 'where' ? (this.at++, this.expression()) : null
    const end = this.expect(')').end
    return {
      kind: 'quantified',
      quantifier: token.text as Quantifier,
      list,
      condition,
      start: token.start,
      end
    }
  }

  private isSign(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.text === sign
  }

  private skip(sign: string): boolean {
    if (!this.isSign(sign)) return false
    this.at++
    return true
  }

  private expect(sign: string): Token {
    const { token } = this
    if (!this.skip(sign))
      this.fail(
        token,
        `${sign} is missing${token.kind === 'end' ? ' at the end' : ` before ${shown(token)}`}.`
      )
    return token
  }
}

/** A constant with a moment behind it, taken apart; null for everything else. */
function constantAt(
  s: Syntax
): { readonly constant: Syntax; readonly moment: MomentWish; readonly momentSpan: Span } | null {
  if (s.kind === 'moment')
    return isConstant(s.of) ? { constant: s.of, moment: s.moment, momentSpan: s.momentSpan } : null
  if (s.kind !== 'binary' || !isConstant(s.left)) return null
  const right = constantAt(s.right)
  return right && { ...right, constant: { ...s, right: right.constant } }
}

function isConstant(s: Syntax): boolean {
  if (s.kind === 'number' || s.kind === 'text') return true
  if (s.kind === 'name') return /^([A-Z][A-Z0-9_]+|yes|no)$/.test(s.name)
  return s.kind === 'negate'
    ? isConstant(s.of)
    : s.kind === 'binary' && isConstant(s.left) && isConstant(s.right)
}

const isOperator = (token: Token): boolean =>
  token.kind === 'sign' || (token.kind === 'name' && (token.text === 'has' || token.text === 'contains'))

const shown = (token: Token): string =>
  token.kind === 'mark' ? `@${token.text}` : token.kind === 'text' ? `"${token.text}"` : token.text

function binary(operator: BinaryOperator, left: Syntax, right: Syntax): Syntax {
  return { kind: 'binary', operator, left, right, start: left.start, end: right.end }
}
