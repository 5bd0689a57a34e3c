import type { ProcessLetter } from '../../shared/contract/observation'

/** What handles lead to. Objects never change; a change puts another record under the same number. */
export type KernelObject =
  | ProcessObject
  | ThreadObject
  | TokenObject
  | SectionObject
  | FileObject
  | EventObject
  | MutexObject
  | SemaphoreObject

interface Counted {
  readonly id: number
  /** Open handles of all processes. */
  readonly handles: number
}

export interface ProcessObject extends Counted {
  readonly kind: 'process'
  readonly letter: ProcessLetter
  readonly processId: number
}

export interface ThreadObject extends Counted {
  readonly kind: 'thread'
  readonly letter: ProcessLetter
  readonly threadId: number
  readonly suspendCount: number
  /** Null while it lives. */
  readonly exitCode: number | null
  readonly priority: number
}

/** The access token of a process; its privileges stand in the process's state. */
export interface TokenObject extends Counted {
  readonly kind: 'token'
  readonly letter: ProcessLetter
}

export interface EventObject extends Counted {
  readonly kind: 'event'
  readonly name: string | null
  readonly manualReset: boolean
  readonly signalled: boolean
  /** A memory resource notification: signalled while memory is so, whatever `signalled` says. */
  readonly memory?: 'low' | 'high'
}

export interface MutexObject extends Counted {
  readonly kind: 'mutex'
  readonly name: string | null
  /** Id of the thread that has it; 0 for none. */
  readonly owner: number
  readonly recursion: number
  /** Its owner ended without releasing it. */
  readonly abandoned: boolean
}

export interface SemaphoreObject extends Counted {
  readonly kind: 'semaphore'
  readonly name: string | null
  readonly count: number
  readonly maximum: number
}

export interface SectionObject extends Counted {
  readonly kind: 'section'
  /** With its folder: `Local\lab`; null without a name. */
  readonly name: string | null
  readonly controlArea: number
  /** Bytes. */
  readonly size: number
  /** flProtect without SEC_ bits. */
  readonly protect: number
  /** SEC_ attributes. */
  readonly attributes: number
}

export interface FileObject extends Counted {
  readonly kind: 'file'
  readonly file: number
  /** FILE_ and standard rights. */
  readonly access: number
  readonly share: number
  readonly position: number
  readonly deleteOnClose: boolean
}

/** One entry of a process's handle table. */
export interface HandleEntry {
  readonly object: number
  readonly access: number
  /** HANDLE_FLAG_INHERIT and HANDLE_FLAG_PROTECT_FROM_CLOSE; none where it is missing. */
  readonly flags?: number
}

/** The kind of object that a handle is wanted to lead to. */
export type ObjectOf<K extends KernelObject['kind']> = Extract<KernelObject, { kind: K }>
