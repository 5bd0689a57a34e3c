import type { RuleTable } from './rule-table'

/** Large pages, and the privileges that they need. */
export const privilegeRules = {
  'large-pages-are-reserved-and-committed-at-once': {
    source: 'Microsoft, VirtualAlloc (MEM_LARGE_PAGES); Microsoft, Large-Page Support'
  },
  'large-pages-are-always-read-write': { source: 'Microsoft, Large-Page Support' },
  'large-pages-come-in-whole-multiples': {
    source:
      'Microsoft, VirtualAlloc (MEM_LARGE_PAGES); Conformance more/private/large-pages-need-their-privilege'
  },
  'large-pages-take-physical-memory-at-once': { source: 'Microsoft, Large-Page Support' },
  'large-pages-are-changed-as-a-whole': { source: 'Microsoft, Large-Page Support' },
  'large-page-section-has-no-file': { source: 'Microsoft, CreateFileMappingA (SEC_LARGE_PAGES)' },
  'large-page-section-is-a-whole-multiple': { source: 'Microsoft, CreateFileMappingA (SEC_LARGE_PAGES)' },
  'large-page-view-needs-its-section': { source: 'Microsoft, MapViewOfFile (FILE_MAP_LARGE_PAGES)' },
  'large-page-view-is-a-whole-multiple': { source: 'Microsoft, MapViewOfFile (FILE_MAP_LARGE_PAGES)' },
  'privilege-has-a-known-name': {
    source:
      'Microsoft, LookupPrivilegeValueA (lpName); Conformance more/private/privileges-are-enabled-one-by-one'
  },
  'new-state-names-the-privileges': { source: 'Microsoft, AdjustTokenPrivileges (NewState)' },
  'token-answer-needs-room': {
    source:
      'Microsoft, GetTokenInformation (TokenInformationLength); Conformance more/private/privileges-are-enabled-one-by-one'
  },
  'token-information-is-of-a-known-class': {
    source: 'Microsoft, GetTokenInformation (TokenInformationClass)'
  },
  'token-lives-with-its-process': { source: 'Microsoft, OpenProcessToken (ProcessHandle)' },
  'physical-pages-need-a-privilege': {
    source: 'Microsoft, AllocateUserPhysicalPages (Remarks)'
  },
  'physical-pages-need-free-memory': {
    source: 'Microsoft, AllocateUserPhysicalPages (Remarks)'
  },
  'physical-pages-are-allocated-first': {
    source: 'Microsoft, MapUserPhysicalPages (PageArray)'
  },
  'physical-pages-need-a-physical-reservation': {
    source: 'Microsoft, MapUserPhysicalPages (VirtualAddress)'
  }
} as const satisfies RuleTable
