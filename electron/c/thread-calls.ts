import { low32, type Word } from '../machine/word'
import { Stop, type VmState } from './vm-state'

/** How calls of the program start and end its threads. */
export interface ThreadCalls {
  /** CreateThread with its six arguments: the handle; undefined when the call raised. */
  create(words: readonly Word[]): Word | undefined
  /** The handle is the thread's own: it is closed when the thread ends. */
  closeAtEnd(handle: Word): void
  /** The thread that runs ends behind this call. */
  end(exitCode: number): void
}

/** Calls a Win32 function; what starts and ends threads of the program, or lets others run, is done here. */
export function callOfThread(
  vm: VmState,
  threads: ThreadCalls,
  name: string,
  words: readonly Word[]
): Word | undefined {
  const { process } = vm
  if (process.threads === undefined) return process.call(name, words)
  switch (name) {
    case 'CreateThread':
      return threads.create(words)
    case 'CreateRemoteThread':
      // (HANDLE)-1 is the process itself; other processes run no functions of this one.
      return words[0] === 0xffffffffffffffffn ? threads.create(words.slice(1)) : process.call(name, words)
    case 'ExitThread':
      threads.end(low32(words[0] ?? 0))
      return 0
    case 'Sleep':
    case 'SleepEx':
    case 'SwitchToThread':
      // Sleep (dwMilliseconds): 0 gives up the rest of the time slice.
      if (name === 'SwitchToThread' || low32(words[0] ?? 0) === 0) vm.stopRequest = Stop.Yields
      return process.call(name, words)
    default:
      return process.call(name, words)
  }
}
