import {
  verdictSigns,
  verdicts,
  type FolderComparison,
  type VerdictCounts
} from '../../../shared/contract/comparison'
import { countText, groupedText } from '../../ui/number-text'

/** `✓ 1,205 ≈ 310 ✗ 0`. */
export function folderCountsText(counts: VerdictCounts): string {
  return verdicts.map((verdict) => `${verdictSigns[verdict]} ${groupedText(counts[verdict])}`).join(' ')
}

/** What became of a folder, in a sentence or two. */
export function folderHeadline({ programs, counts, ofWine }: FolderComparison): string {
  const compared = programs.filter((program) => program.counts !== null)
  const differing = compared.filter((program) => program.counts!.differs > 0).length
  const not = programs.length - compared.length
  const first = `${countText(compared.length, 'program')} compared${not === 0 ? '' : `, ${not} not`}: `
  const second = differing === 0 ? 'nothing differs that is not explained.' : `${differing} with differences.`
  const wine = ofWine === 0 ? '' : `, ${groupedText(ofWine)} of the ≈ by Wine`
  return `${first}${second} Rows: ${folderCountsText(counts)}${wine}.`
}
