import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import {
  progressSchema,
  type LabAttempt,
  type LabRecord,
  type Progress
} from '../../../shared/contract/lab-progress'
import { digestOf } from './digest'

const suffix = '.progress.json'
const mostAttempts = 50
/** Programs that are kept of a lab; those that no attempt names go first. */
const mostPrograms = 60

/** A record that can be changed before it is kept. */
type Draft<T> = T extends readonly (infer U)[]
  ? Draft<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Draft<T[K]> }
    : T
export type LabRecordDraft = Draft<LabRecord>

/**
 * What learners did, a file each. A file is replaced as a whole or not at all, and changes to it follow one another, so a
 * crash loses at most the change on its way.
 */
export class ProgressStore {
  private readonly folder: string
  private readonly loaded = new Map<string, Progress>()
  private last: Promise<unknown> = Promise.resolve()

  constructor(
    dataFolder: string,
    private readonly now: () => Date = () => new Date()
  ) {
    this.folder = join(dataFolder, 'labs')
  }

  /** The names of those who have progress, by name. */
  async profiles(): Promise<readonly string[]> {
    const files = await readdir(this.folder).catch(() => [])
    const names = files
      .filter((file) => file.endsWith(suffix))
      .map((file) => nameOf(file.slice(0, -suffix.length)))
    return names.flatMap((name) => name ?? []).sort((a, b) => a.localeCompare(b))
  }

  /** What a learner did; nothing yet for a new one. A file that cannot be understood is put aside, never overwritten. */
  async read(profile: string): Promise<Progress> {
    return this.inTurn(() => this.load(profile))
  }

  /** Changes what a learner did in a lab and keeps it; answers why it could not be kept, or null. */
  async change(
    profile: string,
    lab: { readonly id: string; readonly version: string; readonly title: string },
    act: (record: LabRecordDraft, at: string) => void
  ): Promise<string | null> {
    return this.inTurn(async () => {
      const progress = await this.load(profile)
      const at = this.now().toISOString()
      const old = progress.labs[lab.id]
      const record: LabRecordDraft =
        old === undefined
          ? {
              ...{ version: lab.version, title: lab.title, beganAt: at, changedAt: at, at: null },
              ...{ steps: {}, items: {}, programs: {}, current: {} }
            }
          : (structuredClone(old) as LabRecordDraft)
      record.version = lab.version
      record.title = lab.title
      record.changedAt = at
      act(record, at)
      forgetPrograms(record)
      return this.keep({ ...progress, labs: { ...progress.labs, [lab.id]: record } })
    })
  }

  /** Forgets one lab, or all that a learner did. */
  async reset(profile: string, lab: string | null): Promise<string | null> {
    return this.inTurn(async () => {
      const progress = await this.load(profile)
      if (lab === null) {
        this.loaded.delete(profile)
        await rm(this.pathOf(profile), { force: true })
        return null
      }
      const labs = Object.fromEntries(Object.entries(progress.labs).filter(([id]) => id !== lab))
      return this.keep({ ...progress, labs })
    })
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.last.then(act)
    this.last = done.catch(() => undefined)
    return done
  }

  private pathOf(profile: string): string {
    return join(this.folder, `${fileNameOf(profile)}${suffix}`)
  }

  private async load(profile: string): Promise<Progress> {
    const known = this.loaded.get(profile)
    if (known !== undefined) return known
    const path = this.pathOf(profile)
    const empty: Progress = { format: 'vadlab-progress', version: 1, profile, labs: {} }
    let progress = empty
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) {
      const read = progressSchema.safeParse(parsed(text))
      if (read.success) progress = read.data
      else await rename(path, `${path}.damaged-${this.now().getTime()}`).catch(() => undefined)
    }
    this.loaded.set(profile, progress)
    return progress
  }

  private async keep(progress: Progress): Promise<string | null> {
    this.loaded.set(progress.profile, progress)
    try {
      await mkdir(this.folder, { recursive: true })
      await writeFileAtomic(this.pathOf(progress.profile), JSON.stringify(progress))
      return null
    } catch (error) {
      return `Your progress cannot be kept in ${this.folder}: ${(error as Error).message}`
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A file's name that says the learner's on every system: what is not plain is written as its code in hexadecimal. */
function fileNameOf(profile: string): string {
  return [...new TextEncoder().encode(profile.normalize('NFC'))]
    .map((byte) =>
      /[a-z0-9]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `-${byte.toString(16).padStart(2, '0')}`
    )
    .join('')
}

function nameOf(file: string): string | null {
  const bytes: number[] = []
  for (const part of file.matchAll(/-([0-9a-f]{2})|([a-z0-9])|(.)/g)) {
    if (part[3] !== undefined) return null
    bytes.push(part[1] === undefined ? part[2]!.charCodeAt(0) : parseInt(part[1], 16))
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}

/** Keeps a program in a record and answers its key. */
export function keepProgram(record: LabRecordDraft, fileName: string, source: string): string {
  const key = digestOf(fileName, source)
  record.programs[key] = { fileName, source }
  record.current[fileName] = key
  return key
}

/** Notes an attempt at an item. */
export function noteAttempt(record: LabRecordDraft, item: string, attempt: LabAttempt): void {
  const before = record.items[item] ?? { doneAt: null, attempts: [], attemptCount: 0, revealed: false }
  const attempts = [...before.attempts, attempt as Draft<LabAttempt>]
  // The one that was right is the one that a report replays.
  const first = attempts.length > mostAttempts ? attempts.findIndex(({ right }) => !right) : -1
  record.items[item] = {
    ...before,
    doneAt: before.doneAt ?? (attempt.right ? attempt.at : null),
    attempts: attempts.length > mostAttempts ? attempts.filter((_, i) => i !== Math.max(0, first)) : attempts,
    attemptCount: before.attemptCount + 1
  }
}

/** The record of a step, made where there is none. */
export function stepRecord(record: LabRecordDraft, step: string): LabRecordDraft['steps'][string] {
  return (record.steps[step] ??= { seconds: 0, hints: 0, solutionSeen: false })
}

function forgetPrograms(record: LabRecordDraft): void {
  const named = new Set(Object.values(record.current))
  for (const { attempts } of Object.values(record.items))
    for (const { program, right } of attempts) if (program !== undefined && right) named.add(program)
  const spare = Object.keys(record.programs).filter((key) => !named.has(key))
  const gone = new Set(spare.slice(0, Math.max(0, Object.keys(record.programs).length - mostPrograms)))
  if (gone.size > 0)
    record.programs = Object.fromEntries(Object.entries(record.programs).filter(([key]) => !gone.has(key)))
}
