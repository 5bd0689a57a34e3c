import { z } from 'zod'
import type { FolderComparison, MachineComparison } from './comparison'
import { compareFolderSchema, compareMachinesSchema, comparisonReportSchema } from './comparison-requests'
import type { Diagnostic } from './diagnostic'
import { labPreviewRequestSchemas, type LabPreviewRequestOutputs } from './lab-preview-requests'
import { labReportRequestSchemas, type LabReportRequestOutputs } from './lab-report-requests'
import { labRequestSchemas, type LabRequestOutputs } from './labs'
import { maximumSourceLength } from './limits'
import { machineSettingsSchema } from './machine-settings-schema'
import type { MomentComparison, LastChange, OtherMoment } from './moments'
import { memoryRequestSchemas, type MemoryRequestOutputs } from './memory-requests'
import type { MachineName, ProcessLetter } from './observation'
import type { RunUpdate } from './run-update'
import type { SharedForm, SharedProgram } from './shared-program'
import { goToSchema, sharingRequestSchemas } from './shared-program-schema'
import type { TimelineColumns } from './timeline'
import type { WorkProgress } from './work'

export { maximumSourceLength }

const source = z.string().max(maximumSourceLength)
const fileName = z.string().min(1).max(260)
const path = z.string().min(1).max(4096)
const line = z.number().int().min(1).max(1_000_000)
const expression = z.string().min(1).max(400)
const process = z.enum(['A', 'B', 'C'])
const breakpoint = z.strictObject({
  line,
  /** A C expression over what is in scope there; the program stops when it is not 0. Null: always. */
  condition: expression.nullable()
})
const machine = z.enum(['simulator', 'windows'])
const position = z.number().int().min(0)
const nothing = z.strictObject({})

