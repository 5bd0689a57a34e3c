/** Text of a lab as data: it is rendered node by node, so nothing in it can be markup. */
export type LabText =
  | { readonly kind: 'paragraph' | 'source'; readonly children: readonly LabInline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly LabInline[] }
  | {
      readonly kind: 'list'
      /** Number of the first item; null for bullets. */
      readonly start: number | null
      readonly items: readonly (readonly LabText[])[]
    }
  | { readonly kind: 'quote'; readonly children: readonly LabText[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly LabInline[])[]
      readonly rows: readonly (readonly (readonly LabInline[])[])[]
    }
  | { readonly kind: 'rule' }

/** A stretch of text within a line. */
export type LabInline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly LabInline[] }
  | { readonly kind: 'break' }
  /** An https address. */
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly LabInline[] }
  /** A term of the glossary, by the figure's id. */
  | { readonly kind: 'term'; readonly id: string; readonly children: readonly LabInline[] }
  /** Opens a program of the lab, at a mark's line where one is named. */
  | {
      readonly kind: 'program'
      readonly fileName: string
      readonly mark: string | null
      readonly children: readonly LabInline[]
    }
  /** Runs the program until it is about to execute a marked line; null: to its end. */
  | { readonly kind: 'run'; readonly mark: string | null; readonly children: readonly LabInline[] }
  /** Highlights a place of the picture: what `labs/show` answers for this number. */
  | { readonly kind: 'show'; readonly show: number; readonly children: readonly LabInline[] }
