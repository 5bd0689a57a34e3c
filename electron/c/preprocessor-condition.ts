import { binaryLevels } from './binary-levels'
import type { Reporter } from './diagnostics'
import { characterValue, parseNumber } from './literals'
import type { Token } from './token'

const maximumNesting = 200

/** Whether the condition of an #if holds. Names that are no macros count as 0, as C11 6.10.1 says. */
export function evaluateCondition(tokens: readonly Token[], directive: Token, reporter: Reporter): boolean {
  let at = 0
  const wrap = (value: bigint): bigint => BigInt.asIntN(64, value)
  const place = (): Token => tokens[at] ?? tokens.at(-1) ?? directive

  let nesting = 0

  function primary(): bigint {
    if (++nesting > maximumNesting)
      return reporter.fail(place(), 'This condition is nested too deep: simplify it.')
    try {
      return operand()
    } finally {
      nesting--
    }
  }

  function operand(): bigint {
    const token = tokens[at++]
    if (!token) return reporter.fail(directive, `The condition of #${directive.text} is not complete.`)
    switch (token.text) {
      case '(': {
        const value = ternary()
        if (tokens[at++]?.text !== ')') reporter.fail(token, 'This ( has no ) in the condition.')
        return value
      }
      case '!':
        return primary() === 0n ? 1n : 0n
      case '-':
        return wrap(-primary())
      case '+':
        return primary()
      case '~':
        return wrap(~primary())
    }
    if (token.kind === 'name') return 0n
    if (token.kind === 'char') return BigInt(characterValue(token, reporter).value)
    if (token.kind === 'number') {
      const number = parseNumber(token, reporter)
      if (number.kind === 'int') return wrap(number.value)
    }
    return reporter.fail(token, `${token.text} cannot stand in the condition of #${directive.text}.`)
  }

  function binary(minimum: number): bigint {
    let left = primary()
    for (;;) {
      const operator = tokens[at]?.text ?? ''
      const level = binaryLevels[operator]
      if (level === undefined || level < minimum) return left
      at++
      const right = binary(level + 1)
      left = apply(operator, left, right)
    }
  }

  function apply(operator: string, a: bigint, b: bigint): bigint {
    const truth = (holds: boolean): bigint => (holds ? 1n : 0n)
    switch (operator) {
      case '||':
        return truth(a !== 0n || b !== 0n)
      case '&&':
        return truth(a !== 0n && b !== 0n)
      case '|':
        return a | b
      case '^':
        return a ^ b
      case '&':
        return a & b
      case '==':
        return truth(a === b)
      case '!=':
        return truth(a !== b)
      case '<':
        return truth(a < b)
      case '>':
        return truth(a > b)
      case '<=':
        return truth(a <= b)
      case '>=':
        return truth(a >= b)
      case '<<':
        return wrap(a << (b & 63n))
      case '>>':
        return a >> (b & 63n)
      case '+':
        return wrap(a + b)
      case '-':
        return wrap(a - b)
      case '*':
        return wrap(a * b)
      default:
        if (b === 0n) return reporter.fail(place(), 'This condition divides by zero.')
        return operator === '/' ? a / b : a % b
    }
  }

  function ternary(): bigint {
    if (++nesting > maximumNesting)
      return reporter.fail(place(), 'This condition is nested too deep: simplify it.')
    try {
      return choice()
    } finally {
      nesting--
    }
  }

  function choice(): bigint {
    const condition = binary(1)
    if (tokens[at]?.text !== '?') return condition
    at++
    const yes = ternary()
    if (tokens[at++]?.text !== ':') reporter.fail(place(), 'This ? has no : in the condition.')
    const no = ternary()
    return condition !== 0n ? yes : no
  }

  const value = ternary()
  if (at < tokens.length) reporter.fail(place(), `${place().text} cannot stand here in the condition.`)
  return value !== 0n
}