/** Every request's input, by name: the one place where a request is declared. Checked on the Node side. */
export const requestSchemas = {
  /** What this app and its machines are. */
  'app/describe': nothing,
  /** All examples, in teaching order. */
  'examples/list': nothing,
  'examples/read': z.strictObject({ id: z.string().min(1).max(200) }),
  /** The text that was last autosaved, or null. */
  'document/restore': nothing,
  /** Keeps what is typed; atomic. */
  'document/autosave': z.strictObject({ source, fileName, path: path.nullable() }),
  'document/open': z.strictObject({ path }),
  /** Writes the file; atomic; a folder or a read-only place is refused with its reason. */
  'document/save': z.strictObject({ source, path, overwrite: z.boolean() }),
  /** Where "Save as" starts. */
  'document/suggest-path': z.strictObject({ fileName }),
  /** Errors and warnings of a text, without running it. */
  'program/check': z.strictObject({ source, fileName }),
  /** Writes the program as a C project that Microsoft C and MinGW build; refused when a file is there already, unless `overwrite`. */
  'program/export-project': z.strictObject({ source, fileName, folder: path, overwrite: z.boolean() }),
  /** Starts a run on each of the machines and pauses before the first statement. Ends the former run. */
  'run/start': z.strictObject({
    source,
    fileName,
    machines: z
      .array(z.enum(['simulator', 'windows']))
      .min(1)
      .max(2),
    /** The simulated machine; what the program itself wishes (`// VadLab machine: ...`) comes over it ... */
    settings: machineSettingsSchema,
    /** ... unless the person insists on these settings. */
    insist: z.boolean(),
    breakpoints: z.array(breakpoint).max(10_000),
    /**
     * The text is the one of the run before with lines put in: goes the way of that run again, to the lines from `line` on,
     * and steps over these `count` lines. `inserted` says where lines came in: `count` of them before `line` of the old text.
     * With `asBefore` such lines were taken back: goes to where the run of that text stood when it was left.
     */
    again: z
      .union([
        z.strictObject({
          line,
          count: z.number().int().min(1).max(100),
          inserted: z.array(z.strictObject({ line, count: z.number().int().min(1).max(100) })).max(10)
        }),
        z.strictObject({ asBefore: z.literal(true) })
      ])
      .optional(),
    /** Goes to a step at once; not together with `again`. Ends early where the program does, or a person pauses. */
    goTo: goToSchema.optional()
  }),
  /** The lines of each process that had been executed at a moment; none of them where a run is a file's record. */
  'run/executed-lines': z.strictObject({ runId: z.string().max(100), machine, position }),
  /**
   * Moves all machines of the run. `back` and `to` (with `position`) move in the record; `over`, `into`, `out` from a past position
   * replay forward in it. `line` (with `line`) runs to that line once, as a breakpoint there would stop it. With
   * `process`, a step is that process's: while it waits for its turn, the others run on until they pass it.
   */
  'run/move': z.strictObject({
    runId: z.string().max(100),
    how: z.enum(['over', 'into', 'out', 'continue', 'back', 'to', 'line']),
    position: z.number().int().min(0).optional(),
    line: line.optional(),
    process: process.optional()
  }),
  'run/breakpoints': z.strictObject({
    runId: z.string().max(100),
    breakpoints: z.array(breakpoint).max(10_000)
  }),
  /**
   * What the window looks at besides the variables in scope; replaces what it looked at before. Answered by `run/changed`.
   * Evaluated in the present at once and after every step; moments recorded before say `not recorded at this step`.
   */
  'run/look': z.strictObject({
    runId: z.string().max(100),
    /**
     * Whose variables are shown, and in which frame watches are read, by process; 0 is the innermost. A process not named
     * shows its innermost. Holds for the present only: a move shows the innermost again (`ProcessPlace.frame` says which).
     */
    frames: z.array(z.strictObject({ process, frame: z.number().int().min(0).max(10_000) })).max(3),
    watches: z.array(expression).max(50),
    /** The expressions (`ShownVariable.expression`) that are unfolded. */
    expanded: z.array(expression).max(200),
    memory: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(40),
          process,
          /** On one machine only, for an address taken from its picture; null: on each. */
          machine: z.enum(['simulator', 'windows']).nullable(),
          /** A C expression: a number, a pointer, `&info`. */
          address: expression,
          /** Added to it. */
          offset: z.number().int().min(-0x7fffffffffff).max(0x7fffffffffff),
          length: z.number().int().min(1).max(4096)
        })
      )
      .max(4)
  }),
  /** Pauses a running run where it is. */
  'run/pause': z.strictObject({ runId: z.string().max(100) }),
  /** Ends the run; answers when no process of it is left. */
  'run/stop': z.strictObject({ runId: z.string().max(100) }),
  /**
   * Goes to the nearest moment at which the region, page or byte at an address was another than at the moment shown, or at
   * which its protection became `protect`, with all machines of the run. On the Windows machine a page or a byte is refused:
   * its memory is not kept.
   */
  'run/back-until': z.strictObject({
    runId: z.string().max(100),
    machine,
    process,
    what: z.strictObject({
      kind: z.enum(['region', 'page', 'byte', 'protection']),
      address: z.number().int().min(0).max(0x7fffffffffff),
      /** With `protection`: PAGE_ constants. */
      protect: z.number().int().min(1).max(0xffff).optional()
    }),
    direction: z.enum(['back', 'forward'])
  }),
  /** Which step up to a position last changed the state, protection or allocation of an address; null where none did. */
  'run/last-change': z.strictObject({
    ...{ runId: z.string().max(100), machine, process, position },
    address: z.number().int().min(0).max(0x7fffffffffff)
  }),
  /** How moment `b` differs from moment `a`; `regionsOnly`: figures, pages and bytes stay empty, which costs less. */
  'run/compare-moments': z.strictObject({
    runId: z.string().max(100),
    machine,
    a: position,
    b: position,
    regionsOnly: z.boolean().optional()
  }),
  /** Moments of a run as columns, from one on: what a timeline shows. Also while the program runs. */
  'run/timeline': z.strictObject({
    runId: z.string().max(100),
    machine,
    from: position,
    count: z.number().int().min(1).max(65_536)
  }),
  /** Both machines row by row, by meaning; refused where the run is on one machine. Asking again costs what came since. */
  'run/compare-machines': compareMachinesSchema,
  /** Writes the comparison of both machines as it stands to a file whose extension says the format. */
  'comparison/report': comparisonReportSchema,
  /** Runs each C program of a folder on both machines and compares; the bench's own run goes on. Cancelled, it writes nothing. */
  'comparison/folder': compareFolderSchema,
  /** Writes everything the run was to a file; atomic; refused when it is there already, unless `overwrite`. */
  'run/save': z.strictObject({ runId: z.string().max(100), path, overwrite: z.boolean() }),
  /** Puts a saved run in the place of the one there is, to be looked at. Nothing of it is run. What is refused changes nothing. */
  'run/load': z.strictObject({ path }),
  /** Ends something that takes long, by its `WorkProgress.id`; nothing happens when it is over already. */
  'work/cancel': z.strictObject({ id: z.string().max(100) }),
  ...labRequestSchemas,
  ...labReportRequestSchemas,
  ...labPreviewRequestSchemas,
  ...sharingRequestSchemas,
  ...memoryRequestSchemas
} as const

export type RequestName = keyof typeof requestSchemas
export type RequestInput<N extends RequestName> = z.infer<(typeof requestSchemas)[N]>

export interface MachineDescription {
  readonly name: MachineName
  readonly available: boolean
  /** `Wine 8.0`, `Windows 10.0.22631`, `Windows 10/11 x64, simulated`. */
  readonly title: string
  /** Why it is not available and what to do; empty when it is. */
  readonly reason: string
}

