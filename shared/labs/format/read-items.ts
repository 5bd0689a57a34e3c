import { isScalar } from 'yaml'
import { closestName } from '../../contract/closest-name'
import { unitBytesOf, type MomentWish, type Typed } from '../language'
import type {
  CheckItem,
  ExplainItem,
  LabCondition,
  LabExpression,
  MythItem,
  Prediction,
  PredictItem
} from './lab'
import { aCondition, type LabReader, type ReadExpression } from './lab-reader'
import type { ProgramText } from './program-text'
import type { TextReader } from './read-text'
import type { Solution } from './program-text'
import { YamlBlock, type YamlText } from './yaml-block'

/** A fenced block of the file. */
export interface Fence {
  /** The words behind the backticks. */
  readonly info: string
  readonly content: string
  /** The line of its head; its content begins on the next. */
  readonly line: number
}

/** What reading an item needs. */
export interface ItemContext {
  readonly reader: LabReader
  readonly text: TextReader
}

/** A block's head in parts: `predict number after @reserve` has the rest `number after @reserve` at its column. */
export function headRest(fence: Fence, words: number): { readonly rest: string; readonly column: number } {
  let at = 0
  for (let i = 0; i < words; i++) at += /^\s*\S*\s*/.exec(fence.info.slice(at))![0].length
  // Three backticks stand before the head; blocks with more of them are off by as many.
  return { rest: fence.info.slice(at), column: at + 4 }
}

/** The conditions of a check block, not yet checked against a program: one a line, longer ones go on indented. */
export function readConditions(
  fence: Fence,
  { reader }: ItemContext
): { readonly read: ReadExpression | null; readonly otherwise: string | null }[] {
  const { rest, column } = headRest(fence, 1)
  const moment = reader.moment(rest, fence.line, column)
  const found: { text: string; line: number; column: number; otherwise: string | null }[] = []
  for (const [i, raw] of fence.content.replace(/\n$/, '').split('\n').entries()) {
    const line = fence.line + 1 + i
    const text = raw.replace(/(^|\s)\/\/.*$/, '').trimEnd()
    if (text.trim() === '') continue
    const indent = text.length - text.trimStart().length
    const otherwise = /^\s*else\s+(.*)$/.exec(text)
    const last = found.at(-1)
    if (otherwise !== null && last !== undefined) {
      last.otherwise = otherwise[1]!
      requirePlainWords(reader, last.otherwise, line, indent + 1)
    } else if (otherwise !== null)
      reader.problem(line, indent + 1, 'else stands below the condition that it speaks of.')
    else if (indent > 0 && last !== undefined) last.text += `\n${text}`
    else found.push({ text, line, column: 1, otherwise: null })
  }
  if (found.length === 0)
    reader.problem(
      fence.line,
      1,
      'This check has no condition. Write one a line, such as regionAt(p).state == MEM_COMMIT.'
    )
  return found.map(({ text, line, column: at, otherwise }) => ({
    read: reader.expression(text, line, at, moment),
    otherwise
  }))
}

/** Checks what `readConditions` read against the program. */
export function conditionsOf(
  read: ReturnType<typeof readConditions>,
  program: ProgramText | null,
  { reader }: ItemContext
): LabCondition[] {
  return read.flatMap((one) => {
    const expression = reader.typed(one.read, program, aCondition)
    return expression === null ? [] : [{ expression, otherwise: one.otherwise }]
  })
}

const forms = ['choose', 'number', 'address', 'region', 'matrix'] as const

