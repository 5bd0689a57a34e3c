import MarkdownIt from 'markdown-it'
import type { Token } from 'markdown-it'
import type { LabInline, LabText } from '../../contract/lab-text'
import { figureIds, figureOf } from '../../figures'
import { closestName } from '../../contract/closest-name'
import type { LabReader } from './lab-reader'

/** Markdown as labs have it: CommonMark and tables; markup of HTML stays text. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
// Targets are expressions and marks as often as addresses: they stay as they are written.
markdown.normalizeLink = (url) => url

/** The tokens of a text. */
export function tokensOfMarkdown(text: string): Token[] {
  return markdown.parse(text, {})
}

/** What links of a lab can lead to besides web pages. */
export interface LinkTargets {
  /** Opens a program of the lab; false where there is none of that name (told by whoever knows). */
  program(fileName: string, mark: string | null, line: number, column: number): void
  /** Runs to a mark. */
  run(mark: string | null, line: number, column: number): void
  /** Takes an expression to be shown and answers its number. */
  show(expression: string, line: number, column: number): number
}

/** Makes text of tokens that begin at a line of the file. */
export class TextReader {
  constructor(
    private readonly reader: LabReader,
    private readonly lines: readonly string[],
    private readonly targets: LinkTargets
  ) {}

  /** The text of tokens; `line` is the file's line of the tokens' line 0. */
  blocks(tokens: readonly Token[], line: number): LabText[] {
    const found: LabText[] = []
    for (let at = 0; at < tokens.length;) {
      const token = tokens[at]!
      const end = token.nesting === 1 ? closing(tokens, at) : at
      const block = this.block(tokens.slice(at, end + 1), line)
      if (block !== null) found.push(block)
      at = end + 1
    }
    return found
  }

  /** A short Markdown text, such as a question: as one would write it in a paragraph. */
  text(text: string, line: number): LabText[] {
    return this.blocks(tokensOfMarkdown(text), line)
  }