export interface Example {
  readonly id: string
  /** Heading it stands under in the list. */
  readonly group: string
  readonly title: string
  /** One sentence: what to look at. */
  readonly look: string
  readonly fileName: string
}

export interface RestoredDocument {
  readonly source: string
  readonly fileName: string
  readonly path: string | null
}

/** What each request answers. */
export interface RequestOutputs
  extends MemoryRequestOutputs, LabRequestOutputs, LabReportRequestOutputs, LabPreviewRequestOutputs {
  'app/describe': { readonly version: string; readonly machines: readonly MachineDescription[] }
  'examples/list': readonly Example[]
  'examples/read': { readonly fileName: string; readonly source: string }
  'document/restore': RestoredDocument | null
  'document/autosave': null
  'document/open': { readonly fileName: string; readonly source: string; readonly path: string }
  'document/save': { readonly path: string; readonly fileName: string }
  'document/suggest-path': { readonly path: string }
  'program/check': readonly Diagnostic[]
  /** The folder written, its files, and the command that builds it, for each compiler. */
  'program/export-project':
    | {
        readonly exported: true
        readonly folder: string
        readonly files: readonly string[]
        readonly commands: { readonly msvc: string; readonly mingw: string }
      }
    | { readonly exported: false; readonly diagnostics: readonly Diagnostic[] }
  'run/start':
    | { readonly started: true; readonly runId: string; readonly warnings: readonly Diagnostic[] }
    | { readonly started: false; readonly diagnostics: readonly Diagnostic[] }
  'run/executed-lines': readonly { readonly process: ProcessLetter; readonly lines: readonly number[] }[]
  'work/cancel': null
  'run/move': null
  /**
   * The breakpoints whose condition cannot be evaluated anywhere on their line; they never stop. At the start of a run they
   * are warnings. One that has no value when it is reached stops the program, and `RunUpdate.statusText` says why.
   */
  'run/breakpoints': readonly { readonly line: number; readonly message: string }[]
  'run/look': null
  'run/pause': null
  'run/stop': null
  'run/back-until': OtherMoment
  'run/last-change': LastChange | null
  'run/compare-moments': MomentComparison
  'run/timeline': TimelineColumns
  'run/compare-machines': MachineComparison
  'comparison/report': { readonly path: string }
  'comparison/folder': FolderComparison
  'run/save': { readonly path: string; readonly bytes: number }
  /** The run's pictures follow as `run/changed`. */
  'run/load': {
    readonly runId: string
    readonly machines: readonly MachineName[]
    readonly source: string
    readonly fileName: string
  }
  'share/make': MadeSharing
  'share/save': { readonly path: string }
  'share/read': { readonly program: SharedProgram; readonly form: SharedForm }
}

/** What a shared program holds besides its text, and in which forms it can be sent. */
export interface MadeSharing {
  readonly link: string
  /** The same in lines of plain text. */
  readonly text: string
  /** What is shared, as whoever opens it has it. */
  readonly program: SharedProgram
  /** Why the step that the window shows is not in it; empty when it is, or none was asked for. */
  readonly withoutStep: string
}

/** Why a request was not answered. `invalid`: it does not fit the schema; `refused`: it cannot be done, see message; `broken`: a bug of ours. */
export interface RequestFailure {
  /** `exists`: a file is there already; the same request with `overwrite` replaces it. */
  readonly kind: 'invalid' | 'refused' | 'exists' | 'broken'
  readonly message: string
}

export type RequestAnswer<N extends RequestName> =
  | { readonly ok: true; readonly value: RequestOutputs[N] }
  | { readonly ok: false; readonly failure: RequestFailure }

/** A link that was opened outside of the app, or the whole path of a file. Whoever made it is not known. */
export type ArrivedFromOutside = { readonly link: string } | { readonly path: string }

/** What the engine tells without being asked. */
export interface Events {
  'run/changed': RunUpdate
  /** A machine became available or went away. */
  'machines/changed': readonly MachineDescription[]
  /** Something takes long; told at most ten times a second, and not at all when it is quick. */
  'work/progress': WorkProgress
  /** Somebody opened a link or a file outside; the shell passes it on unread, and the person is asked about it. */
  'share/arrived': ArrivedFromOutside
  /** The engine went away, and every run with it; calls that waited have failed. The next call starts it anew. */
  'engine/lost': { readonly message: string }
}
export type EventName = keyof Events

/** The door of the renderer: what a shell puts at `window.vadlab`. */
export interface Door {
  /** Never rejects: a failure is a value. */
  call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>>
  /** Returns how to stop listening. */
  subscribe<E extends EventName>(name: E, listener: (payload: Events[E]) => void): () => void
}
