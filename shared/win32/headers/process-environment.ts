/**
 * What a process and a thread know of themselves: winternl.h with the names that Windows gives what is reserved there
 * (systeminformer, ntpebteb.h, ntldr.h, ntrtl.h), winnt.h's NT_TIB, and ntddk.h's KUSER_SHARED_DATA.
 */
export const processEnvironment = String.raw`
typedef LONG KPRIORITY;
typedef struct _CLIENT_ID { HANDLE UniqueProcess; HANDLE UniqueThread; } CLIENT_ID, *PCLIENT_ID;
typedef struct _NT_TIB {
  struct _EXCEPTION_REGISTRATION_RECORD *ExceptionList; PVOID StackBase; PVOID StackLimit; PVOID SubSystemTib;
  union { PVOID FiberData; DWORD Version; }; PVOID ArbitraryUserPointer; struct _NT_TIB *Self;
} NT_TIB, *PNT_TIB;
typedef struct _PEB_LDR_DATA {
  union { BYTE Reserved1[8]; struct { ULONG Length; BOOLEAN Initialized; }; };
  union { PVOID Reserved2[3]; struct { HANDLE SsHandle; LIST_ENTRY InLoadOrderModuleList; }; };
  LIST_ENTRY InMemoryOrderModuleList; LIST_ENTRY InInitializationOrderModuleList; PVOID EntryInProgress;
  BOOLEAN ShutdownInProgress; HANDLE ShutdownThreadId;
} PEB_LDR_DATA, *PPEB_LDR_DATA;
typedef struct _LDR_DATA_TABLE_ENTRY {
  union { PVOID Reserved1[2]; LIST_ENTRY InLoadOrderLinks; };
  LIST_ENTRY InMemoryOrderLinks;
  union { PVOID Reserved2[2]; LIST_ENTRY InInitializationOrderLinks; };
  PVOID DllBase;
  union { PVOID Reserved3[2]; struct { PVOID EntryPoint; ULONG SizeOfImage; }; };
  UNICODE_STRING FullDllName;
  union { BYTE Reserved4[8]; UNICODE_STRING BaseDllName; };
  ULONG Flags; USHORT ObsoleteLoadCount; USHORT TlsIndex; LIST_ENTRY HashLinks; ULONG TimeDateStamp;
} LDR_DATA_TABLE_ENTRY, *PLDR_DATA_TABLE_ENTRY;
typedef struct _RTL_USER_PROCESS_PARAMETERS {
  union { BYTE Reserved1[16]; struct { ULONG MaximumLength; ULONG Length; ULONG Flags; ULONG DebugFlags; }; };
  union {
    PVOID Reserved2[10];
    struct {
      HANDLE ConsoleHandle; ULONG ConsoleFlags; HANDLE StandardInput; HANDLE StandardOutput; HANDLE StandardError;
      UNICODE_STRING CurrentDirectoryPath; HANDLE CurrentDirectoryHandle; UNICODE_STRING DllPath;
    };
  };
  UNICODE_STRING ImagePathName; UNICODE_STRING CommandLine; PVOID Environment;
} RTL_USER_PROCESS_PARAMETERS, *PRTL_USER_PROCESS_PARAMETERS;
typedef struct _PEB {
  union { BYTE Reserved1[2]; struct { BOOLEAN InheritedAddressSpace; BOOLEAN ReadImageFileExecOptions; }; };
  BYTE BeingDebugged;
  union { BYTE Reserved2[1]; BYTE BitField; };
  union { PVOID Reserved3[2]; struct { HANDLE Mutant; PVOID ImageBaseAddress; }; };
  PPEB_LDR_DATA Ldr; PRTL_USER_PROCESS_PARAMETERS ProcessParameters;
  union { PVOID Reserved4[3]; struct { PVOID SubSystemData; PVOID ProcessHeap; PVOID FastPebLock; }; };
  PVOID AtlThunkSListPtr; PVOID Reserved5; ULONG Reserved6; PVOID Reserved7; ULONG Reserved8; ULONG AtlThunkSListPtr32;
  PVOID ApiSetMap; ULONG TlsExpansionCounter; PVOID TlsBitmap; ULONG TlsBitmapBits[2]; PVOID ReadOnlySharedMemoryBase;
  PVOID SharedData; PVOID *ReadOnlyStaticServerData; PVOID AnsiCodePageData; PVOID OemCodePageData; PVOID UnicodeCaseTableData;
  ULONG NumberOfProcessors; ULONG NtGlobalFlag; LARGE_INTEGER CriticalSectionTimeout; SIZE_T HeapSegmentReserve;
  SIZE_T HeapSegmentCommit; SIZE_T HeapDeCommitTotalFreeThreshold; SIZE_T HeapDeCommitFreeBlockThreshold; ULONG NumberOfHeaps;
  ULONG MaximumNumberOfHeaps; PVOID *ProcessHeaps; PVOID GdiSharedHandleTable; PVOID ProcessStarterHelper; ULONG GdiDCAttributeList;
  PVOID LoaderLock; ULONG OSMajorVersion; ULONG OSMinorVersion; USHORT OSBuildNumber; USHORT OSCSDVersion; ULONG OSPlatformId;
  ULONG ImageSubsystem; ULONG ImageSubsystemMajorVersion; ULONG ImageSubsystemMinorVersion; KAFFINITY ActiveProcessAffinityMask;
  ULONG GdiHandleBuffer[60]; PVOID PostProcessInitRoutine; PVOID TlsExpansionBitmap; ULONG TlsExpansionBitmapBits[32]; ULONG SessionId;
} PEB, *PPEB;
typedef struct _TEB {
  union { PVOID Reserved1[12]; struct { NT_TIB NtTib; PVOID EnvironmentPointer; CLIENT_ID ClientId; PVOID ActiveRpcHandle; PVOID ThreadLocalStoragePointer; }; };
  PPEB ProcessEnvironmentBlock;
  union { PVOID Reserved2[399]; struct { ULONG LastErrorValue; ULONG CountOfOwnedCriticalSections; }; };
  union { BYTE Reserved3[1952]; struct { BYTE Reserved3a[1944]; PVOID DeallocationStack; }; };
  PVOID TlsSlots[64];
  BYTE Reserved4[8];
  union { PVOID Reserved5[26]; struct { PVOID Reserved5a[24]; ULONG GuaranteedStackBytes; }; };
  PVOID ReservedForOle; PVOID Reserved6[4]; PVOID TlsExpansionSlots;
} TEB, *PTEB;
typedef struct _KSYSTEM_TIME { ULONG LowPart; LONG High1Time; LONG High2Time; } KSYSTEM_TIME, *PKSYSTEM_TIME;
typedef struct _KUSER_SHARED_DATA {
  ULONG TickCountLowDeprecated; ULONG TickCountMultiplier; volatile KSYSTEM_TIME InterruptTime; volatile KSYSTEM_TIME SystemTime;
  volatile KSYSTEM_TIME TimeZoneBias; USHORT ImageNumberLow; USHORT ImageNumberHigh; WCHAR NtSystemRoot[260]; ULONG MaxStackTraceDepth;
  ULONG CryptoExponent; ULONG TimeZoneId; ULONG LargePageMinimum; ULONG AitSamplingValue; ULONG AppCompatFlag; ULONGLONG RNGSeedVersion;
  ULONG GlobalValidationRunlevel; volatile LONG TimeZoneBiasStamp; ULONG NtBuildNumber; ULONG NtProductType; BOOLEAN ProductTypeIsValid;
  BOOLEAN Reserved0[1]; USHORT NativeProcessorArchitecture; ULONG NtMajorVersion; ULONG NtMinorVersion; BOOLEAN ProcessorFeatures[64];
  ULONG Reserved1; ULONG Reserved3; volatile ULONG TimeSlip; ULONG AlternativeArchitecture; ULONG BootId; LARGE_INTEGER SystemExpirationDate;
  ULONG SuiteMask; BOOLEAN KdDebuggerEnabled; BYTE MitigationPolicies; USHORT CyclesPerYield; volatile ULONG ActiveConsoleId;
  volatile ULONG DismountCount; ULONG ComPlusPackage; ULONG LastSystemRITEventTickCount; ULONG NumberOfPhysicalPages; BOOLEAN SafeBootMode;
  BYTE VirtualizationFlags; BYTE Reserved12[2]; ULONG SharedDataFlags; ULONG DataFlagsPad[1]; ULONGLONG TestRetInstruction;
  LONGLONG QpcFrequency; ULONG SystemCall; ULONG Reserved2; ULONGLONG SystemCallPad[2];
  union { volatile KSYSTEM_TIME TickCount; volatile ULONG64 TickCountQuad; };
  ULONG Cookie; ULONG CookiePad[1];
} KUSER_SHARED_DATA, *PKUSER_SHARED_DATA;
typedef enum _PROCESSINFOCLASS {
  ProcessBasicInformation = 0, ProcessDebugPort = 7, ProcessWow64Information = 26, ProcessImageFileName = 27, ProcessBreakOnTermination = 29
} PROCESSINFOCLASS;
typedef struct _PROCESS_BASIC_INFORMATION {
  NTSTATUS ExitStatus; PPEB PebBaseAddress; KAFFINITY AffinityMask; KPRIORITY BasePriority; ULONG_PTR UniqueProcessId;
  ULONG_PTR InheritedFromUniqueProcessId;
} PROCESS_BASIC_INFORMATION, *PPROCESS_BASIC_INFORMATION;
NTSTATUS WINAPI NtQueryInformationProcess(HANDLE ProcessHandle, PROCESSINFOCLASS ProcessInformationClass, PVOID ProcessInformation, ULONG ProcessInformationLength, PULONG ReturnLength);
#define NtCurrentTeb() ((struct _TEB *)__readgsqword(0x30))
#define MM_SHARED_USER_DATA_VA 0x7FFE0000
#define SharedUserData ((KUSER_SHARED_DATA *)(ULONG_PTR)MM_SHARED_USER_DATA_VA)
`
