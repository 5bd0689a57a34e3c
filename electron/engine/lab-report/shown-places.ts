import type { LabInline, LabText } from '../../../shared/contract/lab-text'
import type { Lab, LabExpression } from '../../../shared/labs/format'
import type { MomentWish, Typed } from '../../../shared/labs/language'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { plainLine } from './plain-text'

/** A place that a lab's text points at. */
export interface ShownPlace {
  readonly step: string
  readonly words: string
  readonly expression: LabExpression
  /** The program that the text spoke of there. */
  readonly fileName: string
}

/** Every place that the text of a lab points at, in the order of reading; hints and whys are not read here. */
export function shownPlaces(lab: Lab): readonly ShownPlace[] {
  const places: ShownPlace[] = []
  let fileName = [...lab.programs.keys()][0] ?? ''
  let step = lab.steps[0]?.id ?? ''
  const line = (nodes: readonly LabInline[]): void => {
    for (const node of nodes) {
      if (node.kind === 'program') fileName = node.fileName
      const expression = node.kind === 'show' ? lab.shows[node.show] : undefined
      if (node.kind === 'show' && expression !== undefined)
        places.push({ step, words: plainLine(node.children), expression, fileName })
      if ('children' in node) line(node.children)
    }
  }
  const read = (texts: readonly LabText[]): void => {
    for (const text of texts) {
      if (text.kind === 'list') text.items.forEach(read)
      else if (text.kind === 'quote') read(text.children)
      else if (text.kind === 'table') [...text.head, ...text.rows.flat()].forEach(line)
      else if (text.kind !== 'code' && text.kind !== 'rule') line(text.children)
    }
  }
  read(lab.introduction)
  for (const one of lab.steps) {
    step = one.id
    for (const item of one.items)
      if (item.kind === 'text') read(item.text)
      else if (item.kind === 'predict' || item.kind === 'explain') read(item.question)
      else if (item.kind === 'myth') read(item.claim)
  }
  return places
}

/** The moment and the process that an expression speaks of; the outermost that it names, else its own. */
export function whereOf({ typed, moment }: LabExpression): {
  readonly moment: MomentWish
  readonly process: ProcessLetter | null
} {
  let named: MomentWish | null = null
  let process: ProcessLetter | null = null
  for (let part: Typed = typed; ; part = part.of) {
    if (part.kind === 'moment') named ??= part.moment
    if (part.kind === 'process') process ??= part.process
    if (
      part.kind !== 'moment' &&
      part.kind !== 'process' &&
      part.kind !== 'machine' &&
      part.kind !== 'property'
    )
      return { moment: named ?? moment, process }
  }
}
