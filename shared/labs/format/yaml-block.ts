import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap
} from 'yaml'
import { closestName } from '../../contract/closest-name'
import type { LabReader } from './lab-reader'

/** A text of a YAML block with where it begins in the file. */
export interface YamlText {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** An entry of a map: its key and its value's node. */
export interface YamlEntry {
  readonly key: YamlText
  readonly value: Node | null
}

/** Keys and values of a block, each with its place; what is wrong with them goes to the reader. */
export class YamlBlock {
  private readonly counter = new LineCounter()
  private readonly map: YAMLMap<ParsedNode, ParsedNode | null> | null
  /** The text is no map at all: that was told, and what is missing in it need not be. */
  readonly broken: boolean

  /** `line`: of the block's first line of content; `headLine`: of its head, where what is missing is told. */
  constructor(
    private readonly reader: LabReader,
    text: string,
    private readonly line: number,
    private readonly headLine: number,
    private readonly what: string
  ) {
    const document = parseDocument(text, { lineCounter: this.counter, prettyErrors: false, uniqueKeys: true })
    for (const error of document.errors) {
      const { line: at, col } = this.counter.linePos(error.pos[0])
      reader.problem(this.line + at - 1, Math.max(1, col), yamlWords(error.message))
    }
    const { contents } = document
    this.map = isMap(contents) ? (contents as YAMLMap<ParsedNode, ParsedNode | null>) : null
    this.broken = document.errors.length > 0 || this.map === null
    if (document.errors.length === 0 && this.map === null)
      reader.problem(headLine, 1, `${what} has lines of the form "key: value".`)
  }

  /** Tells of every key that is not one of these. */
  allow(keys: readonly string[]): void {
    for (const { key } of this.entries()) {
      if (keys.includes(key.text)) continue
      const near = closestName(key.text, keys)
      this.reader.problem(
        ...([key.line, key.column] as const),
        `${this.what} has no ${key.text}. ${near === null ? `There are ${keys.join(', ')}.` : `Did you mean ${near}?`}`,
        key.text.length
      )
    }
  }

  /** The place of a key, or of the block's head. */
  placeOf(key: string): { readonly line: number; readonly column: number } {
    const entry = this.entries().find((e) => e.key.text === key)
    return entry === undefined ? { line: this.headLine, column: 1 } : entry.key
  }

  node(key: string): Node | null | undefined {
    return this.entries().find((e) => e.key.text === key)?.value
  }

  /** The text of a key; null where it is not there (told when `example` says how it would look) or is no text. */
  text(key: string, example: string | null): YamlText | null {
    const node = this.node(key)
    if (node === undefined || node === null) {
      if (example !== null && !this.broken)
        this.reader.problem(this.headLine, 1, `${this.what} needs ${key}: ${example}`)
      return null
    }
    return this.scalar(node, key)
  }

  /** The text of a node. */
  scalar(node: Node, what: string): YamlText | null {
    const place = this.place(node)
    if (!isScalar(node) || node.value === null || typeof node.value === 'object') {
      if (!this.broken) this.reader.problem(place.line, place.column, `${what} is one text.`)
      return null
    }
    const { source, type } = node as Scalar
    const text = typeof node.value === 'string' ? node.value : (source ?? String(node.value))
    if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return { text, line: place.line + 1, column: 1 }
    const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
    return { text, line: place.line, column: place.column + (quoted ? 1 : 0) }
  }

  /** The texts of a list. */
  texts(key: string, example: string): YamlText[] {
    const node = this.node(key)
    if (node === undefined || node === null || !isSeq(node)) {
      const { line, column } = this.placeOf(key)
      if (!this.broken) this.reader.problem(line, column, `${this.what} needs a list ${key}: ${example}`)
      return []
    }
    return node.items.flatMap((item) => this.scalar(item as Node, key) ?? [])
  }

  /** The entries of a map under a key. */
  entriesOf(node: Node | null | undefined): YamlEntry[] | null {
    return isMap(node) ? this.pairs((node as YAMLMap<ParsedNode, ParsedNode | null>).items) : null
  }

  private entries(): YamlEntry[] {
    return this.map === null ? [] : this.pairs(this.map.items)
  }

  private pairs(items: readonly Pair<ParsedNode, ParsedNode | null>[]): YamlEntry[] {
    return items.flatMap(({ key, value }) => {
      const text = this.scalar(key, 'A key')
      return text === null ? [] : [{ key: text, value }]
    })
  }

  private place(node: Node): { readonly line: number; readonly column: number } {
    const { line, col } = this.counter.linePos(node.range?.[0] ?? 0)
    return { line: this.line + line - 1, column: Math.max(1, col) }
  }
}

/** What YAML's own messages say, with what to do. */
function yamlWords(message: string): string {
  if (/reserved character|Plain value cannot start/.test(message))
    return `${message}. Put the whole value in single quotes: 'like this'.`
  if (/Nested mappings|Implicit keys|implicit key/.test(message))
    return 'A colon with a space behind it ends a key here. Put the whole text in quotes: "like: this".'
  return /[.!?]$/.test(message) ? message : `${message}.`
}
