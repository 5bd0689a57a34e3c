import type { StructureFacts } from './structure-facts'

const winternl = (name: string): string => `api/winternl/ns-winternl-${name}`
const reserved = 'Windows’ own'

/** What a process and a thread know of themselves. Microsoft, winternl.h; names of what is reserved there: systeminformer. */
export const processEnvironmentStructures: Readonly<Record<string, StructureFacts>> = {
  CLIENT_ID: {
    says: 'Which thread of which process.',
    page: '/windows-hardware/drivers/ddi/ntddk/ns-ntddk-_client_id',
    fields: { UniqueProcess: 'the id of the process', UniqueThread: 'the id of the thread' }
  },
  NT_TIB: {
    says: 'The first part of a TEB: where the thread’s stack is.',
    page: 'api/winnt/ns-winnt-nt_tib',
    fields: {
      StackBase: 'the end of the stack, where it begins to grow down',
      StackLimit: 'the lowest committed byte above the guard page; it moves down as the stack grows',
      Self: 'the address of this structure'
    },
    otherFields: reserved
  },
  PEB_LDR_DATA: {
    says: 'The loader’s lists of the modules of a process.',
    page: winternl('peb_ldr_data'),
    fields: {
      Length: 'how many bytes the structure has',
      Initialized: 'whether the loader is ready',
      InLoadOrderModuleList: 'the modules in the order in which they were loaded',
      InMemoryOrderModuleList: 'the same; its links lead to InMemoryOrderLinks',
      InInitializationOrderModuleList: 'the DLLs in the order in which they were initialised'
    },
    otherFields: reserved
  },
  LDR_DATA_TABLE_ENTRY: {
    says: 'What the loader knows of a module.',
    page: winternl('peb_ldr_data'),
    fields: {
      InLoadOrderLinks: 'the neighbours in load order',
      InMemoryOrderLinks: 'the neighbours in memory order',
      InInitializationOrderLinks: 'the neighbours in the order of initialisation',
      DllBase: 'the base address',
      EntryPoint: 'the address of the entry point',
      SizeOfImage: 'how many bytes the module takes in memory',
      FullDllName: 'the path of its file',
      BaseDllName: 'the name of its file',
      Flags: 'what the loader has done with it',
      TimeDateStamp: 'when its file was linked, or a hash'
    },
    otherFields: reserved
  },
  RTL_USER_PROCESS_PARAMETERS: {
    says: 'What a process was started with.',
    page: winternl('rtl_user_process_parameters'),
    fields: {
      StandardInput: 'the handle of standard input',
      StandardOutput: 'the handle of standard output',
      StandardError: 'the handle of standard error',
      CurrentDirectoryPath: 'the current directory',
      DllPath: 'where DLLs are searched',
      ImagePathName: 'the path of the program',
      CommandLine: 'the command line',
      Environment: 'the environment variables, one text behind the other'
    },
    otherFields: reserved
  },
  PEB: {
    says: 'What a process knows of itself: the process environment block.',
    page: winternl('peb'),
    fields: {
      BeingDebugged: 'whether a debugger is there; IsDebuggerPresent reads it',
      ImageBaseAddress: 'where the program’s image lies; GetModuleHandle(NULL) answers it',
      Ldr: 'the loader’s lists of modules',
      ProcessParameters: 'the path, the command line and what else the process was started with',
      ProcessHeap: 'the heap that GetProcessHeap answers',
      NumberOfProcessors: 'how many processors the machine has',
      HeapSegmentReserve: 'how much a heap reserves at a time',
      HeapSegmentCommit: 'how much a heap commits at a time',
      NumberOfHeaps: 'how many heaps there are',
      MaximumNumberOfHeaps: 'how many the list of heaps has room for',
      ProcessHeaps: 'the list of heaps',
      OSMajorVersion: 'the version of Windows',
      OSMinorVersion: 'its second part',
      OSBuildNumber: 'the build of Windows',
      OSPlatformId: '2: Windows NT',
      ImageSubsystem: 'window or console',
      ActiveProcessAffinityMask: 'a bit for each processor',
      SessionId: 'the session of the process'
    },
    otherFields: reserved
  },
  TEB: {
    says: 'What a thread knows of itself: the thread environment block.',
    page: winternl('teb'),
    fields: {
      NtTib: 'where the stack is',
      ClientId: 'the ids of process and thread',
      ProcessEnvironmentBlock: 'the PEB of its process',
      LastErrorValue: 'what GetLastError answers',
      DeallocationStack: 'the lowest byte of the stack’s reservation',
      TlsSlots: 'the first 64 values of TlsSetValue',
      GuaranteedStackBytes: 'what SetThreadStackGuarantee asked for',
      TlsExpansionSlots: 'the values from the 65th on'
    },
    otherFields: reserved
  },
  KSYSTEM_TIME: {
    says: 'A time that the kernel writes while programs read it.',
    page: '/windows-hardware/drivers/ddi/ntddk/ns-ntddk-kuser_shared_data',
    fields: {
      LowPart: 'the low half',
      High1Time: 'the high half',
      High2Time: 'the high half again: while the two differ, the time is being written'
    }
  },
  KUSER_SHARED_DATA: {
    says: 'The page at 0x7FFE0000 that the kernel writes and every program reads.',
    page: '/windows-hardware/drivers/ddi/ntddk/ns-ntddk-kuser_shared_data',
    fields: {
      TickCountMultiplier: 'milliseconds of a tick, times 2^24',
      InterruptTime: 'since the start of Windows, in units of 100 ns',
      SystemTime: 'the time as FILETIME counts it',
      NtSystemRoot: 'the folder of Windows',
      LargePageMinimum: 'the size of a large page',
      NtBuildNumber: 'the build of Windows',
      NtProductType: '1: a workstation',
      NtMajorVersion: 'the version of Windows',
      NtMinorVersion: 'its second part',
      ProcessorFeatures: 'what IsProcessorFeaturePresent answers',
      KdDebuggerEnabled: 'whether a kernel debugger is there',
      NumberOfPhysicalPages: 'how many pages of memory the machine has',
      QpcFrequency: 'what QueryPerformanceFrequency answers',
      TickCount: 'ticks of the clock since the start of Windows',
      TickCountQuad: 'the same as one number',
      Cookie: 'a random number'
    },
    otherFields: reserved
  },
  PROCESS_BASIC_INFORMATION: {
    says: 'What NtQueryInformationProcess answers first of all.',
    page: 'api/winternl/nf-winternl-ntqueryinformationprocess',
    fields: {
      ExitStatus: 'the exit code; STATUS_PENDING while the process runs',
      PebBaseAddress: 'where its PEB lies',
      AffinityMask: 'a bit for each processor it may run on',
      BasePriority: 'the priority it starts threads with',
      UniqueProcessId: 'its id',
      InheritedFromUniqueProcessId: 'the id of the process that started it'
    }
  }
}
