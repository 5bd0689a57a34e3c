/** What an operation is in C, given its arguments as C text, the number of the step and the slot for its result. */
export interface Operation {
  readonly c: (args: readonly string[], step: number, keeps: number) => string
  /** How many calls of Windows it is; touches and what only looks count nothing. */
  readonly calls: number
}

const returnsPlace =
  (name: string): Operation['c'] =>
  (args, step, keeps) =>
    `place(${step}, ${keeps}, ${name}(${args.join(', ')}));`
const returnsTruth =
  (name: string): Operation['c'] =>
  (args, step) =>
    `done(${step}, ${name}(${args.join(', ')}));`
const returnsNumber =
  (name: string): Operation['c'] =>
  (args, step) =>
    `number(${step}, ${name}(${args.join(', ')}));`
const call = (c: Operation['c']): Operation => ({ c, calls: 1 })

/** Everything that a sequence can do, by the name that actions use. */
export const operations: Readonly<Record<string, Operation>> = {
  VirtualAlloc: call(returnsPlace('VirtualAlloc')),
  VirtualAllocEx: call(returnsPlace('VirtualAllocEx')),
  VirtualAlloc2: call(([process, base, size, type, protect], step, keeps) => {
    return `place(${step}, ${keeps}, VirtualAlloc2(${process}, ${base}, ${size}, ${type}, ${protect}, NULL, 0));`
  }),
  VirtualFree: call(returnsTruth('VirtualFree')),
  VirtualFreeEx: call(returnsTruth('VirtualFreeEx')),
  VirtualProtect: call((args, step) => `changed(${step}, VirtualProtect(${args.join(', ')}, &old));`),
  VirtualProtectEx: call((args, step) => `changed(${step}, VirtualProtectEx(${args.join(', ')}, &old));`),
  VirtualProtectNowhere: call((args, step) => `done(${step}, VirtualProtect(${args.join(', ')}, NULL));`),
  VirtualQuery: call(([base, size], step) => `queried(${step}, VirtualQuery(${base}, &info, ${size}));`),
  VirtualQueryEx: call(
    ([process, base, size], step) => `queried(${step}, VirtualQueryEx(${process}, ${base}, &info, ${size}));`
  ),
  VirtualLock: call(returnsTruth('VirtualLock')),
  VirtualUnlock: call(returnsTruth('VirtualUnlock')),
  GetWriteWatch: call(
    ([flags, base, size, room], step) => `watched(${step}, ${flags}, ${base}, ${size}, ${room});`
  ),
  ResetWriteWatch: call(([base, size], step) => `done(${step}, ResetWriteWatch(${base}, ${size}) == 0);`),
  OfferVirtualMemory: call(returnsNumber('OfferVirtualMemory')),
  ReclaimVirtualMemory: call(returnsNumber('ReclaimVirtualMemory')),
  DiscardVirtualMemory: call(returnsNumber('DiscardVirtualMemory')),
  ReadProcessMemory: call(
    ([process, base, size], step) =>
      `count = 0, copied(${step}, 0, ReadProcessMemory(${process}, ${base}, bytes, ${size}, &count));`
  ),
  WriteProcessMemory: call(
    ([process, base, size], step) =>
      `count = 0, copied(${step}, 1, WriteProcessMemory(${process}, ${base}, pattern(${step}), ${size}, &count));`
  ),
  CreateFileMapping: call(
    ([file, protect, high, low, name], step, keeps) =>
      `opened(${step}, sections[${keeps}] = CreateFileMappingA(${file}, NULL, ${protect}, ${high}, ${low}, ${name}));`
  ),
  OpenFileMapping: call(
    ([access, name], step, keeps) =>
      `opened(${step}, sections[${keeps}] = OpenFileMappingA(${access}, FALSE, ${name}));`
  ),
  MapViewOfFile: call(returnsPlace('MapViewOfFile')),
  MapViewOfFileEx: call(returnsPlace('MapViewOfFileEx')),
  MapViewOfFile3: call(([section, process, base, offset, size, type, protect], step, keeps) => {
    const args = [section, process, base, offset, size, type, protect, 'NULL', '0']
    return `place(${step}, ${keeps}, MapViewOfFile3(${args.join(', ')}));`
  }),
  UnmapViewOfFile: call(returnsTruth('UnmapViewOfFile')),
  UnmapViewOfFile2: call(returnsTruth('UnmapViewOfFile2')),
  FlushViewOfFile: call(returnsTruth('FlushViewOfFile')),
  CloseSection: call(([section], step) => `done(${step}, CloseHandle(${section})), ${section} = NULL;`),
  CreateFile: call(
    ([access, share, name], step, keeps) =>
      `opened(${step}, files[${keeps}] = CreateFileA(file_name(${name}), ${access}, ${share}, NULL, OPEN_ALWAYS, 0, NULL));`
  ),
  CloseFile: call(([file], step) => `done(${step}, CloseHandle(${file})), ${file} = INVALID_HANDLE_VALUE;`),
  WriteFile: {
    c: ([file, offset, size], step) => `written(${step}, ${file}, ${offset}, ${size});`,
    calls: 2
  },
  ReadFile: { c: ([file, offset, size], step) => `fetched(${step}, ${file}, ${offset}, ${size});`, calls: 2 },
  SetEndOfFile: { c: ([file, offset], step) => `cut(${step}, ${file}, ${offset});`, calls: 2 },
  GetFileSize: call(([file], step) => `number(${step}, GetFileSize(${file}, NULL));`),
  HeapCreate: call(
    ([flags, first, most], step, keeps) =>
      `truth(${step}, (heaps[${keeps}] = HeapCreate(${flags}, ${first}, ${most})) != NULL);`
  ),
  HeapAlloc: call(
    ([heap, flags, size], step, keeps) =>
      `block(${step}, blocks[${keeps}] = HeapAlloc(${heap}, ${flags}, ${size}));`
  ),
  HeapReAlloc: call(
    ([heap, flags, block, size], step, keeps) =>
      `block(${step}, blocks[${keeps}] = again(${heap}, ${flags}, &${block}, ${size}));`
  ),
  HeapSize: call(([heap, block], step) => `number(${step}, ${block} ? HeapSize(${heap}, 0, ${block}) : 0);`),
  HeapFree: call(([heap, block], step) => `truth(${step}, HeapFree(${heap}, 0, ${block})), ${block} = NULL;`),
  HeapValidate: call(([heap], step) => `truth(${step}, HeapValidate(${heap}, 0, NULL));`),
  read: { c: ([base], step) => `number(${step}, probe_read(${base}));`, calls: 0 },
  write: { c: ([base, value], step) => `number(${step}, probe_write(${base}, ${value}));`, calls: 0 },
  execute: { c: ([base], step) => `executed(${step}, ${base});`, calls: 0 }
}
