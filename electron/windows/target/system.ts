import type { Koffi } from './koffi'

type Pointer = number | bigint

/** The Win32 functions that VadLab itself calls in a target process, beside the program: pointers are plain integers. */
export interface System {
  readonly koffi: Koffi
  virtualAlloc(base: Pointer, size: number, type: number, protect: number): Pointer
  virtualProtect(base: Pointer, size: number, protect: number, old: Pointer): number
  virtualQuery(address: Pointer, info: Pointer, size: number): number
  createThread(
    security: Pointer,
    stackSize: number,
    start: Pointer,
    parameter: Pointer,
    flags: number,
    id: Pointer
  ): Pointer
  createJobObject(security: Pointer, name: Pointer): Pointer
  setInformationJobObject(job: Pointer, what: number, limits: Uint8Array, size: number): number
  assignProcessToJobObject(job: Pointer, process: Pointer): number
  terminateProcess(process: Pointer, exitCode: number): number
  sleep(milliseconds: number): void
  createEvent(security: Pointer, manualReset: number, signalled: number, name: Pointer): Pointer
  setEvent(event: Pointer): number
  waitForSingleObject(handle: Pointer, milliseconds: number): number
  getThreadId(thread: Pointer): number
  getExitCodeThread(thread: Pointer, code: Pointer): number
  openThread(access: number, inherit: number, id: number): Pointer
  closeHandle(handle: Pointer): number
  getModuleHandle(name: string): Pointer
  getProcAddress(module: Pointer, name: string): Pointer
  loadLibrary(name: string): Pointer
  /** With a name of any characters. */
  loadLibraryWide(name: string): Pointer
  getModuleHandleEx(flags: number, address: Pointer, module: Pointer): number
  getModuleFileName(module: Pointer, text: Pointer, length: number): number
  getMappedFileName(process: Pointer, address: Pointer, text: Pointer, length: number): number
  queryWorkingSetEx(process: Pointer, pages: Pointer, size: number): number
  /** The same with a question in JavaScript memory. */
  queryWorkingSetOf(process: Pointer, pages: Uint8Array, size: number): number
  getProcessMemoryInfo(process: Pointer, counters: Uint8Array, size: number): number
  getPerformanceInfo(information: Uint8Array, size: number): number
  getProcessWorkingSetSize(process: Pointer, minimum: Uint8Array, maximum: Uint8Array): number
  getProcessHeaps(count: number, heaps: Pointer): number
  addVectoredExceptionHandler(first: number, handler: Pointer): Pointer
  setUnhandledExceptionFilter(filter: Pointer): Pointer
  addFunctionTable(table: Pointer, count: number, base: Pointer): number
  getStdHandle(which: number): Pointer
  getCurrentProcessId(): number
  getCurrentThreadId(): number
  createToolhelp32Snapshot(flags: number, processId: number): Pointer
  thread32First(snapshot: Pointer, entry: Pointer): number
  thread32Next(snapshot: Pointer, entry: Pointer): number
  queryInformationThread(thread: Pointer, what: number, answer: Pointer, size: number, used: Pointer): number
  queryObject(object: Pointer, what: number, answer: Pointer, size: number, used: Pointer): number
  queryInformationProcess(
    process: Pointer,
    what: number,
    answer: Pointer,
    size: number,
    used: Pointer
  ): number
  /** The bytes at an address that stays allocated, as JavaScript memory. */
  view(address: Pointer, size: number): ArrayBuffer
  /** A function pointer without arguments and result. */
  callable(address: Pointer): () => void
}

/** (HANDLE)-1: the process itself. */
export const currentProcess = 0xffffffffffffffffn

