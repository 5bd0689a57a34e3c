import { memoryConstants } from '../../../shared/win32/memory-constants'
import { kibText } from '../../ui/number-text'
import { bytesText } from './address-expression'
import {
  defaultPages,
  pagesField,
  pagesMissing,
  pagesOf,
  pagesText,
  protectionField,
  protectionNow
} from './act-fields'
import type { ActForm, ActKind, ActStatements, ActTarget, ActWords } from './act-kind'

const { MEM_COMMIT, MEM_RESERVE, MEM_PRIVATE } = memoryConstants
const granularity = 0x10000

const isFree = ({ region }: ActTarget): boolean => region === null
const isPrivate = ({ region }: ActTarget): boolean => region?.type === MEM_PRIVATE
const isState =
  (state: number) =>
  ({ region }: ActTarget): boolean =>
    region?.state === state
/** The allocation granule at or behind a free address; a reservation begins at no other place. */
function granuleOf({ address }: ActTarget): string {
  return `(void *)0x${(Math.ceil((address ?? 0) / granularity) * granularity).toString(16)}`
}
const isHere = (target: ActTarget): boolean => isFree(target) && target.address !== null

/** Statements about so many pages, once their number is one. */
const withPages =
  (say: (pages: number, words: ActWords, target: ActTarget, form: ActForm) => ActStatements) =>
  (form: ActForm, target: ActTarget, words: ActWords): ActStatements | string => {
    const pages = pagesOf(form)
    return pages === null ? pagesMissing : say(pages, words, target, form)
  }
const isCommitted = isState(MEM_COMMIT)
/** An act on committed private memory that asks for nothing but the number of pages. */
const ofItsPages = {
  fits: (target: ActTarget) => isPrivate(target) && isCommitted(target),
  fields: () => [pagesField],
  defaults: (target: ActTarget) => ({ pages: defaultPages(target) })
}

