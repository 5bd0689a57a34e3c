import type { LabTruth } from '../../../shared/contract/lab-answers'
import { addressText, kibText } from '../../ui/number-text'
import { typedAddress } from '../address-strip/address-typing'

/** The number in what was typed, decimal or with `0x`; null for none. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/(?<=\d)[ ,\u00a0\u202f](?=\d{3})/g, '')
  if (!/^(-?\d+(\.\d+)?|0x[0-9a-f]+)$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** The address in what was typed; null for none. */
export function readAddress(text: string): number | null {
  const value = typedAddress(text.trim())
  return value !== null && Number.isSafeInteger(value) ? value : null
}

export const mythVerdicts = ['true', 'false', 'imprecise'] as const
/** What one can think of a claim. */
export const verdictWords: Readonly<Record<(typeof mythVerdicts)[number], string>> = {
  true: 'True',
  false: 'False',
  imprecise: 'Imprecise'
}

/** The answer that a run gave, in words; empty where the form itself shows it. */
export function truthText(truth: LabTruth): string {
  switch (truth.form) {
    case 'number':
      return truth.words
    case 'address':
      return addressText(truth.value)
    case 'region':
      return `${addressText(truth.base)}, ${kibText(truth.size)}`
    case 'myth':
      return verdictWords[truth.verdict]
    default:
      return ''
  }
}
