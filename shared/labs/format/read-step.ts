import type { Token } from 'markdown-it'
import type { LabText } from '../../contract/lab-text'
import { closestName } from '../../contract/closest-name'
import type { LabItem, LabStep } from './lab'
import { aCondition, type LabReader } from './lab-reader'
import { withSolution, type ProgramText, type Solution } from './program-text'
import {
  checkItem,
  conditionsOf,
  readConditions,
  readExplain,
  readMyth,
  readPrediction,
  readSolution,
  type Fence,
  type ItemContext
} from './read-items'
import type { TextReader } from './read-text'

/** The program that is open while steps are read. */
export interface OpenProgram {
  program(): ProgramText | null
  replace(program: ProgramText): void
  /** A step is over: what waited for its program can be checked. */
  settle(): void
}

const blockWords = ['predict', 'check', 'hint', 'explain', 'myth']
/** Words that begin blocks of text that is only shown. */
const codeWords = ['', 'c', 'text', 'asm', 'console', 'cmd', 'sh', 'md', 'yaml', 'json']
const mostHints = 3

/** A step on its way. */
interface Draft {
  readonly id: string
  readonly title: string
  readonly line: number
  readonly items: LabItem[]
  readonly hints: (readonly LabText[])[]
  readonly counts: Map<string, number>
  /** Run when the step's program is known. */
  readonly settle: (() => void)[]
  before: ProgramText | null
  /** What `before` was before anything of this step was done to it. */
  began: boolean
  hasSolution: boolean
  firstCheck: number | null
}

/** Reads what stands below a lab's head: text, then steps, each from its heading on. */
export class StepReader {
  private readonly introduction: LabText[] = []
  private readonly steps: LabStep[] = []
  private readonly ids = new Set<string>()
  private readonly context: ItemContext
  private draft: Draft | null = null

  constructor(
    private readonly reader: LabReader,
    private readonly text: TextReader,
    private readonly programs: ReadonlyMap<string, string>,
    private readonly open: OpenProgram
  ) {
    this.context = { reader, text }
  }

  read(tokens: readonly Token[]): {
    readonly introduction: readonly LabText[]
    readonly steps: readonly LabStep[]
  } {
    for (let at = 0; at < tokens.length;) {
      const end = endOf(tokens, at)
      this.take(tokens.slice(at, end + 1))
      at = end + 1
    }
    this.close()
    if (this.steps.length === 0)
      this.reader.problem(1, 1, 'This lab has no steps. A step begins with a heading: ## Reserve it.')
    return { introduction: this.introduction, steps: this.steps }
  }

  private take(tokens: readonly Token[]): void {
    const [first] = tokens
    const line = (first!.map?.[0] ?? 0) + 1
    if (first!.type === 'heading_open' && first!.tag === 'h1')
      return this.reader.problem(line, 1, 'The title stands in the head. Steps begin with ##.')
    if (first!.type === 'heading_open' && first!.tag === 'h2')
      return this.begin(tokens[1]?.content ?? '', line)
    for (const inner of tokens.slice(1))
      if (inner.type === 'fence' && isBlock(inner.info)) {
        const at = (inner.map?.[0] ?? 0) + 1
        return this.reader.problem(
          at,
          1,
          'This block stands inside a list or a quote. Let it begin at the line’s first column, with an empty line before it.'
        )
      }
    if (first!.type === 'fence' && first!.info.trim() !== '') return this.fence(first!, line)
    const text = this.text.blocks(tokens, 1)
    if (this.draft === null) this.introduction.push(...text)
    else this.push(text)
  }

  private push(text: readonly LabText[]): void {
    const last = this.draft!.items.at(-1)
    if (last?.kind === 'text')
      this.draft!.items[this.draft!.items.length - 1] = { kind: 'text', text: [...last.text, ...text] }
    else this.draft!.items.push({ kind: 'text', text })
  }

  private begin(title: string, line: number): void {
    this.close()
    const id =
      title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || `step-${this.steps.length + 1}`
    if (this.ids.has(id))
      this.reader.problem(line, 1, `Another step is called "${title}". Give each its own heading.`)
    this.ids.add(id)
    this.draft = {
      ...{ id, title, line, items: [], hints: [], counts: new Map(), settle: [] },
      ...{ before: this.open.program(), began: false, hasSolution: false, firstCheck: null }
    }
  }