export function openSystem(koffi: Koffi): System {
  const kernel32 = koffi.load('kernel32.dll')
  const ntdll = koffi.load('ntdll.dll')
  let stubCount = 0
  return {
    koffi,
    virtualAlloc: kernel32.func('uint64_t VirtualAlloc(uint64_t, uint64_t, uint32_t, uint32_t)'),
    virtualProtect: kernel32.func('int VirtualProtect(uint64_t, uint64_t, uint32_t, uint64_t)'),
    virtualQuery: kernel32.func('uint64_t VirtualQuery(uint64_t, uint64_t, uint64_t)'),
    createThread: kernel32.func(
      'uint64_t CreateThread(uint64_t, uint64_t, uint64_t, uint64_t, uint32_t, uint64_t)'
    ),
    createEvent: kernel32.func('uint64_t CreateEventA(uint64_t, int, int, uint64_t)'),
    setEvent: kernel32.func('int SetEvent(uint64_t)'),
    waitForSingleObject: kernel32.func('uint32_t WaitForSingleObject(uint64_t, uint32_t)'),
    createJobObject: kernel32.func('uint64_t CreateJobObjectW(uint64_t, uint64_t)'),
    setInformationJobObject: kernel32.func('int SetInformationJobObject(uint64_t, int, void *, uint32_t)'),
    assignProcessToJobObject: kernel32.func('int AssignProcessToJobObject(uint64_t, uint64_t)'),
    terminateProcess: kernel32.func('int TerminateProcess(uint64_t, uint32_t)'),
    sleep: kernel32.func('void Sleep(uint32_t)'),
    getThreadId: kernel32.func('uint32_t GetThreadId(uint64_t)'),
    getExitCodeThread: kernel32.func('int GetExitCodeThread(uint64_t, uint64_t)'),
    openThread: kernel32.func('uint64_t OpenThread(uint32_t, int, uint32_t)'),
    closeHandle: kernel32.func('int CloseHandle(uint64_t)'),
    getModuleHandle: kernel32.func('uint64_t GetModuleHandleA(str)'),
    getProcAddress: kernel32.func('uint64_t GetProcAddress(uint64_t, str)'),
    loadLibrary: kernel32.func('uint64_t LoadLibraryA(str)'),
    loadLibraryWide: kernel32.func('uint64_t LoadLibraryW(str16)'),
    getModuleHandleEx: kernel32.func('int GetModuleHandleExW(uint32_t, uint64_t, uint64_t)'),
    getModuleFileName: kernel32.func('uint32_t GetModuleFileNameW(uint64_t, uint64_t, uint32_t)'),
    getMappedFileName: kernel32.func(
      'uint32_t K32GetMappedFileNameW(uint64_t, uint64_t, uint64_t, uint32_t)'
    ),
    queryWorkingSetEx: kernel32.func('int K32QueryWorkingSetEx(uint64_t, uint64_t, uint32_t)'),
    queryWorkingSetOf: kernel32.func('int K32QueryWorkingSetEx(uint64_t, void *, uint32_t)'),
    getProcessMemoryInfo: kernel32.func('int K32GetProcessMemoryInfo(uint64_t, void *, uint32_t)'),
    getPerformanceInfo: kernel32.func('int K32GetPerformanceInfo(void *, uint32_t)'),
    getProcessWorkingSetSize: kernel32.func('int GetProcessWorkingSetSize(uint64_t, void *, void *)'),
    getProcessHeaps: kernel32.func('uint32_t GetProcessHeaps(uint32_t, uint64_t)'),
    addVectoredExceptionHandler: kernel32.func('uint64_t AddVectoredExceptionHandler(uint32_t, uint64_t)'),
    setUnhandledExceptionFilter: kernel32.func('uint64_t SetUnhandledExceptionFilter(uint64_t)'),
    addFunctionTable: kernel32.func('uint8_t RtlAddFunctionTable(uint64_t, uint32_t, uint64_t)'),
    getStdHandle: kernel32.func('uint64_t GetStdHandle(uint32_t)'),
    getCurrentThreadId: kernel32.func('uint32_t GetCurrentThreadId()'),
    getCurrentProcessId: kernel32.func('uint32_t GetCurrentProcessId()'),
    createToolhelp32Snapshot: kernel32.func('uint64_t CreateToolhelp32Snapshot(uint32_t, uint32_t)'),
    thread32First: kernel32.func('int Thread32First(uint64_t, uint64_t)'),
    thread32Next: kernel32.func('int Thread32Next(uint64_t, uint64_t)'),
    queryInformationThread: ntdll.func(
      'int NtQueryInformationThread(uint64_t, int, uint64_t, uint32_t, uint64_t)'
    ),
    queryObject: ntdll.func('int NtQueryObject(uint64_t, int, uint64_t, uint32_t, uint64_t)'),
    queryInformationProcess: ntdll.func(
      'int NtQueryInformationProcess(uint64_t, int, uint64_t, uint32_t, uint64_t)'
    ),
    view: (address, size) => koffi.view(BigInt(address), size),
    callable: (address) =>
      koffi.decode(BigInt(address), koffi.proto(`void vadlab_stub_${++stubCount}()`)) as () => void
  }
}
