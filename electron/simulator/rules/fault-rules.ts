import type { RuleTable } from './rule-table'

/** What a touch of memory, or an instruction, raises. */
export const faultRules = {
  'addresses-repeat-bit-47': { source: 'Conformance process/access-violation-by-address' },
  'kernel-addresses-are-closed': {
    source: 'Microsoft, Virtual Address Space; Conformance process/access-violation-by-address'
  },
  'free-pages-cannot-be-touched': {
    source: 'Microsoft, Page State (Free); Conformance process/access-violation-by-address'
  },
  'reserved-pages-are-committed-first': {
    source: 'Microsoft, Page State (Reserved); Conformance private/decommit-keeps-the-reservation'
  },
  'access-fits-the-protection': {
    source: 'Microsoft, Memory Protection Constants; Conformance more/private/access-by-protection'
  },
  'data-is-not-executed': {
    source: 'Microsoft, Data Execution Prevention; Conformance more/private/code-in-every-executable-page'
  },
  'guard-page-fires-once': {
    source: 'Microsoft, Creating Guard Pages; Conformance private/guard-page-fires-once'
  },
  'stack-keeps-its-last-page': {
    source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_STACK_OVERFLOW); Microsoft, Thread Stack Size'
  },
  'offered-pages-are-reclaimed-first': {
    source: 'Microsoft, OfferVirtualMemory; Conformance private/offer-reclaim-discard'
  },
  'touching-takes-a-page-of-memory': { source: 'Microsoft, Working Set' },
  'instruction-is-known': { source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_ILLEGAL_INSTRUCTION)' },
  'privileged-instructions-are-the-kernels': {
    source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_PRIV_INSTRUCTION)'
  },
  'breakpoint-stops-the-code': { source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_BREAKPOINT)' },
  'divisor-is-not-zero': { source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_INT_DIVIDE_BY_ZERO)' },
  'quotient-fits-its-register': { source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_INT_OVERFLOW)' },
  'processor-refuses-the-instruction': {
    source: 'Microsoft, EXCEPTION_RECORD (EXCEPTION_ACCESS_VIOLATION)'
  }
} as const satisfies RuleTable
