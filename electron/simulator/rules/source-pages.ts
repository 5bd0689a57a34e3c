import { functionEntry, microsoftPage } from '../../../shared/win32/functions'

/** Microsoft's pages that are no function's, by their titles: the path below `windows/win32/`. */
const titles: Readonly<Record<string, string>> = {
  'Creating and Opening Files': 'fileio/creating-and-opening-files',
  'Creating Guard Pages': 'memory/creating-guard-pages',
  'Data Execution Prevention': 'memory/data-execution-prevention',
  'Dynamic-Link Library Search Order': 'dlls/dynamic-link-library-search-order',
  EXCEPTION_RECORD: 'api/winnt/ns-winnt-exception_record',
  'Global and Local Functions': 'memory/global-and-local-functions',
  'Kernel Objects': 'sysinfo/kernel-objects',
  'Large-Page Support': 'memory/large-page-support',
  MEM_ADDRESS_REQUIREMENTS: 'api/winnt/ns-winnt-mem_address_requirements',
  MEM_EXTENDED_PARAMETER: 'api/winnt/ns-winnt-mem_extended_parameter',
  'Memory Limits for Windows and Windows Server Releases': 'memory/memory-limits-for-windows-releases',
  'Memory Protection Constants': 'memory/memory-protection-constants',
  MEMORYSTATUSEX: 'api/sysinfoapi/ns-sysinfoapi-memorystatusex',
  'Naming Files, Paths, and Namespaces': 'fileio/naming-a-file',
  OBJECT_ATTRIBUTES: '/windows/win32/api/ntdef/ns-ntdef-_object_attributes',
  'Object Names': 'sync/object-names',
  'Page State': 'memory/page-state',
  'PE Format': 'debug/pe-format',
  PERFORMANCE_INFORMATION: 'api/psapi/ns-psapi-performance_information',
  'Process Security and Access Rights': 'procthread/process-security-and-access-rights',
  'System Error Codes': 'debug/system-error-codes',
  SYSTEM_INFO: 'api/sysinfoapi/ns-sysinfoapi-system_info',
  'Thread Local Storage': 'procthread/thread-local-storage',
  'Thread Stack Size': 'procthread/thread-stack-size',
  'Virtual Address Space': 'memory/virtual-address-space',
  'Working Set': 'memory/working-set'
}

/** The first page of Microsoft's that a source names; null when it names none. */
export function pageOf(source: string): string | null {
  for (const place of source.split('; ')) {
    const title = /^Microsoft, (.+?)(?: \([^()]*\))?$/.exec(place)?.[1]
    if (title === undefined) continue
    const path = titles[title]
    return path === undefined ? (functionEntry(title)?.link ?? null) : microsoftPage(path)
  }
  return null
}
