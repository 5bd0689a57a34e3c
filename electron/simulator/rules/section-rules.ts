import type { RuleTable } from './rule-table'

/** CreateFileMapping, OpenFileMapping, and images as sections. */
export const sectionRules = {
  'section-protection-includes-reading': {
    source:
      'Microsoft, CreateFileMapping (flProtect); Conformance sections/section-protection-and-file-access'
  },
  'section-attributes-are-known': {
    source:
      'Microsoft, CreateFileMapping (flProtect); Conformance sections/section-image-needs-an-executable-file'
  },
  'image-section-takes-no-other-attribute': {
    source:
      'Microsoft, CreateFileMapping (SEC_IMAGE); Conformance sections/section-image-needs-an-executable-file'
  },
  'section-is-committed-or-reserved': {
    source: 'Microsoft, CreateFileMapping (SEC_COMMIT, SEC_RESERVE, SEC_NOCACHE)'
  },
  'large-page-section-is-committed': { source: 'Microsoft, CreateFileMapping (SEC_LARGE_PAGES)' },
  'image-section-needs-a-file': {
    source:
      'Microsoft, CreateFileMapping (SEC_IMAGE); Conformance sections/section-image-needs-an-executable-file'
  },
  'section-without-a-file-needs-a-size': { source: 'Microsoft, CreateFileMapping (hFile)' },
  'empty-file-cannot-be-mapped': {
    source: 'Microsoft, CreateFileMapping (dwMaximumSizeLow)'
  },
  'read-only-section-cannot-lengthen-its-file': {
    source: 'Microsoft, CreateFileMapping (dwMaximumSizeHigh, Remarks)'
  },
  'section-name-is-given': { source: 'Microsoft, OpenFileMapping (lpName)' },
  'name-leads-to-an-object': {
    source:
      'Microsoft, OpenFileMapping (lpName); Conformance sections/section-names-are-shared-and-case-sensitive'
  },
  'one-name-one-kind-of-object': {
    source:
      'Microsoft, CreateFileMapping (lpName); Microsoft, Object Names; Conformance more/threads/named-event-between-processes'
  },
  'object-names-have-one-folder': {
    source:
      'Microsoft, CreateFileMapping (lpName); Conformance sections/section-names-are-shared-and-case-sensitive'
  },
  'image-starts-with-mz': {
    source: 'Microsoft, PE Format; Conformance sections/section-image-needs-an-executable-file'
  },
  'image-headers-are-of-x64': {
    source: 'Microsoft, PE Format'
  },
  'image-section-ends-with-its-image': {
    source: 'Conformance more/sections/image-sections-beside-data-sections'
  },
  'section-name-is-not-empty': {
    source: 'Conformance more/sections/section-names-and-their-folders'
  },
  'object-names-begin-with-a-folder-or-a-name': {
    source: 'Conformance more/sections/section-names-and-their-folders'
  },
  'name-follows-its-folder': {
    source: 'Conformance more/sections/section-names-and-their-folders'
  },
  'section-information-class-is-known': {
    source: 'Conformance more/native/what-a-section-says-of-itself'
  },
  'object-attributes-know-their-size': {
    source: 'Microsoft, OBJECT_ATTRIBUTES (Length)'
  },
  'native-names-begin-at-the-root': {
    source:
      'Microsoft, OBJECT_ATTRIBUTES (ObjectName); Conformance more/native/sections-by-their-native-names'
  },
  'native-names-stand-in-a-folder-of-names': {
    source:
      'Microsoft, OBJECT_ATTRIBUTES (ObjectName); Conformance more/native/sections-by-their-native-names'
  },
  'new-section-needs-a-new-name': {
    source: 'Conformance more/native/sections-by-their-native-names'
  },
  'native-section-says-what-it-is': {
    source: 'Microsoft, NtCreateSection (AllocationAttributes)'
  }
} as const satisfies RuleTable
