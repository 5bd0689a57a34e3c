import type { PagePlace, TableEntry, Translation } from '../../../shared/contract/memory-translation'
import { protectionText, stateText } from '../../../shared/win32/flags'

/** How an entry differs from what it was a step before. */
export interface EntryChange {
  /** The value before; null where there was no table. */
  readonly before: string | null
  /** The form before, when it is another one. */
  readonly formBefore: string | null
  /** Fields with another value, by name, with the value before; empty when the form is another, as all bits mean something else. */
  readonly fields: ReadonlyMap<string, number | null>
}

/** What a step changed in the translation of one address. */
export interface TranslationChanges {
  /** From the PML4 down; null where nothing changed. */
  readonly entries: readonly (EntryChange | null)[]
  readonly prototype: EntryChange | null
  /** Where the page was, in short words; null where it is the same. */
  readonly place: string | null
  /** State and protection before, in short words; null where they are the same. */
  readonly protect: string | null
  /** The shares of the frame before; null where they are the same, or it is another frame. */
  readonly shares: number | null
  /** Offsets of shown bytes with another value. */
  readonly bytes: ReadonlySet<number>
  readonly any: boolean
}

const formNames = {
  hardware: 'valid',
  zero: 'zero',
  'demand-zero': 'demand zero',
  transition: 'transition',
  'page-file': 'page file',
  prototype: 'prototype',
  subsection: 'subsection'
} as const satisfies Readonly<Record<TableEntry['form'], string>>

/** What an entry is, in a word or two. */
export function formName(form: TableEntry['form']): string {
  return formNames[form]
}

/** Where a page is, in a few words: `frame 393241`, `page file 0, page 12`. */
export function placeName(place: PagePlace): string {
  switch (place.kind) {
    case 'frame':
      return `frame ${place.frame.frame}${place.frame.state === 'active' ? '' : ` on the ${place.frame.state} list`}`
    case 'page-file':
      return `page file ${place.pageFile}, page ${place.slot}`
    case 'file':
      return `only in the file`
    case 'zeros':
      return 'nowhere yet (zeros)'
    case 'nowhere':
      return 'nowhere'
    case 'unknown':
      return 'unknown'
  }
}

function stateName({ state, protect }: Translation): string {
  if (state === null) return 'no address for programs'
  return `${stateText(state)}${protect === 0 ? '' : ` ${protectionText(protect)}`}`
}

function entryChange(before: TableEntry | null, now: TableEntry | null): EntryChange | null {
  if (before === null || now === null) return before === now ? null : appeared(before)
  if (before.value === now.value && before.form === now.form) return null
  if (before.form !== now.form)
    return { before: before.value, formBefore: formNames[before.form], fields: new Map() }
  const fields = new Map<string, number | null>()
  for (const field of now.fields) {
    const old = before.fields.find(({ name, bit }) => name === field.name && bit === field.bit)
    if (old !== undefined && old.value !== field.value) fields.set(field.name, old.value)
  }
  return { before: before.value, formBefore: null, fields }
}
function appeared(before: TableEntry | null): EntryChange {
  return {
    before: before?.value ?? null,
    formBefore: before === null ? 'no table' : formNames[before.form],
    fields: new Map()
  }
}

/** What differs between an address's translation a step before and now. */
export function translationChanges(before: Translation, now: Translation): TranslationChanges {
  const count = Math.max(before.levels.length, now.levels.length)
  const entries = Array.from({ length: count }, (_, at) =>
    entryChange(before.levels[at]?.entry ?? null, now.levels[at]?.entry ?? null)
  )
  const prototype =
    before.section === null || now.section === null
      ? null
      : entryChange(before.section.prototype, now.section.prototype)
  const place = placeName(before.place) === placeName(now.place) ? null : placeName(before.place)
  const protect = stateName(before) === stateName(now) ? null : stateName(before)
  const sameFrame =
    before.place.kind === 'frame' &&
    now.place.kind === 'frame' &&
    before.place.frame.frame === now.place.frame.frame
  const shares =
    sameFrame && before.place.frame.shares !== now.place.frame.shares ? before.place.frame.shares : null
  const bytes = new Set<number>()
  if (before.bytes !== null && now.bytes !== null)
    for (let at = 0; at * 2 < now.bytes.length; at++)
      if (before.bytes.slice(at * 2, at * 2 + 2) !== now.bytes.slice(at * 2, at * 2 + 2)) bytes.add(at)
  const any =
    entries.some((entry) => entry !== null) ||
    [prototype, place, protect, shares].some((one) => one !== null) ||
    bytes.size > 0
  return { entries, prototype, place, protect, shares, bytes, any }
}

/** What a step did to a translation, in a sentence; empty where it did nothing. */
export function changesSentence(now: Translation, found: TranslationChanges): string {
  if (!found.any) return ''
  const said: string[] = []
  now.levels.forEach(({ entryName, table }, level) => {
    const change = found.entries[level]
    if (change == null) return
    if (change.before === null) said.push(`there was no ${table}`)
    else if (change.formBefore !== null) said.push(`the ${entryName} was ${change.formBefore}`)
    else {
      const names = [...change.fields.keys()].map((name) => name.replace(/ \(.*/, ''))
      said.push(`${names.join(', ')} of the ${entryName} changed`)
    }
  })
  const gone = found.entries.length - now.levels.length
  if (gone > 0)
    said.push(gone === 1 ? 'a table was there that is gone' : `${gone} tables were there that are gone`)
  if (found.prototype !== null)
    said.push(
      found.prototype.formBefore === null
        ? 'the prototype PTE changed'
        : `the prototype PTE was ${found.prototype.formBefore}`
    )
  if (found.protect !== null) said.push(`it was ${found.protect}`)
  if (found.place !== null)
    said.push(`the page was ${/^frame|^page/.test(found.place) ? 'in ' : ''}${found.place}`)
  if (found.shares !== null) said.push(`the share count was ${found.shares}`)
  if (found.bytes.size > 0)
    said.push(`${found.bytes.size === 1 ? 'a byte' : `${found.bytes.size} bytes`} shown here changed`)
  return said.length === 0 ? '' : `This step: ${said.join('; ')}.`
}
