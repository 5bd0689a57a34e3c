import { processLetters, type ProcessLetter } from '../../shared/contract/observation'
import { stepEvents, type TimelineColumns, type TimelineProcess } from '../../shared/contract/timeline'

/** The figures of a process that a timeline shows. */
export const timelineFigures = ['committed', 'reserved', 'private', 'workingSet'] as const
export type TimelineFigure = (typeof timelineFigures)[number]

/** A process's figures, in pages, a number a moment; null where the machine does not tell. */
export type ProcessSeries = Readonly<Record<TimelineFigure, Uint32Array | null>>

/** What one goes to from event to event: all but what nearly every step does. */
const ordinary = stepEvents.demandZero | stepEvents.output | stepEvents.checkPassed

/** What is kept in the page of every moment of a run on one machine: columns of numbers, nothing else. */
export class TimelineRecord {
  /** Moments that are known. */
  count = 0
  /** Index into `processLetters`. */
  process = new Uint8Array(0)
  line = new Uint32Array(0)
  events = new Uint16Array(0)
  /** Index into `names`, or -1. */
  private call = new Int32Array(0)
  private readonly names: string[] = []
  private readonly indices = new Map<string, number>()
  readonly series = new Map<ProcessLetter, ProcessSeries>()

  /** Takes moments that follow those that are known, or replace the last of them. */
  take(columns: TimelineColumns): void {
    const { from } = columns
    if (from > this.count) return
    const end = from + columns.line.length
    this.makeRoom(end)
    for (let i = from; i < end; i++) {
      this.process[i] = processLetters.indexOf(columns.process[i - from] as ProcessLetter)
      this.line[i] = columns.line[i - from]!
      this.events[i] = columns.events[i - from]!
      const name = columns.names[columns.call[i - from]!]
      this.call[i] = name === undefined ? -1 : this.indexOf(name)
    }
    for (const process of columns.processes) this.takeProcess(process, from)
    this.count = Math.max(this.count, end)
  }

  /** The first function that a step called; empty where it called none. */
  callAt(position: number): string {
    return this.names[this.call[position] ?? -1] ?? ''
  }

  /** The process that made a step. */
  processAt(position: number): ProcessLetter | undefined {
    return processLetters[this.process[position] ?? -1]
  }

  /** Pages at a moment; null where the machine does not tell or the process is not there. */
  pagesAt(letter: ProcessLetter, figure: TimelineFigure, position: number): number | null {
    return (position < this.count ? this.series.get(letter)?.[figure]?.[position] : undefined) ?? null
  }

  /** The processes there are, in order. */
  get letters(): readonly ProcessLetter[] {
    return processLetters.filter((letter) => this.series.has(letter))
  }

  /** The nearest moment with an event worth stopping at, or null. */
  eventFrom(position: number, direction: 1 | -1): number | null {
    for (let i = position + direction; i >= 0 && i < this.count; i += direction)
      if ((this.events[i]! & ~ordinary) !== 0) return i
    return null
  }

  /** Bytes that it takes. */
  get bytes(): number {
    let bytes = this.process.byteLength + this.line.byteLength + this.events.byteLength + this.call.byteLength
    for (const series of this.series.values())
      for (const figure of timelineFigures) bytes += series[figure]?.byteLength ?? 0
    return bytes
  }

  private takeProcess(process: TimelineProcess, from: number): void {
    let series = this.series.get(process.letter)
    if (series === undefined) {
      const column = (values: readonly number[] | null): Uint32Array | null =>
        values === null ? null : new Uint32Array(this.line.length)
      series = {
        committed: column(process.committed),
        reserved: column(process.reserved),
        private: column(process.private),
        workingSet: column(process.workingSet)
      }
      this.series.set(process.letter, series)
    }
    for (const figure of timelineFigures) {
      let pages = 0
      process[figure]?.forEach((difference, i) => {
        pages += difference
        const column = series[figure]
        if (column !== null) column[from + i] = pages
      })
    }
  }

  private indexOf(name: string): number {
    let index = this.indices.get(name)
    if (index === undefined) this.indices.set(name, (index = this.names.push(name) - 1))
    return index
  }

  private makeRoom(count: number): void {
    if (count <= this.line.length) return
    const room = Math.max(256, count, this.line.length * 2)
    const longer = <A extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(old: A, into: A): A => {
      into.set(old)
      return into
    }
    this.process = longer(this.process, new Uint8Array(room))
    this.line = longer(this.line, new Uint32Array(room))
    this.events = longer(this.events, new Uint16Array(room))
    this.call = longer(this.call, new Int32Array(room))
    for (const [letter, series] of this.series) {
      const column = (old: Uint32Array | null): Uint32Array | null =>
        old === null ? null : longer(old, new Uint32Array(room))
      this.series.set(letter, {
        committed: column(series.committed),
        reserved: column(series.reserved),
        private: column(series.private),
        workingSet: column(series.workingSet)
      })
    }
  }
}
