import type { StepEvent } from '../../../shared/contract/timeline'
import type { FigureId } from '../../../shared/figures'

/** The inks of a timeline, as the theme has them. */
export const inks = ['text', 'faint', 'line', 'accent', 'good', 'bad', 'warn', 'protect', 'surface'] as const
export type Ink = (typeof inks)[number]

/** A glyph on a field of 10 by 10: SVG path data, stroked or filled. Each event has a shape of its own, not only a colour. */
export interface EventGlyph {
  readonly ink: Ink
  readonly stroke?: string
  readonly fill?: string
}

/** What explains each event. */
export const eventFigures = {
  exception: 'exception',
  callFailed: 'event-call-failed',
  checkFailed: 'check',
  guard: 'page-guard',
  copyOnWrite: 'fault-copy-on-write',
  map: 'event-map',
  unmap: 'event-unmap',
  hardFault: 'fault-hard',
  regionChanged: 'event-region-changed',
  checkPassed: 'check',
  demandZero: 'fault-demand-zero',
  output: 'event-output'
} as const satisfies Readonly<Record<StepEvent, FigureId>>

export const eventGlyphs: Readonly<Record<StepEvent, EventGlyph>> = {
  exception: { ink: 'bad', fill: 'M5 0.5L9.8 9.5H0.2Z' },
  callFailed: { ink: 'bad', stroke: 'M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5' },
  checkFailed: { ink: 'bad', stroke: 'M1 1H9V9H1ZM3 3L7 7M7 3L3 7' },
  guard: { ink: 'warn', stroke: 'M0.5 7L2.75 2.5L5 7L7.25 2.5L9.5 7' },
  copyOnWrite: { ink: 'protect', stroke: 'M1 1H6.5V6.5H1ZM6.5 3.5H9V9H3.5V6.5' },
  map: { ink: 'accent', stroke: 'M5 1V8M2 5.2L5 8.2L8 5.2M1 9.5H9' },
  unmap: { ink: 'accent', stroke: 'M5 9V2M2 4.8L5 1.8L8 4.8M1 0.5H9' },
  hardFault: { ink: 'warn', fill: 'M5 0.5L9.5 5L5 9.5L0.5 5Z' },
  regionChanged: { ink: 'accent', fill: 'M5 2.4A2.6 2.6 0 1 1 5 7.6A2.6 2.6 0 0 1 5 2.4Z' },
  checkPassed: { ink: 'good', stroke: 'M1.2 5.4L4 8.2L8.8 1.8' },
  demandZero: { ink: 'faint', stroke: 'M5 3A2 2 0 1 1 5 7A2 2 0 0 1 5 3Z' },
  output: { ink: 'faint', stroke: 'M2 8H8' }
}
