import type { RuleTable } from './rule-table'

/** Protections of pages: VirtualProtect, and what VirtualAlloc takes. */
export const protectionRules = {
  'protection-is-one-constant': {
    source:
      'Microsoft, Memory Protection Constants; Conformance private/protections-that-virtualalloc-refuses'
  },
  'private-memory-is-never-copy-on-write': {
    source:
      'Microsoft, Memory Protection Constants (PAGE_WRITECOPY); Conformance private/protections-that-virtualalloc-refuses'
  },
  'only-committed-pages-have-a-protection': {
    source: 'Microsoft, VirtualProtect; Conformance more/private/protect-fails-over-a-hole'
  },
  'page-protection-stays-within-the-view': {
    source: 'Conformance sections/view-protection-changes-its-access-allows'
  },
  'old-protection-needs-a-place': {
    source: 'Microsoft, VirtualProtect (lpflOldProtect); Conformance private/protect-refuses-bad-arguments'
  },
  'app-functions-give-no-executable-memory': {
    source: 'Microsoft, VirtualAllocFromApp (Protection)'
  },
  'caching-of-a-view-is-its-sections': {
    source:
      'Microsoft, Memory Protection Constants (PAGE_NOCACHE, PAGE_WRITECOMBINE); Conformance more/sections/section-attributes-and-their-company'
  }
} as const satisfies RuleTable
