import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callsIn, makeBatch, runSequences, shrinkDifference } from './campaign'
import type { Difference } from '../known-differences/difference'
import { findingProgram, kindOf } from './finding'
import { openLittleMemory, openMachines } from './machines'

export { withKnownDifferences } from './known-differences-page'

/** What a fuzz run is asked for. */
export interface FuzzOptions {
  readonly seed: number
  /** Ends after so many seconds ... */
  readonly seconds: number
  /** ... or when so many calls were compared; null: whenever the time is over. */
  readonly calls: number | null
  /** Where programs that show a difference go; made when it is not there. */
  readonly findings: string
  /** Ends at the so-maniest kind of difference. */
  readonly most: number
  /** Compares two simulators, one of them with little memory. */
  readonly littleMemory: boolean
  readonly onProgress: (text: string) => void
}

/** What a fuzz run came to. */
export interface FuzzSummary {
  readonly calls: number
  readonly compared: number
  readonly touches: number
  readonly sequences: number
  readonly programs: number
  readonly seconds: number
  readonly known: ReadonlyMap<string, number>
  /** Each kind of unexplained difference with the program that shows it. */
  readonly findings: readonly { readonly kind: string; readonly path: string; readonly times: number }[]
  /** Programs that did not come to their end. */
  readonly endings: readonly string[]
}

/** Runs programs of generated calls on both machines until time or calls are over; a text says why it cannot. */
export async function fuzz(options: FuzzOptions): Promise<FuzzSummary | string> {
  const machines = options.littleMemory ? openLittleMemory() : await openMachines()
  if (typeof machines === 'string') return machines
  const begun = Date.now()
  const known = new Map<string, number>()
  const findings = new Map<string, { path: string; times: number }>()
  const endings: string[] = []
  let [calls, compared, touches, sequences, programs] = [0, 0, 0, 0, 0]
  const elapsed = (): number => (Date.now() - begun) / 1000
  const goesOn = (): boolean =>
    elapsed() < options.seconds &&
    (options.calls === null || compared < options.calls) &&
    findings.size < options.most
  try {
    for (let seed = options.seed * 100_000; goesOn(); seed++) {
      const batch = makeBatch(seed, machines.presses)
      const result = await runSequences(machines, batch.sequences)
      programs++
      for (const ending of result.endings) endings.push(`program ${seed}, ${ending}`)
      for (const [i, comparison] of result.comparisons.entries()) {
        const sequence = batch.sequences[i]!
        sequences++
        const done = comparison.compared
        calls += callsIn(sequence)
        compared += callsIn(done)
        touches += done.filter((action) => callsIn([action]) === 0).length
        for (const { by } of comparison.known) known.set(by.name, (known.get(by.name) ?? 0) + 1)
        const { unexplained } = comparison
        if (unexplained === null) continue
        const kind = kindOf(unexplained)
        const seen = findings.get(kind)
        if (seen !== undefined) seen.times++
        else if (findings.size < options.most) {
          options.onProgress(`program ${seed}: ${kind}; shrinking`)
          findings.set(kind, { path: await keep(unexplained, kind, seed), times: 1 })
        }
      }
      const knownCount = [...known.values()].reduce((a, b) => a + b, 0)
      options.onProgress(
        `${compared} calls compared, ${(compared / elapsed()).toFixed(0)}/s, ${knownCount} known differences, ${findings.size} unexplained`
      )
    }
  } finally {
    await machines.close()
  }
  return {
    calls,
    compared,
    touches,
    sequences,
    programs,
    seconds: elapsed(),
    known,
    findings: [...findings].map(([kind, { path, times }]) => ({ kind, path, times })),
    endings
  }

  async function keep(difference: Difference, kind: string, seed: number): Promise<string> {
    if (typeof machines === 'string') return ''
    const shrunk = await shrinkDifference(machines, difference)
    const sequence = shrunk?.sequence ?? difference.actions
    const text = findingProgram(sequence, shrunk?.difference ?? difference, machines.title, seed)
    mkdirSync(options.findings, { recursive: true })
    const name = kind
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 70)
    const path = join(options.findings, `${name}.c`)
    writeFileSync(path, text)
    return path
  }
}