/** A predict block. */
export function readPrediction(
  fence: Fence,
  id: string,
  program: ProgramText | null,
  context: ItemContext
): PredictItem | null {
  const { reader, text } = context
  const word = fence.info.split(/\s+/)[1] ?? ''
  const form = forms.find((one) => one === word)
  if (form === undefined) {
    const near = closestName(word, forms)
    reader.problem(
      fence.line,
      4,
      `A prediction is one of ${forms.map((f) => `predict ${f}`).join(', ')}.${near === null ? '' : ` Did you mean predict ${near}?`}`,
      7 + word.length
    )
    return null
  }
  if ((form === 'address' || form === 'region') && reader.needs === 'windows')
    reader.problem(
      ...([fence.line, 4] as const),
      'On Windows addresses are others in each run, so nobody can predict them. Ask for a distance or a size, with predict number.',
      8 + form.length
    )
  const { rest, column } = headRest(fence, 2)
  const moment = reader.moment(rest, fence.line, column)
  const block = new YamlBlock(reader, fence.content, fence.line + 1, fence.line, `predict ${form}`)
  const own = {
    choose: ['options'],
    number: ['answer', 'unit', 'tolerance'],
    address: ['answer'],
    region: ['answer'],
    matrix: ['rows', 'columns', 'labels', 'answer']
  }
  block.allow(['question', 'why', ...own[form]])
  const question = block.text('question', 'question: What will the state of the region be?')
  const why = block.text('why', 'why: what the learner reads when the answer is shown')
  const prediction = predictionOf(form, block, moment, program, context)
  if (question === null || why === null || prediction === null || program === null) return null
  return {
    ...{ kind: 'predict', id, place: reader.place(fence.line, 1), prediction, program },
    question: text.text(question.text, question.line),
    why: text.text(why.text, why.line)
  }
}

function predictionOf(
  form: Prediction['form'],
  block: YamlBlock,
  moment: MomentWish,
  program: ProgramText | null,
  context: ItemContext
): Prediction | null {
  const { reader } = context
  if (form === 'choose') return chooseOf(block, moment, program, context)
  const answer = block.text('answer', 'answer: an expression that the run decides')
  if (answer === null) return null
  const read = reader.expression(answer.text, answer.line, answer.column, moment)
  const wanted = {
    number: { kinds: ['number', 'c-number', 'bytes'], says: 'The answer has to be a number or a size.' },
    address: { kinds: ['address'], says: 'The answer has to be an address.' },
    region: {
      kinds: ['region', 'page', 'address'],
      says: 'The answer has to be a region, a page or an address.'
    },
    matrix: aCondition
  }[form]
  const expression = reader.typed(read, program, wanted, form === 'matrix')
  switch (form) {
    case 'address':
    case 'region':
      return expression && { form, answer: expression }
    case 'number': {
      const unit = unitOf(block.text('unit', null), reader)
      const tolerance = block.text('tolerance', null)
      if (tolerance !== null && !/^\d+(\.\d+)?$/.test(tolerance.text))
        reader.problem(
          tolerance.line,
          tolerance.column,
          'tolerance is a number: how far the answer may be off.',
          tolerance.text.length
        )
      return (
        expression && {
          form,
          answer: expression,
          unit: unitFor(expression, unit, block, reader),
          tolerance: Number(tolerance?.text ?? 0) || 0
        }
      )
    }
    case 'matrix': {
      const rows = block.texts('rows', '[PAGE_READONLY, PAGE_READWRITE]').map(({ text }) => text)
      const columns = block.texts('columns', '[read, write]').map(({ text }) => text)
      const given = block.node('labels') === undefined ? [] : block.texts('labels', '[works, fails]')
      const { line, column } = block.placeOf('answer')
      if (read !== null && !/\brow\b/.test(answer.text))
        reader.problem(
          line,
          column,
          'The answer of a matrix speaks of row and column, which count from 0: `allowed[row][column]` != 0.'
        )
      if (expression === null || rows.length === 0 || columns.length === 0) return null
      return {
        form,
        rows,
        columns,
        labels: [given[0]?.text ?? 'yes', given[1]?.text ?? 'no'],
        answer: expression
      }
    }
  }
}

function unitOf(
  unit: YamlText | null,
  reader: LabReader
): { readonly name: string; readonly bytes: number } | null {
  if (unit === null) return null
  const bytes = unitBytesOf(unit.text)
  if (bytes !== undefined) return { name: unit.text, bytes }
  reader.problem(unit.line, unit.column, 'A unit is bytes, pages, KiB, MiB, GiB or TiB.', unit.text.length)
  return null
}

