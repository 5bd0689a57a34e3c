import type { PagePlace, TableEntry, TableLevel } from '../../../shared/contract/memory-translation'
import { protectionText } from '../../../shared/win32/flags'
import type { PageFacts } from './page-facts'

const nextTables = { PXE: 'PDPT', PPE: 'PD', PDE: 'PT' } as const

/** What an entry says, in a sentence. */
export function entrySays(
  level: Pick<TableLevel, 'entryName' | 'index'>,
  entry: TableEntry,
  facts: PageFacts
): string {
  const who = `The ${level.entryName} (entry ${level.index}) says:`
  if (level.entryName !== 'PTE') {
    const next = nextTables[level.entryName]
    if (entry.form === 'hardware') return `${who} the ${next} is there.`
    return facts.vad === undefined
      ? `${who} nothing, it is zero. No memory was ever used in this part of the address space, so there is no ${next}.`
      : `${who} nothing, it is zero: no page here has been touched yet, so Windows has made no ${next}. What the pages are stands in the VAD.`
  }
  switch (entry.form) {
    case 'hardware':
      return `${who} valid, frame ${facts.frame}, ${protectionText(facts.protect)}${facts.isCopyOnWrite ? ' (copy on write)' : ''}.`
    case 'transition':
      return `${who} not valid, in transition: frame ${facts.frame} still has the page.`
    case 'page-file':
      return `${who} not valid, page ${facts.slot?.slot ?? 0} of page file ${facts.slot?.pageFile ?? 0} has it.`
    case 'prototype':
      return `${who} not valid, ask the prototype PTE, which the VAD leads to.`
    case 'demand-zero':
      return `${who} not valid, demand zero: the first touch gets a page of zeros, ${protectionText(facts.protect)}.`
    case 'zero':
    case 'subsection':
      return facts.vad === undefined
        ? `${who} nothing, it is zero, and there is no VAD: the address is free.`
        : `${who} nothing, it is zero: the page is reserved, not committed.`
  }
}

/** Where the page is, in a sentence. */
export function placeSays(facts: PageFacts, place: PagePlace, mayHaveMemory: boolean): string {
  switch (place.kind) {
    case 'frame': {
      const { frame, shares, state } = place.frame
      const others =
        shares > 1 ? `, which ${shares} valid PTEs share` : state === 'active' ? '' : `, on the ${state} list`
      const own = facts.isValid
        ? ''
        : ' It is not in this process’s working set: the next touch is a soft fault.'
      return `The page is in frame ${frame}${others}.${own}`
    }
    case 'page-file':
      return `The page is in the page file, at page ${place.slot}.`
    case 'file':
      return `The page is only in the file ${place.path}, from byte 0x${place.offset.toString(16)} on.`
    case 'zeros':
      return 'The page is nowhere yet: the first touch makes it, of zeros.'
    case 'unknown':
      return 'Where the page is, is not known.'
    case 'nowhere':
      if (!mayHaveMemory)
        return facts.page < 16
          ? 'The first 64 KiB are never given to a program, so that NULL pointers are noticed.'
          : 'No program can have memory here: the user’s half ends at 0x7FFFFFFEFFFF.'
      if (facts.vad === undefined) return 'The address is free: no VAD describes it.'
      return facts.vad.placeholder
        ? 'The address belongs to a placeholder: something has to replace it before it can be used.'
        : 'The address is reserved: it has a VAD but no page.'
  }
}
