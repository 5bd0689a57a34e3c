import type { FunctionFamily } from './function-entry'

/** What a process uses of memory: psapi.h, and the working set's limits in memoryapi.h. */
export const workingSets: FunctionFamily = {
  title: 'Working sets and counters',
  header: 'psapi.h',
  dll: 'kernel32.dll',
  functions: {
    GetProcessMemoryInfo: {
      says: 'Answers the counters of a process: page faults, working set, private bytes.',
      writes: ['ppsmemCounters'],
      accidental: true
    },
    GetPerformanceInfo: {
      says: 'Answers the counters of the whole system: commit charge and limit, physical pages.',
      writes: ['pPerformanceInformation']
    },
    QueryWorkingSet: { says: 'Lists the pages of the working set.', writes: ['pv'] },
    QueryWorkingSetEx: {
      says: 'Answers for each address whether its page is resident, shared, locked, and with what protection.',
      writes: ['pv']
    },
    EmptyWorkingSet: { says: 'Takes every page that is not locked out of the working set.' },
    InitializeProcessForWsWatch: { says: 'Starts recording the page faults of a process.' },
    GetWsChanges: { says: 'Answers the page faults recorded since the last call.', writes: ['lpWatchInfo'] },
    GetProcessWorkingSetSize: {
      says: 'Answers the limits of the working set.',
      header: 'memoryapi.h',
      writes: ['lpMinimumWorkingSetSize', 'lpMaximumWorkingSetSize']
    },
    GetProcessWorkingSetSizeEx: {
      says: 'Answers the limits of the working set and whether they are hard.',
      header: 'memoryapi.h',
      writes: ['lpMinimumWorkingSetSize', 'lpMaximumWorkingSetSize', 'Flags']
    },
    SetProcessWorkingSetSize: {
      says: 'Sets the limits of the working set; with both (SIZE_T)-1 it empties it.',
      header: 'memoryapi.h'
    },
    SetProcessWorkingSetSizeEx: {
      says: 'Sets the limits of the working set and whether they are hard.',
      header: 'memoryapi.h',
      flags: { Flags: 'workingSet' }
    }
  }
}