/** A size is divided by its unit. A count has none but what it counts: `unit: pages` of pages. */
function unitFor(
  { typed }: LabExpression,
  unit: ReturnType<typeof unitOf>,
  block: YamlBlock,
  reader: LabReader
): ReturnType<typeof unitOf> {
  if (unit === null || typed.type.kind === 'bytes') return unit
  const { line, column } = block.placeOf('unit')
  if (typed.type.kind === 'c-number') {
    if (!/^pages?$/.test(unit.name)) return unit
    reader.problem(
      line,
      column,
      'A number of the program may count pages or bytes. Make a size of it, with * 1 page or * 1 byte behind it.',
      4
    )
    return null
  }
  if (unit.name === 'pages' && countsPages(typed)) return { name: 'pages', bytes: 1 }
  reader.problem(
    line,
    column,
    countsPages(typed)
      ? `The answer counts pages: say unit: pages, or make a size of it, as in count(...) * 1 page.`
      : 'The answer is a number and no size, so it has no unit. Leave unit out, or make a size of it, as in count(...) * 1 page.',
    4
  )
  return null
}

/** Whether a number says how many pages: counts of them, added up or subtracted. */
function countsPages(typed: Typed): boolean {
  switch (typed.kind) {
    case 'quantified':
      return (
        typed.quantifier === 'count' &&
        typed.list.type.kind === 'list' &&
        typed.list.type.of.kind === 'record' &&
        typed.list.type.of.name === 'page'
      )
    case 'binary':
      return typed.operator === '/'
        ? typed.left.type.kind === 'bytes' && typed.right.type.kind === 'bytes'
        : countsPages(typed.left) && countsPages(typed.right)
    case 'moment':
    case 'process':
    case 'machine':
      return countsPages(typed.of)
    default:
      return false
  }
}

function chooseOf(
  block: YamlBlock,
  moment: MomentWish,
  program: ProgramText | null,
  { reader, text }: ItemContext
): Prediction | null {
  const example = 'a line each: what it says, a colon, and the condition under which it is right'
  const entries = block.entriesOf(block.node('options'))
  const { line, column } = block.placeOf('options')
  if (entries === null || entries.length < 2) {
    if (!block.broken) reader.problem(line, column, `predict choose needs two options or more, ${example}.`)
    return null
  }
  const options = entries.flatMap(({ key, value }) => {
    const inside = block.entriesOf(value)
    let when: YamlText | null = null
    let says = ''
    if (inside === null) when = value === null ? null : block.scalar(value, 'The condition of an option')
    else
      for (const one of inside) {
        if (one.key.text === 'when' && one.value !== null) when = block.scalar(one.value, 'when')
        else if (one.key.text === 'says' && isScalar(one.value)) {
          says = String(one.value.value)
          requirePlainWords(reader, says, one.key.line, one.key.column)
        } else
          reader.problem(
            one.key.line,
            one.key.column,
            'An option has when: its condition, and says: what those read who chose it wrongly.',
            one.key.text.length
          )
      }
    if (when === null) {
      reader.problem(
        key.line,
        key.column,
        'This option has no condition: write behind the colon when it is right.',
        key.text.length
      )
      return []
    }
    const read = reader.expression(when.text, when.line, when.column, moment)
    const expression = reader.typed(read, program, aCondition)
    return expression === null ? [] : [{ text: text.text(key.text, key.line), when: expression, says }]
  })
  return options.length === entries.length ? { form: 'choose', options } : null
}

/** What a verdict says is read aloud and kept in reports: words alone. */
function requirePlainWords(reader: LabReader, words: string, line: number, column: number): void {
  if (/\]\(/.test(words))
    reader.problem(line, column, 'What is said to a wrong answer is plain text: a link does not work in it.')
}