  private block(tokens: readonly Token[], line: number): LabText | null {
    const [first] = tokens
    const inside = tokens.slice(1, -1)
    const at = line + (first!.map?.[0] ?? 0)
    switch (first!.type) {
      case 'paragraph_open': {
        const children = this.inline(inside[0]?.children ?? [], at, line + (first!.map?.[1] ?? 1))
        const isSource = children[0]?.kind === 'text' && /^Sources?:\s/.test(children[0].text)
        return { kind: isSource ? 'source' : 'paragraph', children }
      }
      case 'heading_open':
        return {
          ...{ kind: 'heading', level: Number(first!.tag.slice(1)) },
          children: this.inline(inside[0]?.children ?? [], at, at + 1)
        }
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const start = first!.type === 'bullet_list_open' ? null : Number(first!.attrGet('start') ?? 1)
        const items: LabText[][] = []
        for (let i = 0; i < inside.length;) {
          const end = closing(inside, i)
          items.push(this.blocks(inside.slice(i + 1, end), line))
          i = end + 1
        }
        return { kind: 'list', start, items }
      }
      case 'blockquote_open':
        return { kind: 'quote', children: this.blocks(inside, line) }
      case 'fence':
      case 'code_block':
        return { kind: 'code', language: first!.info.trim().split(/\s+/)[0] ?? '', text: first!.content }
      case 'hr':
        return { kind: 'rule' }
      case 'table_open':
        return this.table(inside, at)
      default:
        return null
    }
  }

  private table(tokens: readonly Token[], line: number): LabText {
    const rows: LabInline[][][] = []
    for (const [i, token] of tokens.entries()) {
      if (token.type === 'tr_open') rows.push([])
      if (token.type === 'th_open' || token.type === 'td_open')
        rows.at(-1)!.push(this.inline(tokens[i + 1]?.children ?? [], line, line + rows.length + 2))
    }
    return { kind: 'table', head: rows[0] ?? [], rows: rows.slice(1) }
  }

  private inline(tokens: readonly Token[], from: number, to: number): LabInline[] {
    const found: LabInline[] = []
    for (let at = 0; at < tokens.length;) {
      const token = tokens[at]!
      const end = token.nesting === 1 ? closing(tokens, at) : at
      const node = this.stretch(tokens.slice(at, end + 1), from, to)
      const last = found.at(-1)
      if (node?.kind === 'text' && last?.kind === 'text')
        found[found.length - 1] = { kind: 'text', text: last.text + node.text }
      else if (node !== null) found.push(node)
      at = end + 1
    }
    return found
  }

  private stretch(tokens: readonly Token[], from: number, to: number): LabInline | null {
    const [first] = tokens
    const children = (): LabInline[] => this.inline(tokens.slice(1, -1), from, to)
    switch (first!.type) {
      case 'text':
      case 'text_special':
        return first!.content === '' ? null : { kind: 'text', text: first!.content }
      case 'softbreak':
        return { kind: 'text', text: ' ' }
      case 'hardbreak':
        return { kind: 'break' }
      case 'code_inline':
        return { kind: 'code', text: first!.content }
      case 'strong_open':
        return { kind: 'strong', children: children() }
      case 'em_open':
        return { kind: 'emphasis', children: children() }
      case 'link_open':
        return this.link(String(first!.attrGet('href') ?? ''), children(), from, to)
      case 'image': {
        const { line, column } = this.find(String(first!.attrGet('src') ?? ''), from, to)
        this.reader.problem(
          line,
          column,
          'A lab has no pictures of its own: the app draws them. Link to what is to be seen: [words](<show:regionAt(p)>).'
        )
        return null
      }
      default:
        return { kind: 'text', text: first!.content }
    }
  }

  private link(href: string, children: readonly LabInline[], from: number, to: number): LabInline | null {
    const target = href
    const { line, column } = this.find(target, from, to)
    const scheme = /^([a-z]+):(.*)$/s.exec(target)
    switch (scheme?.[1]) {
      case 'https':
        return { kind: 'link', url: href, children }
      case 'http':
        this.reader.problem(line, column, 'Link to the https address.', target.length)
        return null
      case 'glossary': {
        const id = scheme[2]!
        if (figureOf(id) === undefined) {
          const near = closestName(id, figureIds)
          this.reader.problem(
            line,
            column,
            `The glossary has no ${id}. ${near === null ? 'docs/glossary.md has all ids.' : `Did you mean ${near}?`}`,
            target.length
          )
        }
        return { kind: 'term', id, children }
      }
      case 'run': {
        const mark = /^@([a-z][a-z0-9-]*)$/.exec(scheme[2]!)?.[1] ?? null
        if (mark === null && scheme[2] !== 'end')
          this.reader.problem(
            line,
            column,
            'run: goes to a mark, run:@reserve, or to the end, run:end.',
            target.length
          )
        this.targets.run(mark, line, column)
        return { kind: 'run', mark, children }
      }
      case 'show':
        return { kind: 'show', show: this.targets.show(scheme[2]!, line, column + 'show:'.length), children }
    }
    const program = /^([\w.-]+\.c)(?:#@?([a-z][a-z0-9-]*))?$/.exec(target)
    if (program !== null) {
      const mark = program[2] ?? null
      this.targets.program(program[1]!, mark, line, column)
      return { kind: 'program', fileName: program[1]!, mark, children }
    }
    this.reader.problem(
      line,
      column,
      `A link leads to https://..., to a program of this folder (name.c), glossary:id, run:@mark or show:expression; not to ${target}.`,
      target.length
    )
    return null
  }

  /** Where a link's target is written, between two lines of the file. */
  private find(target: string, from: number, to: number): { readonly line: number; readonly column: number } {
    for (let line = from; line <= to; line++) {
      const at = this.lines[line - 1]?.indexOf(target) ?? -1
      if (at >= 0) return { line, column: at + 1 }
    }
    return { line: from, column: 1 }
  }
}

/** The index of the token that closes the one at an index. */
function closing(tokens: readonly Token[], at: number): number {
  let depth = 0
  for (let i = at; i < tokens.length; i++) {
    depth += tokens[i]!.nesting
    if (depth === 0) return i
  }
  return tokens.length - 1
}
