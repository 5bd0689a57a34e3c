import { constantValues } from '../../win32/constant-knowledge'
import { functionTable } from '../../win32/functions'
import { win32Signatures } from '../../win32/signatures'
import type { ProcessLetter } from '../../contract/observation'
import { literalWords, recordProperties, roots, unitBytes } from './reference'
import type { ProgramScope } from './program-scope'
import type { MomentWish, Syntax } from './syntax'
import { closestName } from '../../contract/closest-name'
import { ExpressionError, type ExpressionProblem, type Span } from './tokens'
import { constantOf, flagsOf, isFlag, typeOfC } from './constant-types'
import { isMixed, observes, type Typed } from './typed'
import { aType, comparable, isNumeric, pluralOf, typeName, types, type LabType } from './types'

/** What an expression is checked against. */
export interface TypeContext {
  /** Null where no program is known yet: C names are then taken as they come. */
  readonly program: ProgramScope | null
  /** `row` and `column` are there. */
  readonly inMatrix: boolean
  /** Both machines can be asked. */
  readonly bothMachines: boolean
}

/** An expression with its types, or what is wrong with it. */
export type Checked =
  { readonly ok: true; readonly typed: Typed } | { readonly ok: false; readonly problem: ExpressionProblem }

/** Checks the types of an expression. It also has to look at something of the run: a constant alone proves nothing. */
export function checkTypes(syntax: Syntax, context: TypeContext): Checked {
  try {
    const typed = new TypeChecker(context).check(syntax, nowhere)
    if (!observes(typed))
      fail(
        syntax,
        'This looks at nothing of the run, so it is always the same. Name a region, a page, a variable or the output.'
      )
    if (isMixed(typed))
      fail(
        syntax,
        'This names a machine for one part only. Name it for the others, too, or make two conditions of it.'
      )
    return { ok: true, typed }
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Checks that a moment's mark is in the program. */
export function momentProblem(
  moment: MomentWish,
  span: Span,
  program: ProgramScope | null
): ExpressionProblem | null {
  if (moment.when === 'end' || program === null || program.marks.has(moment.mark)) return null
  const marks = [...program.marks.keys()]
  const near = closestName(moment.mark, marks)
  const there =
    marks.length === 0
      ? `It has none yet: end a line with // @${moment.mark}.`
      : near !== null
        ? `Did you mean @${near}?`
        : `There are ${marks.map((m) => `@${m}`).join(', ')}.`
  return {
    start: span.start,
    end: span.end,
    message: `The program has no line marked @${moment.mark}. ${there}`
  }
}

function fail(span: Span, message: string): never {
  throw new ExpressionError({ start: span.start, end: Math.max(span.end, span.start + 1), message })
}

/** Where an expression stands: inside a condition, a process, a moment. */
interface Place {
  readonly element: LabType | null
  readonly process: ProcessLetter | null
  readonly perMachine: boolean
}
const nowhere: Place = { element: null, process: null, perMachine: false }

class TypeChecker {
  constructor(private readonly context: TypeContext) {}

  check(s: Syntax, place: Place): Typed {
    switch (s.kind) {
      case 'number':
        return numberOf(s)
      case 'text':
        return { kind: 'value', type: types.text, value: s.value, words: `"${s.value}"` }
      case 'name':
        return this.word(s, place)
      case 'c':
        return this.c(s.text, s, place)
      case 'mark':
        return fail(
          s,
          `A mark stands behind after or before, or as the second part of call: after @${s.mark}.`
        )
      case 'apply':
        return this.apply(s, place)
      case 'quantified':
        return this.quantified(s, place)
      case 'property':
        return this.property(s, place)
      case 'not': {
        const of = this.expect(s.of, types.boolean, place, 'not')
        return { kind: 'not', type: types.boolean, of }
      }
      case 'negate': {
        const of = this.check(s.of, place)
        if (!isNumeric(of.type)) fail(s.of, `Only a number can be negated; this is ${aType(of.type)}.`)
        return { kind: 'negate', type: of.type, of }
      }
      case 'binary':
        return this.binary(s, place)
      case 'moment': {
        const problem = momentProblem(s.moment, s.momentSpan, this.context.program)
        if (problem !== null) throw new ExpressionError(problem)
        const of = this.check(s.of, place)
        return { kind: 'moment', type: of.type, of, moment: s.moment }
      }
      case 'process': {
        const { program } = this.context
        if (program !== null && !program.processes.includes(s.process))
          fail(
            s,
            `The program has no process ${s.process}: it has ${program.processes.join(', ')}. process_${s.process.toLowerCase()} would be its function.`
          )
        const of = this.check(s.of, { ...place, process: s.process })
        return { kind: 'process', type: of.type, process: s.process, of }
      }
      case 'machine': {
        if (!this.context.bothMachines)
          fail(
            s,
            `This lab runs on one machine. Say needs: both at its head to compare, or leave ${s.machine}. out.`
          )
        if (place.perMachine) fail(s, 'This is on one machine already.')
        const of = this.check(s.of, { ...place, perMachine: true })
        return { kind: 'machine', type: of.type, machine: s.machine, of }
      }
      case 'same': {
        if (!this.context.bothMachines)
          fail(s, 'same compares both machines. Say needs: both at the lab’s head.')
        if (place.perMachine) fail(s, 'same looks at both machines by itself.')
        const of = this.check(s.of, { ...place, perMachine: true })
        if (of.type.kind === 'record' || of.type.kind === 'list')
          fail(s.of, `Two ${typeName(of.type)}s are never the same: compare one of their properties.`)
        if (of.type.kind === 'address')
          fail(s.of, 'Addresses differ between machines by chance. Compare a size, a state or a distance.')
        return { kind: 'same', type: types.boolean, of }
      }
    }
  }

  private expect(s: Syntax, wanted: LabType, place: Place, by: string): Typed {
    const found = this.check(s, place)
    if (found.type.kind === wanted.kind) return found
    if (wanted.kind === 'address' && found.type.kind === 'c-number') return found
    if (wanted.kind === 'bytes' && isNumeric(found.type)) return found
    const advice =
      wanted.kind === 'boolean' && (found.type.kind === 'c-number' || found.type.kind === 'number')
        ? ' Compare it: != 0.'
        : ''
    return fail(s, `${by} takes ${aType(wanted)}; this is ${aType(found.type)}.${advice}`)
  }

  private word(s: Extract<Syntax, { kind: 'name' }>, place: Place): Typed {
    const { name } = s
    if (place.element?.kind === 'record') {
      const facts = recordProperties[place.element.name][name]
      if (facts !== undefined)
        return { kind: 'element', type: facts.type, name, adjective: facts.adjective ?? '' }
    }
    if (this.context.inMatrix && (name === 'row' || name === 'column'))
      return { kind: 'index', type: types.number, name }
    const literal = literalWords[name]
    if (literal !== undefined) return { kind: 'value', type: literal.type, value: literal.value, words: name }
    const facts = Object.hasOwn(roots, name) ? roots[name]! : null
    if (facts !== null && facts.parameters === null) {
      return { kind: 'root', type: facts.type, name, args: [] }
    }
    const constant = constantOf(name)
    if (constant !== null) return constant
    if (facts !== null) fail(s, `${name} takes something in brackets: ${facts.example}.`)
    return this.c(name, s, place)
  }

  private c(text: string, span: Span, place: Place): Typed {
    if (text.trim() === '') fail(span, 'There is no C expression between the backticks.')
    const meaning = this.meaningOf(text, place)
    switch (meaning.kind) {
      case 'problem': {
        const known = [...Object.keys(roots), ...constantValues.keys()]
        const near = /^\w+$/.test(text) ? closestName(text, known) : null
        return fail(span, near === null ? meaning.message : `${meaning.message} Did you mean ${near}?`)
      }
      case 'pointer':
      case 'text':
        return { kind: 'c', type: types.address, text }
      default:
        return { kind: 'c', type: types.cNumber, text }
    }
  }

  private meaningOf(text: string, place: Place): ReturnType<ProgramScope['meaningOf']> {
    const { program, inMatrix } = this.context
    if (program === null) return { kind: 'integer' }
    const concrete = inMatrix ? text.replace(/\b(row|column)\b/g, '0') : text
    return program.meaningOf(concrete, place.process)
  }

  private apply(s: Extract<Syntax, { kind: 'apply' }>, place: Place): Typed {
    const facts = Object.hasOwn(roots, s.name) ? roots[s.name]! : null
    if (facts === null) {
      const near = closestName(s.name, [...Object.keys(roots), 'count', 'any', 'all', 'first', 'sum', 'same'])
      const functions = win32Signatures.has(s.name) ? ` A call of it is call(${s.name}).` : ''
      return fail(
        s.nameSpan,
        `There is no ${s.name} in the check language.${functions || (near === null ? '' : ` Did you mean ${near}?`)}`
      )
    }
    const { parameters } = facts
    if (parameters === null)
      return fail(s.nameSpan, `${s.name} stands alone, without brackets: ${facts.example}.`)
    const least = parameters.filter((p) => p.optional !== true).length
    if (s.args.length < least || s.args.length > parameters.length)
      return fail(
        s,
        `${s.name} takes ${least === parameters.length ? least : `${least} or ${parameters.length}`} ${parameters.length === 1 ? 'value' : 'values'}: ${facts.example}.`
      )
    if (s.name === 'call') return this.call(s)
    if (s.name === 'text') return this.cText(s.args[0]!, place)
    const args = s.args.map((arg, i) =>
      this.expect(arg, parameters[i]!.kind === 'bytes' ? types.bytes : types.address, place, s.name)
    )
    return { kind: 'root', type: facts.type, name: s.name, args }
  }

  private call(s: Extract<Syntax, { kind: 'apply' }>): Typed {
    const [called, which] = s.args
    const name = called!.kind === 'name' ? called!.name : null
    if (name === null || !functionTable.has(name)) {
      const near = name === null ? null : closestName(name, [...functionTable.keys()])
      return fail(
        called!,
        `call takes the name of a Win32 function.${near === null ? '' : ` Did you mean ${near}?`}`
      )
    }
    const type: LabType = { kind: 'record', name: 'call', functionName: name }
    if (which === undefined) return { kind: 'call', type, name, which: 1 }
    if (which.kind === 'mark') {
      const problem = momentProblem(
        { when: 'after', mark: which.mark, visit: which.visit },
        which,
        this.context.program
      )
      if (problem !== null) throw new ExpressionError(problem)
      return { kind: 'call', type, name, which: { mark: which.mark, visit: which.visit } }
    }
    if (which.kind === 'number' && which.unit === null && Number.isInteger(which.value) && which.value >= 1)
      return { kind: 'call', type, name, which: which.value }
    return fail(
      which,
      `Behind ${name} stands which call of it, from 1 on, or the mark of its line: call(${name}, 2), call(${name}, @commit).`
    )
  }

  private cText(arg: Syntax, place: Place): Typed {
    const text = arg.kind === 'name' ? arg.name : arg.kind === 'c' ? arg.text : null
    if (text === null)
      return fail(arg, 'text takes a variable of the program, or a C expression in backticks.')
    const meaning = this.meaningOf(text, place)
    if (meaning.kind === 'problem') return fail(arg, meaning.message)
    if (meaning.kind !== 'text' && this.context.program !== null)
      return fail(arg, `${text} is no text: text takes a char array or a char pointer.`)
    return { kind: 'root', type: types.text, name: 'text', args: [{ kind: 'c', type: types.text, text }] }
  }

  private quantified(s: Extract<Syntax, { kind: 'quantified' }>, place: Place): Typed {
    const { quantifier } = s
    if (place.element !== null) fail(s, `${quantifier} cannot stand inside the condition of another.`)
    // sum takes a property of a list: sum(regions.size where ...).
    const summed = quantifier === 'sum' && s.list.kind === 'property' ? s.list : null
    if (quantifier === 'sum' && summed === null)
      fail(s.list, 'sum takes a property of a list: sum(regions.size where state == MEM_COMMIT).')
    const list = this.check(summed?.of ?? s.list, place)
    if (list.type.kind !== 'list')
      return fail(
        s.list,
        `${quantifier} takes a list, such as regions or pages(p, 1 MiB); this is ${aType(list.type)}.`
      )
    const of = list.type.of
    const condition =
      s.condition === null
        ? null
        : this.expect(s.condition, types.boolean, { ...place, element: of }, 'where')
    if (condition === null && quantifier === 'all') fail(s, 'all needs a condition: all(... where ...).')
    if (summed !== null) {
      const facts = of.kind === 'record' ? recordProperties[of.name][summed.name] : undefined
      if (facts === undefined || !isNumeric(facts.type))
        return fail(summed.nameSpan, `${summed.name} is nothing of ${pluralOf(of)} that can be added up.`)
      const values: Typed = {
        kind: 'property',
        type: { kind: 'list', of: facts.type },
        of: list,
        name: summed.name,
        words: facts.words
      }
      return { kind: 'quantified', type: facts.type, quantifier, list: values, condition }
    }
    const type = quantifier === 'count' ? types.number : quantifier === 'first' ? of : types.boolean
    return { kind: 'quantified', type, quantifier, list, condition }
  }

  private property(s: Extract<Syntax, { kind: 'property' }>, place: Place): Typed {
    const of = this.check(s.of, place)
    if (of.kind === 'c')
      fail(
        s.nameSpan,
        `Members of C structures stand in backticks, with all of it: \`${of.text}.${s.name}\`.`
      )
    if (of.type.kind === 'list')
      fail(
        s.nameSpan,
        `This is a ${typeName(of.type)}. Ask for one of them, first(...).${s.name}, or for all, all(... where ${s.name} ...).`
      )
    if (of.type.kind !== 'record') return fail(s.nameSpan, `${aType(of.type)} has no properties.`)
    const properties = recordProperties[of.type.name]
    const facts = Object.hasOwn(properties, s.name) ? properties[s.name] : undefined
    const { functionName } = of.type
    if (functionName !== undefined) {
      const signature = win32Signatures.get(functionName)
      if (s.name === 'result')
        return {
          kind: 'property',
          type: typeOfC(signature?.returns ?? 'int'),
          of,
          name: 'result',
          words: facts!.words
        }
      const parameter = signature?.params.find(({ name }) => name === s.name)
      if (facts === undefined && parameter !== undefined)
        return {
          kind: 'property',
          type: typeOfC(parameter.type),
          of,
          name: s.name,
          words: `${s.name} of {of}`
        }
    }
    if (facts === undefined || (s.name === 'result' && functionName === undefined)) {
      const params =
        functionName === undefined
          ? []
          : (win32Signatures.get(functionName)?.params ?? []).map(({ name }) => name)
      const known = [...Object.keys(properties), ...params]
      const near = closestName(s.name, known)
      return fail(
        s.nameSpan,
        `A ${typeName(of.type)} has no ${s.name}. ${near === null ? `It has ${known.join(', ')}.` : `Did you mean ${near}?`}`
      )
    }
    return { kind: 'property', type: facts.type, of, name: s.name, words: facts.words }
  }

  private binary(s: Extract<Syntax, { kind: 'binary' }>, place: Place): Typed {
    const { operator } = s
    if (operator === 'and' || operator === 'or') {
      const left = this.expect(s.left, types.boolean, place, operator)
      const right = this.expect(s.right, types.boolean, place, operator)
      return { kind: 'binary', type: types.boolean, operator, left, right }
    }
    const left = this.check(s.left, place)
    const right = this.check(s.right, place)
    const a = left.type
    const b = right.type
    const node = (type: LabType): Typed => ({ kind: 'binary', type, operator, left, right })
    switch (operator) {
      case '|':
        if (a.kind === 'protection' && b.kind === 'protection') return node(types.protection)
        if (isFlag(left) && isFlag(right)) return node(flagsOf(left, right))
        return fail(
          s,
          '| joins flags: PAGE_READWRITE | PAGE_GUARD, MEM_RESERVE | MEM_COMMIT. Conditions are joined with or.'
        )
      case 'has':
        if (a.kind === 'protection' && b.kind === 'protection') return node(types.boolean)
        if ((a.kind === 'c-number' || a.kind === 'flags') && isFlag(right)) return node(types.boolean)
        return fail(
          a.kind === 'protection' || a.kind === 'c-number' ? s.right : s.left,
          'has asks whether flags have a part: protect has PAGE_GUARD, call(VirtualAlloc).flAllocationType has MEM_COMMIT.'
        )
      case 'contains':
        if (a.kind !== 'text' || b.kind !== 'text')
          return fail(
            a.kind === 'text' ? s.right : s.left,
            'contains looks for a text in a text: output contains "hello".'
          )
        return node(types.boolean)
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.refuseDoubtful(s, left, right, place)
        return this.comparison(s, left, right, node)
      default:
        return this.arithmetic(s, a, b, node)
    }
  }

  /** `allocationBase == base`, where the program has a variable base, too: few mean the region's own. */
  private refuseDoubtful(
    s: Extract<Syntax, { kind: 'binary' }>,
    left: Typed,
    right: Typed,
    place: Place
  ): void {
    if (left.kind !== 'element' || right.kind !== 'element' || this.context.program === null) return
    for (const [side, { name }] of [
      [s.right, right],
      [s.left, left]
    ] as const) {
      if (this.meaningOf(name, place).kind === 'problem') continue
      const own = place.element === null ? 'element' : typeName(place.element)
      const other =
        isNumeric(left.type) || left.type.kind === 'address'
          ? ` For the ${own}’s own write ${left.name} - ${right.name} ${s.operator} 0.`
          : ''
      fail(
        side,
        `Here ${name} is the ${own}’s own, and the program has a variable ${name}, too. For that one write \`${name}\`, in backticks.${other}`
      )
    }
  }

  private comparison(
    s: Extract<Syntax, { kind: 'binary' }>,
    left: Typed,
    right: Typed,
    node: (type: LabType) => Typed
  ): Typed {
    if (!comparable(left.type, right.type)) {
      const byName = (a: LabType, b: LabType): string =>
        b.kind === 'number' && a.kind !== 'text' && a.kind !== 'boolean'
          ? ' Write the constant by its name.'
          : ''
      return fail(
        s,
        `${capital(aType(left.type))} cannot be compared with ${aType(right.type)}.${byName(left.type, right.type) || byName(right.type, left.type)}`
      )
    }
    const ordered = isNumeric(left.type) || left.type.kind === 'address'
    if (s.operator !== '==' && s.operator !== '!=' && !ordered)
      return fail(s, `${capital(aType(left.type))} is not more or less than another: compare with == or !=.`)
    return node(types.boolean)
  }

  private arithmetic(
    s: Extract<Syntax, { kind: 'binary' }>,
    a: LabType,
    b: LabType,
    node: (type: LabType) => Typed
  ): Typed {
    const { operator } = s
    if (a.kind === 'address' && isNumeric(b) && (operator === '+' || operator === '-'))
      return node(types.address)
    if (a.kind === 'address' && b.kind === 'address' && operator === '-') return node(types.bytes)
    if (!isNumeric(a))
      return fail(s.left, `${operator} calculates with numbers, sizes and addresses; this is ${aType(a)}.`)
    if (!isNumeric(b))
      return fail(s.right, `${operator} calculates with numbers and sizes here; this is ${aType(b)}.`)
    // A C integer may as well be an address: added to, it stays what the program takes it for.
    if ((operator === '+' || operator === '-') && (a.kind === 'c-number' || b.kind === 'c-number'))
      return node(types.cNumber)
    const bytes = a.kind === 'bytes' || b.kind === 'bytes'
    if (operator === '*' && a.kind === 'bytes' && b.kind === 'bytes')
      return fail(s, 'Two sizes cannot be multiplied.')
    if (operator === '/') {
      if (a.kind === 'bytes' && b.kind === 'bytes') return node(types.number)
      if (a.kind !== 'bytes' && b.kind === 'bytes') return fail(s, 'A number cannot be divided by a size.')
    }
    if (bytes) return node(types.bytes)
    return node(a.kind === 'c-number' && b.kind === 'c-number' ? types.cNumber : types.number)
  }
}

function numberOf(s: Extract<Syntax, { kind: 'number' }>): Typed {
  const size = s.unit === null ? null : unitBytes[s.unit]!
  const value = s.value * (size ?? 1)
  if (!Number.isSafeInteger(value) && size !== null) fail(s, 'A size is a whole number of bytes.')
  const digits = s.hex ? `0x${s.value.toString(16)}` : String(s.value)
  const type = size !== null ? types.bytes : s.hex ? types.cNumber : types.number
  return { kind: 'value', type, value, words: s.unit === null ? digits : `${digits} ${s.unit}` }
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
