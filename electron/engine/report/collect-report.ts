import { comparisonSections, type ComparisonSection } from '../../../shared/contract/comparison'
import { measured, regionCount, regionsOf } from '../../../shared/contract/region-tree'
import type { Comparison } from '../comparison'
import { programSums } from '../comparison/region-measures'
import type { RunRecord } from '../run-record'
import type { Work } from '../works'
import type { ReportedComparison, ReportedMachine, ReportedMoment, ReportedRegion } from './report-data'

/** Rows of one section that a report has; of more it is said how many there are. */
const mostRows = 20_000
const rowsAtOnce = 500
/** Regions of one process that a report lists. */
const mostRegions = 2000

/** All that a report says of one comparison, as its runs stand. Breathes between parts, and is cancelled there. */
export async function collectComparison(
  comparison: Comparison,
  program: { readonly fileName: string; readonly source: string },
  work: Work | null = null
): Promise<ReportedComparison> {
  const { simulator, windows } = comparison
  const summary = comparison.at(null, { only: 'all', sections: [] })
  const { ofWine } = comparison
  const totals = comparison.at(null, {
    only: 'all',
    sections: comparisonSections.map((section) => ({ section, offset: 0, count: 0 }))
  }).sections
  const all = totals.reduce((sum, { total }) => sum + Math.min(total, mostRows), 0)
  const reasons: Record<string, ReportedComparison['reasons'][string]> = {}
  const sections: Partial<Record<ComparisonSection, ReportedComparison['sections'][ComparisonSection]>> = {}
  let done = 0
  for (const { section, total } of totals) {
    const rows = []
    for (let offset = 0; offset < Math.min(total, mostRows); offset += rowsAtOnce) {
      const page = comparison.at(null, { only: 'all', sections: [{ section, offset, count: rowsAtOnce }] })
      rows.push(...page.sections[0]!.rows)
      Object.assign(reasons, page.reasons)
      done += page.sections[0]!.rows.length
      work?.report(done / all)
      await work?.breathe()
    }
    sections[section] = { total, rows }
  }
  const fullest = fullestMoments(comparison)
  const machine = (run: RunRecord, position: number, full: number | null): ReportedMachine => ({
    title: summary.titles[run.machineName],
    settingsNotice: run.settingsNotice,
    status: run.status,
    statusText: run.statusText,
    exitCode: run.exitCode,
    steps: Math.max(0, run.history.moments.length - 1),
    checks: run.checks,
    output: run.history.output,
    final: momentOf(run, position),
    fullest: full === null ? null : momentOf(run, full)
  })
  return {
    ...program,
    settings: simulator.settings,
    machines: {
      simulator: machine(simulator, summary.positions.simulator, fullest?.[0] ?? null),
      windows: machine(windows, summary.positions.windows, fullest?.[1] ?? null)
    },
    counts: summary.counts,
    ofWine,
    notices: summary.notices,
    sections: sections as ReportedComparison['sections'],
    reasons
  }
}

/** Where the program had the most regions; null where that is at the end. */
function fullestMoments(comparison: Comparison): readonly [number, number] | null {
  const { moments } = comparison.simulator.history
  let most = -1
  let at = 0
  moments.forEach(({ processes }, i) => {
    let count = 0
    for (const { regions } of processes.values()) count += measured(regions, programSums).regions
    if (count >= most) {
      most = count
      at = i
    }
  })
  return at === moments.length - 1 ? null : comparison.together(at)
}

function momentOf(run: RunRecord, position: number): ReportedMoment {
  const processes = [...(run.history.moments[position]?.processes ?? [])]
  return {
    step: position,
    processes: processes.map(([letter, { processId, regions: tree }]) => {
      const regions: ReportedRegion[] = []
      const own = measured(tree, programSums).regions
      if (own > 0)
        for (const region of regionsOf(tree)) {
          if (region.owner !== 'program') continue
          const { base, size, state, type, protect, allocationBase, allocationProtect, use, madeByLine } =
            region
          regions.push({
            ...{ base, size, state, type, protect, allocationBase, allocationProtect, use, madeByLine }
          })
          if (regions.length === mostRegions) break
        }
      return {
        letter,
        processId,
        regions,
        more: own - regions.length,
        regionsBefore: regionCount(tree) - own
      }
    })
  }
}