  private close(): void {
    const { draft } = this
    if (draft === null) return
    for (const settle of draft.settle) settle()
    this.open.settle()
    if (draft.firstCheck !== null && !draft.hasSolution)
      this.reader.problem(
        draft.firstCheck,
        1,
        'A check needs a model solution in its step, a block ```c solution: without one nobody knows that it can be passed. What only has to be seen is asked by a prediction.'
      )
    // A step that is broken otherwise may have lost its hint by that.
    if (draft.firstCheck !== null && draft.hints.length === 0 && this.reader.problems.length === 0)
      this.reader.problem(
        draft.firstCheck,
        1,
        'A check needs a hint in its step, a block ```hint, for those who do not see how to begin.'
      )
    if (draft.hasSolution && draft.firstCheck === null)
      this.reader.problem(
        draft.line,
        1,
        'This step has a solution but no check, so nothing is asked of the learner. Add a block ```check.'
      )
    const solved = this.open.program()
    this.steps.push({
      ...{ id: draft.id, title: draft.title, place: this.reader.place(draft.line, 1), items: draft.items },
      ...{
        hints: draft.hints,
        before: draft.began ? draft.before : solved,
        solved,
        hasSolution: draft.hasSolution
      }
    })
    this.draft = null
  }

  private fence(token: Token, line: number): void {
    const fence: Fence = { info: token.info.trim(), content: token.content, line }
    const [word = '', second] = fence.info.split(/\s+/)
    const isSolution = word === 'c' && second === 'solution'
    if (!isBlock(fence.info)) {
      const near = closestName(word, blockWords)
      if (!codeWords.includes(word) || second !== undefined)
        return this.reader.problem(
          line,
          4,
          `There is no block ${fence.info}.${near === null ? ` Blocks are ${blockWords.join(', ')} and c solution.` : ` Did you mean ${near}?`}`,
          word.length
        )
      const code = [{ kind: 'code' as const, language: word, text: fence.content }]
      if (this.draft === null) this.introduction.push(...code)
      else this.push(code)
      return
    }
    if (this.draft === null)
      return this.reader.problem(
        line,
        1,
        'This block stands before the first step. Begin a step with ## above it.'
      )
    if (isSolution) return this.solution(fence, this.draft)
    this.block(word, fence, this.draft)
  }

  private idOf(draft: Draft, kind: string): string {
    const count = (draft.counts.get(kind) ?? 0) + 1
    draft.counts.set(kind, count)
    return `${draft.id}/${kind}-${count}`
  }

  private block(word: string, fence: Fence, draft: Draft): void {
    const { context, reader } = this
    const id = this.idOf(draft, word)
    switch (word) {
      case 'hint':
        if (draft.hints.length === mostHints)
          return reader.problem(fence.line, 1, `A step has at most ${mostHints} hints, the gentlest first.`)
        if (fence.content.trim() === '') return reader.problem(fence.line, 1, 'This hint is empty.')
        draft.hints.push(this.text.text(fence.content, fence.line + 1))
        return
      case 'explain': {
        const item = readExplain(fence, id, context)
        if (item !== null) draft.items.push(item)
        return
      }
      case 'predict': {
        const item = readPrediction(fence, id, this.programHere(fence.line), context)
        if (item !== null) draft.items.push(item)
        return
      }
      case 'check': {
        draft.firstCheck ??= fence.line
        if (this.programHere(fence.line) === null) return
        const read = readConditions(fence, context)
        const at = draft.items.push({ kind: 'text', text: [] }) - 1
        draft.settle.push(() => {
          draft.items[at] = checkItem(fence, id, conditionsOf(read, this.open.program(), context), context)
        })
        return
      }
      case 'myth': {
        const myth = readMyth(fence, id, context)
        if (myth === null || this.programHere(fence.line) === null) return
        const at = draft.items.push({ kind: 'text', text: [] }) - 1
        draft.settle.push(() => {
          const disproved = reader.typed(myth.read, this.open.program(), aCondition)
          if (disproved !== null) draft.items[at] = { ...myth.item, disproved }
        })
      }
    }
  }

  private programHere(line: number): ProgramText | null {
    const program = this.open.program()
    if (program === null)
      this.reader.problem(
        line,
        1,
        'No program is open here. Link to one before this block: [the program](name.c).'
      )
    return program
  }

  private solution(fence: Fence, draft: Draft): void {
    draft.hasSolution = true
    const program = this.programHere(fence.line)
    const solution: Solution | null = readSolution(fence, this.programs, this.context)
    if (program === null || solution === null) return
    if (!draft.began) {
      draft.before = program
      draft.began = true
    }
    const solved = withSolution(program, solution)
    const { how } = solution
    if (solved !== null) this.open.replace(solved)
    else if (how.kind !== 'whole')
      this.reader.problem(
        fence.line,
        fence.info.indexOf('@') + 4,
        `${program.fileName} has no line marked @${how.mark}.`,
        how.mark.length + 1
      )
  }
}

function isBlock(info: string): boolean {
  const [word = '', second] = info.trim().split(/\s+/)
  return blockWords.includes(word) || (word === 'c' && second === 'solution')
}

function endOf(tokens: readonly Token[], at: number): number {
  let depth = 0
  for (let i = at; i < tokens.length; i++) {
    depth += tokens[i]!.nesting
    if (depth === 0) return i
  }
  return tokens.length - 1
}
