import type { StructureFacts } from './structure-facts'

const undocumented = '/windows-hardware/drivers/ddi/ntifs'

/** What OSVERSIONINFOW has, and OSVERSIONINFOEXW begins with. */
const versionFields = {
  dwOSVersionInfoSize: 'how many bytes the structure has; set before the call',
  dwMajorVersion: 'the major version',
  dwMinorVersion: 'the minor version',
  dwBuildNumber: 'the build',
  dwPlatformId: 'VER_PLATFORM_WIN32_NT, 2',
  szCSDVersion: 'the service pack'
}

/** What ntdll's functions take and answer. Microsoft, ntdef.h, wdm.h, winnt.h; systeminformer, ntmmapi.h. */
export const nativeStructures: Readonly<Record<string, StructureFacts>> = {
  OBJECT_ATTRIBUTES: {
    says: 'Which object a native function is to create or open.',
    page: 'api/ntdef/ns-ntdef-_object_attributes',
    fields: {
      Length: 'how many bytes the structure has',
      RootDirectory: 'the folder in which the name begins; NULL for the root',
      ObjectName: 'the name, or NULL',
      Attributes: 'OBJ_ flags',
      SecurityDescriptor: 'who may use the object; NULL for the usual',
      SecurityQualityOfService: 'for impersonation; NULL'
    }
  },
  IO_STATUS_BLOCK: {
    says: 'How an operation ended.',
    page: '/windows-hardware/drivers/ddi/wdm/ns-wdm-_io_status_block',
    fields: {
      Status: 'the NTSTATUS',
      Pointer: 'reserved',
      Information: 'how many bytes were moved, or what else there is to say'
    }
  },
  MEMORY_REGION_INFORMATION: {
    says: 'What NtQueryVirtualMemory says of a whole allocation.',
    page: undocumented,
    fields: {
      AllocationBase: 'the address where the allocation begins',
      AllocationProtect: 'the protection it was made with',
      RegionType: 'bits: private, of a data file, of an image, of the paging file',
      RegionSize: 'how many bytes the allocation has',
      CommitSize: 'how many of them are charged',
      PartitionId: 'the partition of memory',
      NodePreference: 'the NUMA node that is preferred'
    }
  },
  SECTION_BASIC_INFORMATION: {
    says: 'What NtQuerySection says of a section.',
    page: undocumented,
    fields: {
      BaseAddress: 'the address, for sections that have one',
      AllocationAttributes: 'SEC_ flags',
      MaximumSize: 'how many bytes the section has'
    }
  },
  OSVERSIONINFOW: {
    says: 'The version of Windows.',
    page: 'api/winnt/ns-winnt-osversioninfow',
    fields: versionFields
  },
  OSVERSIONINFOEXW: {
    says: 'The version of Windows with its edition.',
    page: 'api/winnt/ns-winnt-osversioninfoexw',
    fields: {
      ...versionFields,
      wServicePackMajor: 'the major version of the service pack',
      wServicePackMinor: 'the minor version of the service pack',
      wSuiteMask: 'which parts are installed',
      wProductType: 'VER_NT_WORKSTATION, 1, or a server',
      wReserved: 'reserved'
    }
  }
}
