import type { ComparedPart, ComparisonRow, Verdict } from '../../../shared/contract/comparison'

/** A part of a row that both machines have, with its reason where it has one. */
export function partOf(
  name: string,
  simulator: string,
  windows: string,
  reason: string | null,
  note = ''
): ComparedPart {
  return { name, simulator, windows, verdict: reason === null ? 'differs' : 'expected', reason, note }
}

/** The verdict of a row is that of its worst part. */
export function verdictOf(parts: readonly ComparedPart[]): Verdict {
  if (parts.some(({ verdict }) => verdict === 'differs')) return 'differs'
  return parts.length > 0 ? 'expected' : 'same'
}

/** The row with its unexplained parts explained. */
export function explained(row: ComparisonRow, reason: string, note: string): ComparisonRow {
  const parts = row.parts.map((part) =>
    part.verdict === 'differs' ? { ...part, verdict: 'expected' as const, reason, note } : part
  )
  return { ...row, parts, verdict: verdictOf(parts) }
}
