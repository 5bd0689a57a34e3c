import type { MachineName, ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import type { AddressExpression } from './address-expression'

/** What is acted on. */
export interface ActTarget {
  readonly machine: MachineName
  readonly letter: ProcessLetter
  /** The region, the page or the byte one points at; null when nothing is. */
  readonly address: number | null
  readonly extent: 'region' | 'page' | 'byte'
  /** The region the address lies in; null where memory is free. */
  readonly region: ObservedRegion | null
  /** From where to where its allocation goes; null where memory is free. */
  readonly allocation: { readonly from: number; readonly to: number } | null
  /** The variables in scope that hold a section's handle, as far as the program's text tells. */
  readonly sections?: readonly string[]
}

/** Something that must be said before a call can be made. */
export interface ActField {
  readonly id: string
  readonly label: string
  readonly kind: 'pages' | 'choice' | 'text'
  readonly options?: readonly ActOption[]
  readonly hint?: string
}
export interface ActOption {
  readonly value: string
  readonly label: string
}

/** What was said, by field. */
export type ActForm = Readonly<Record<string, string>>

/** What statements can be made of besides the form. */
export interface ActWords {
  /** How the address is written: `at` its start, or the start of its allocation. */
  readonly address: AddressExpression
  readonly allocation: AddressExpression
  /** A name that the program does not have yet. */
  name(stem: string): string
}

/** The C of an act, and what it does in a sentence. */
export interface ActStatements {
  readonly lines: readonly string[]
  readonly headers?: readonly string[]
  readonly expects: string
}

/** One thing a person can do to memory. */
export interface ActKind {
  readonly id: string
  /** As in a menu. */
  readonly label: string
  readonly group: 'new' | 'state' | 'protection' | 'access' | 'residence'
  fits(target: ActTarget): boolean
  /** Some depend on what others say. */
  fields(target: ActTarget, form: ActForm): readonly ActField[]
  /** What the fields begin with. */
  defaults(target: ActTarget): ActForm
  /** Or what is missing, in a sentence. */
  statements(form: ActForm, target: ActTarget, words: ActWords): ActStatements | string
}