/** Allocating, committing, decommitting, releasing, and protection. */
export const memoryActs: readonly ActKind[] = [
  {
    id: 'allocate',
    label: 'Allocate…',
    group: 'new',
    fits: () => true,
    fields: (target) => [
      pagesField,
      protectionField,
      ...(isHere(target)
        ? [
            {
              ...{ id: 'where', label: 'Where', kind: 'choice' as const },
              options: [
                { value: 'here', label: `here: ${granuleOf(target)}` },
                { value: 'anywhere', label: 'where Windows chooses' }
              ]
            }
          ]
        : [])
    ],
    defaults: (target) => ({
      ...{ pages: '5', protect: 'PAGE_READWRITE' },
      where: isHere(target) ? 'here' : 'anywhere'
    }),
    statements: withPages((pages, { name }, target, form) => {
      const at = form['where'] === 'here' ? granuleOf(target) : 'NULL'
      return {
        lines: [
          `char *${name('region')} = VirtualAlloc(${at}, ${bytesText(pages * 4096)}, MEM_RESERVE | MEM_COMMIT, ${form['protect']});`
        ],
        expects: `Reserves and commits ${pagesText(pages)} (${kibText(pages * 4096)}) ${at === 'NULL' ? 'where Windows chooses' : 'here'}. They read as zeros; none is in memory before its first touch.`
      }
    })
  },
  {
    id: 'reserve',
    label: 'Reserve…',
    group: 'new',
    fits: () => true,
    fields: () => [pagesField],
    defaults: () => ({ pages: '16' }),
    statements: withPages((pages, { name }, target) => {
      const at = isHere(target) ? granuleOf(target) : 'NULL'
      return {
        lines: [
          `char *${name('region')} = VirtualAlloc(${at}, ${bytesText(pages * 4096)}, MEM_RESERVE, PAGE_NOACCESS);`
        ],
        expects: `Reserves ${pagesText(pages)} of addresses. Nothing is committed and nothing can be touched.`
      }
    })
  },
  {
    id: 'commit',
    label: 'Commit…',
    group: 'state',
    fits: (target) => isPrivate(target) && isState(MEM_RESERVE)(target),
    fields: () => [pagesField, protectionField],
    defaults: (target) => ({ pages: defaultPages(target), protect: 'PAGE_READWRITE' }),
    statements: withPages((pages, { address }, _target, form) => {
      return {
        lines: [`VirtualAlloc(${address.text}, ${bytesText(pages * 4096)}, MEM_COMMIT, ${form['protect']});`],
        expects: `Commits ${pagesText(pages)} of the reservation as ${form['protect']}: the commit charge grows by ${kibText(pages * 4096)}.`
      }
    })
  },
  {
    id: 'decommit',
    label: 'Decommit…',
    group: 'state',
    ...ofItsPages,
    statements: withPages((pages, { address }) => {
      return {
        lines: [`VirtualFree(${address.text}, ${bytesText(pages * 4096)}, MEM_DECOMMIT);`],
        expects: `Decommits ${pagesText(pages)}: they stay reserved, and what they held is lost.`
      }
    })
  },
  {
    id: 'release',
    label: 'Free the allocation',
    group: 'state',
    fits: isPrivate,
    fields: () => [],
    defaults: () => ({}),
    statements: (_form, _target, { allocation }) => ({
      lines: [`VirtualFree(${allocation.text}, 0, MEM_RELEASE);`],
      expects: 'Releases the whole allocation from its base on. Its addresses are free afterwards.'
    })
  },
  {
    id: 'protect',
    label: 'Change protection…',
    group: 'protection',
    fits: isCommitted,
    fields: () => [protectionField, pagesField],
    defaults: (target) => ({
      protect: protectionNow(target) === 'PAGE_READONLY' ? 'PAGE_READWRITE' : 'PAGE_READONLY',
      pages: defaultPages(target)
    }),
    statements: withPages((pages, { address, name }, target, form) => {
      const old = name('old_protection')
      return {
        lines: [
          `DWORD ${old};`,
          `VirtualProtect(${address.text}, ${bytesText(pages * 4096)}, ${form['protect']}, &${old});`
        ],
        expects: `Makes ${pagesText(pages)} ${form['protect']}; ${old} gets what the first of them had, ${protectionNow(target)}.`
      }
    })
  },
  {
    id: 'guard',
    label: 'Make guard pages…',
    group: 'protection',
    fits: isCommitted,
    fields: () => [pagesField],
    defaults: () => ({ pages: '1' }),
    statements: withPages((pages, { address, name }, target) => {
      const old = name('old_protection')
      const protect = `${protectionNow(target)} | PAGE_GUARD`
      return {
        lines: [
          `DWORD ${old};`,
          `VirtualProtect(${address.text}, ${bytesText(pages * 4096)}, ${protect}, &${old});`
        ],
        expects: `The first touch of ${pages === 1 ? 'the page' : 'each page'} raises STATUS_GUARD_PAGE_VIOLATION, once; then the guard is gone.`
      }
    })
  },
  {
    id: 'lock',
    label: 'Lock in memory…',
    group: 'residence',
    fits: isCommitted,
    fields: () => [pagesField],
    defaults: () => ({ pages: '1' }),
    statements: withPages((pages, { address }) => {
      return {
        lines: [`VirtualLock(${address.text}, ${bytesText(pages * 4096)});`],
        expects: `Brings ${pagesText(pages)} into the working set and keeps them there; refused beyond the minimum working set.`
      }
    })
  },
  {
    id: 'unlock',
    label: 'Unlock…',
    group: 'residence',
    fits: isCommitted,
    fields: () => [pagesField],
    defaults: () => ({ pages: '1' }),
    statements: withPages((pages, { address }) => {
      return {
        lines: [`VirtualUnlock(${address.text}, ${bytesText(pages * 4096)});`],
        expects: 'Unlocks the pages; pages that are not locked leave the working set, and the call says 158.'
      }
    })
  },
  {
    id: 'offer',
    label: 'Offer…',
    group: 'residence',
    ...ofItsPages,
    statements: withPages((pages, { address }) => {
      return {
        lines: [`OfferVirtualMemory(${address.text}, ${bytesText(pages * 4096)}, VmOfferPriorityNormal);`],
        expects:
          'Windows may take the frames and need not keep the contents; the pages cannot be touched until they are reclaimed.'
      }
    })
  },
  {
    id: 'reclaim',
    label: 'Reclaim…',
    group: 'residence',
    ...ofItsPages,
    statements: withPages((pages, { address }) => {
      return {
        lines: [`ReclaimVirtualMemory(${address.text}, ${bytesText(pages * 4096)});`],
        expects:
          'Makes offered pages usable again. It answers ERROR_SUCCESS when they still hold what they held, ERROR_BUSY when that is lost.'
      }
    })
  },
  {
    id: 'reset',
    label: 'Reset…',
    group: 'residence',
    ...ofItsPages,
    statements: withPages((pages, { address }) => {
      return {
        lines: [`VirtualAlloc(${address.text}, ${bytesText(pages * 4096)}, MEM_RESET, PAGE_READWRITE);`],
        expects:
          'Says that the contents are no longer needed: the pages stay committed and are not written to the page file.'
      }
    })
  },
  {
    id: 'empty',
    label: 'Empty the working set',
    group: 'residence',
    fits: () => true,
    fields: () => [],
    defaults: () => ({}),
    statements: () => ({
      lines: ['SetProcessWorkingSetSize(GetCurrentProcess(), (SIZE_T)-1, (SIZE_T)-1);'],
      expects:
        'Takes as many pages as possible out of the working set. They come back by soft faults when they are touched.'
    })
  }
]
