import { errorConstants } from '../win32/error-constants'
import { errorTexts } from '../win32/error-texts'
import type { FigureFacts, FigureGroup } from './figure'

const systemErrors = 'debug/system-error-codes'

/** What happens in a step, and what the timeline marks. */
export const stepFigures = {
  title: 'Steps, exceptions and events',
  figures: {
    step: {
      name: 'Step',
      says: 'One statement of the program with all that its calls changed; the record keeps each, and going back only looks at it.',
      unit: 'count',
      by: 'VadLab',
      doc: 'runs.md'
    },
    moment: {
      name: 'A and B',
      says: 'Two moments of the record that are compared: what differs between them is listed, whichever steps did it.',
      unit: 'count',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    'last-error': {
      name: 'Last error (GetLastError)',
      says: 'The thread’s number for why its last failed call failed; calls that succeed usually leave it as it was.',
      unit: 'count',
      by: 'documented',
      page: 'api/errhandlingapi/nf-errhandlingapi-getlasterror'
    },
    exception: {
      name: 'Exception',
      says: 'What the processor, Windows or RaiseException raises instead of going on: a handler of the program takes it, or the process ends.',
      by: 'documented',
      page: 'debug/structured-exception-handling'
    },
    'access-violation': {
      name: 'Access violation',
      says: 'A touch that Windows refuses: the page is not committed, or its protection does not allow it. STATUS_ACCESS_VIOLATION, 0xC0000005.',
      by: 'documented',
      page: 'debug/getexceptioncode'
    },
    'stack-overflow': {
      name: 'Stack overflow',
      says: 'The guard page of a stack was touched and the reservation has no room to commit another. STATUS_STACK_OVERFLOW, 0xC00000FD.',
      by: 'documented',
      page: 'debug/getexceptioncode'
    },
    'in-page-error': {
      name: 'In-page error',
      says: 'A page could not be read from the file or page file that holds it. STATUS_IN_PAGE_ERROR, 0xC0000006.',
      by: 'documented',
      page: 'memory/reading-and-writing-from-a-file-view'
    },
    'event-call-failed': {
      name: '✕ call failed',
      says: 'A Win32 call of this step said by its result that it failed; the last error says why.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    check: {
      name: 'CHECK',
      says: 'A claim of the program about memory, made with lab.h’s CHECK: passed or failed when its line ran.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    'event-map': {
      name: '↓ mapped',
      says: 'A view of a section, a file or an image came into the address space in this step.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    'event-unmap': {
      name: '↑ unmapped',
      says: 'A view of a section, a file or an image went out of the address space in this step.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    'event-region-changed': {
      name: '● region changed',
      says: 'VirtualQuery answers differently than before this step: a region came, went, or has another state, protection or size.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    'event-output': {
      name: '– output',
      says: 'The program wrote to its output in this step; memory need not have changed.',
      by: 'VadLab',
      doc: 'timeline.md'
    },
    'odd-region': {
      name: 'Odd region',
      says: 'Memory that a rule finds worth a second look, such as private executable pages. Odd is not evil: each rule has innocent causes.',
      by: 'VadLab',
      page: 'memory/data-execution-prevention'
    },
    evidence: {
      name: 'Evidence ●●●',
      says: 'How much a finding weighs: ●●● strong is seldom innocent, ●●○ fair may be either, ●○○ weak usually is.',
      by: 'VadLab',
      page: 'memory/data-execution-prevention'
    }
  }
} as const satisfies FigureGroup

const errorNames = [
  'ERROR_ACCESS_DENIED',
  'ERROR_INVALID_HANDLE',
  'ERROR_NOT_ENOUGH_MEMORY',
  'ERROR_INVALID_PARAMETER',
  'ERROR_NOT_LOCKED',
  'ERROR_ALREADY_EXISTS',
  'ERROR_PARTIAL_COPY',
  'ERROR_INVALID_ADDRESS',
  'ERROR_NOACCESS',
  'ERROR_MAPPED_ALIGNMENT',
  'ERROR_USER_MAPPED_FILE',
  'ERROR_PRIVILEGE_NOT_HELD',
  'ERROR_WORKING_SET_QUOTA',
  'ERROR_COMMITMENT_LIMIT'
] as const

/** Errors that calls about memory leave behind. */
export type ErrorFigureId = (typeof errorNames)[number]

/** The pages of Microsoft's list of errors, by the first number of each. */
const errorPages = [
  [1300, '--1300-1699-'],
  [1000, '--1000-1299-'],
  [500, '--500-999-'],
  [0, '--0-499-']
] as const

function errorFacts(name: ErrorFigureId): FigureFacts {
  const code = errorConstants[name]
  const page = errorPages.find(([from]) => code >= from)?.[1] ?? ''
  return {
    name,
    says: errorTexts[name] ?? '',
    formula: `GetLastError() = ${code}.`,
    by: 'documented',
    page: `${systemErrors}${page}`
  }
}

/** The errors, with what each means to a program. */
export const errorFigures: FigureGroup = {
  title: 'Errors',
  figures: Object.fromEntries(errorNames.map((name) => [name, errorFacts(name)]))
}
