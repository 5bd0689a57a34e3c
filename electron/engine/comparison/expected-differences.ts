import type { ComparisonReason } from '../../../shared/contract/comparison'

/** What two machines need not have alike, apart from what is known of Wine. */
const expected = {
  address: {
    sentence:
      'Each machine chooses addresses itself; both mean the same place of the same allocation, which is what counts.',
    source:
      'Microsoft, VirtualAlloc (lpAddress NULL: "the system determines where to allocate the region"); Windows Internals 7, ch. 5, Address space layout randomization'
  },
  handle: {
    sentence: 'The number of a handle is the process’s own affair; both lead to the same object.',
    source: 'Windows Internals 7, ch. 8, Handles: an index into the handle table of the process'
  },
  'process-id': {
    sentence: 'Ids of processes and threads are given out as they are free.',
    source:
      'Microsoft, GetCurrentProcessId ("until the process terminates, the process identifier uniquely identifies the process")'
  },
  accidental: {
    sentence:
      'What this function answers depends on the computer and the moment, not on what the program did.',
    source: 'The page of the function; VadLab’s table of functions says for which this holds'
  },
  figures: {
    sentence:
      'The program asked for figures of the computer or of the moment, which no two computers have alike; what is printed afterwards may come from them.',
    source: 'The pages of the functions named beside the row'
  },
  'temporary-file': {
    sentence: 'Names of temporary files are made up by each machine.',
    source: 'Microsoft, GetTempFileName (uUnique zero: "the function uses a unique number"), GetTempPath'
  },
  surroundings: {
    sentence: 'How far memory that is not the program’s reaches depends on what else the process has loaded.',
    source: 'Microsoft, VirtualQuery (pages that share attributes are one region)'
  },
  before: {
    sentence:
      'What the process has before the program begins is the loader’s and the runtime’s: on the Windows machine VadLab’s own runtime shares the process.',
    source: 'ARCHITECTURE.md, “What the process had before stays as it was told”'
  },
  heap: {
    sentence:
      'How a heap lays out its segments, where it puts a block and whether a block moves when it grows is the heap’s own affair.',
    source:
      'Microsoft, HeapReAlloc, HeapAlloc ("the memory allocated ... is not movable" says nothing of where); Windows Internals 7, ch. 5, NT heap'
  },
  'system-dll': {
    sentence:
      'System DLLs are of another build on each machine: their parts, their sizes and the places of their functions differ, and a function may be forwarded to another DLL.',
    source: 'Microsoft, GetProcAddress; PE format, Forwarder RVA'
  },
  'working-set-limits': {
    sentence:
      'A process’s working set limits are 50 and 345 pages on Windows; Wine 8.0 names 32 MB for both and takes whatever is set.',
    source: 'conformance process/virtual-lock-quota (TODO_WINE_CHECK)'
  },
  account: {
    sentence: 'Which privileges an account holds is a matter of the computer.',
    source:
      'Microsoft, AdjustTokenPrivileges (ERROR_NOT_ALL_ASSIGNED); Windows Internals 7, ch. 7, Privileges'
  },
  turns: {
    sentence:
      'Which of several threads goes on first is the scheduler’s choice: the same thing was done on both machines, at another turn.',
    source: 'Microsoft, Scheduling; Windows Internals 7, ch. 4, Thread scheduling'
  },
  'wine/stacks-of-ended-threads': {
    sentence:
      'Wine frees the stack of a thread, and the one it has for signals beside it, only when another thread ends; Windows frees it with the thread.',
    source:
      'wine dlls/ntdll/unix/thread.c, exit_thread (prev_teb); Microsoft, Thread Stack Size ("The stack is freed when its thread exits")'
  },
  'program-path': {
    sentence: 'The program lies in another folder on each machine.',
    source: 'ARCHITECTURE.md, “A run has a folder of its own”'
  },
  unknown: {
    sentence: 'The Windows machine does not tell this figure: Windows shows it to no program.',
    source: 'docs of VadLab: what Windows does not reveal is left out, not invented'
  },
  'todo-wine': {
    sentence:
      'The program itself states what Windows does here and that Wine is known to differ (TODO_WINE_CHECK).',
    source: 'the line of the program, with its evidence'
  },
  follows: {
    sentence: 'It follows from an earlier difference: the machines had parted there.',
    source: 'the row named beside it'
  }
} as const

/** The id of a reason of the table. */
export type ExpectedId = keyof typeof expected

/** Whether a reason says that Wine does otherwise than Windows. */
export function isOfWine(reason: string | null): boolean {
  return (
    reason !== null && (/^wine\//.test(reason) || reason === 'todo-wine' || reason === 'working-set-limits')
  )
}

/** Every reason that is not one of Wine’s known differences. */
export const expectedDifferences: Readonly<Record<ExpectedId, ComparisonReason>> = Object.fromEntries(
  Object.entries(expected).map(([id, reason]) => [id, { id, ...reason }])
) as Record<ExpectedId, ComparisonReason>