/** An explain block. */
export function readExplain(fence: Fence, id: string, { reader, text }: ItemContext): ExplainItem | null {
  const block = new YamlBlock(reader, fence.content, fence.line + 1, fence.line, 'explain')
  block.allow(['question', 'model'])
  const question = block.text('question', 'question: Why does reserving cost nothing?')
  const model = block.text('model', 'model: the answer you would like to read')
  if (question === null || model === null) return null
  return {
    ...{ kind: 'explain', id, place: reader.place(fence.line, 1) },
    question: text.text(question.text, question.line),
    model: text.text(model.text, model.line)
  }
}

/** A myth block, with its condition not yet checked against the program. */
export function readMyth(
  fence: Fence,
  id: string,
  { reader, text }: ItemContext
): { readonly read: ReadExpression | null; readonly item: Omit<MythItem, 'disproved'> } | null {
  const { rest, column } = headRest(fence, 1)
  const moment = reader.moment(rest, fence.line, column)
  const block = new YamlBlock(reader, fence.content, fence.line + 1, fence.line, 'myth')
  block.allow(['claim', 'verdict', 'truth', 'disproved'])
  const claim = block.text('claim', 'claim: what is said, in your own words')
  const verdict = block.text('verdict', 'verdict: false (or imprecise)')
  const truth = block.text('truth', 'truth: what really happens')
  const disproved = block.text(
    'disproved',
    'disproved: a condition that holds on both machines and that the claim denies'
  )
  const known = verdict?.text === 'false' || verdict?.text === 'imprecise' ? verdict.text : null
  if (verdict !== null && known === null)
    reader.problem(
      verdict.line,
      verdict.column,
      'verdict is false or imprecise: a claim that is true is no myth.',
      verdict.text.length
    )
  if (reader.needs !== 'both')
    reader.problem(fence.line, 1, 'A myth is disproved on both machines: say needs: both at the lab’s head.')
  if (claim === null || truth === null || disproved === null || known === null) return null
  return {
    read: reader.expression(disproved.text, disproved.line, disproved.column, moment),
    item: {
      ...{ kind: 'myth', id, place: reader.place(fence.line, 1), verdict: known },
      claim: text.text(claim.text, claim.line),
      truth: text.text(truth.text, truth.line)
    }
  }
}

/** The check of what `readConditions` read, when the program is known. */
export function checkItem(
  fence: Fence,
  id: string,
  conditions: readonly LabCondition[],
  { reader }: ItemContext
): CheckItem {
  return { kind: 'check', id, place: reader.place(fence.line, 1), conditions }
}

/** A solution block: `c solution`, `c solution after @mark`, `c solution replaces @mark`, `c solution from name.c`. */
export function readSolution(
  fence: Fence,
  programs: ReadonlyMap<string, string>,
  { reader }: ItemContext
): Solution | null {
  const { rest, column } = headRest(fence, 2)
  const place = /^(after|replaces)\s+@([a-z][a-z0-9-]*)$/.exec(rest.trim())
  const file = /^from\s+([\w.-]+\.c)$/.exec(rest.trim())?.[1]
  const origin = { file: reader.file, line: fence.line + 1 }
  if (place !== null)
    return {
      how: { kind: place[1] === 'after' ? 'after' : 'replaces', mark: place[2]! },
      text: fence.content,
      origin
    }
  if (file !== undefined) {
    const source = programs.get(file)
    if (source === undefined)
      reader.problem(fence.line, column, `There is no ${file} in this folder.`, rest.length)
    if (fence.content.trim() !== '')
      reader.problem(fence.line + 1, 1, `The solution stands in ${file}: leave this block empty.`)
    return source === undefined ? null : { how: { kind: 'whole' }, text: source, origin: { file, line: 1 } }
  }
  if (rest.trim() !== '') {
    reader.problem(
      fence.line,
      column,
      'A solution stands after @mark, replaces @mark, is the whole program, or comes from name.c.',
      rest.length
    )
    return null
  }
  return { how: { kind: 'whole' }, text: fence.content, origin }
}
