import { defaultMachineSettings, type MachineSettings } from './machine-settings'

/** A word of a machine's description read: what it sets, or why it cannot be. */
export type ReadWord =
  | { readonly ok: true; readonly settings: Partial<MachineSettings> }
  | { readonly ok: false; readonly problem: string }

const units: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }

/** Bytes of a size in words: `64M`, `1.5 GiB`, `100 MiB`, `4096`; binary units. Null for what is no size. */
export function readSize(text: string): number | null {
  const parts = /^\s*(\d+(?:\.\d+)?)\s*(?:([KMG])(?:i?B)?|B)?\s*$/i.exec(text)
  if (parts === null) return null
  const bytes = Number(parts[1]) * (units[parts[2]?.toUpperCase() ?? ''] ?? 1)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** A size as it would be typed, in the largest unit that leaves a whole number: `64M`, `4G`, `0`. */
export function sizeWord(bytes: number): string {
  const unit = ['G', 'M', 'K'].find((name) => bytes > 0 && bytes % units[name]! === 0)
  return unit === undefined ? String(bytes) : `${bytes / units[unit]!}${unit}`
}

/** A size for reading: `64 MiB`, `1.5 GiB`, `20 KiB`. */
export function sizeText(bytes: number): string {
  const unit = ['G', 'M'].find((name) => bytes >= units[name]! && (bytes * 100) % units[name]! === 0) ?? 'K'
  return `${bytes / units[unit]!} ${unit}iB`
}

function size(key: 'ram' | 'pageFile' | 'commitLimit', name: string): (value: string) => ReadWord {
  return (value) => {
    const bytes = readSize(value)
    return bytes === null
      ? { ok: false, problem: `${name} is a size such as 64M or 1G, not "${value}".` }
      : { ok: true, settings: { [key]: bytes } }
  }
}

function count(key: 'seed' | 'clusterPages', name: string): (value: string) => ReadWord {
  return (value) =>
    /^\d{1,15}$/.test(value)
      ? { ok: true, settings: { [key]: Number(value) } }
      : { ok: false, problem: `${name} is a whole number, not "${value}".` }
}

const readCommitLimit = size('commitLimit', 'The commit limit')

/** The words that set something to a value, as the command line and a program's comment have them: `ram=64M`. */
export const valueWords: Readonly<Record<string, (value: string) => ReadWord>> = {
  ram: size('ram', 'RAM'),
  'page-file': size('pageFile', 'The page file'),
  'commit-limit': (value) =>
    value === 'auto' ? { ok: true, settings: { commitLimit: null } } : readCommitLimit(value),
  seed: count('seed', 'The seed'),
  cluster: count('clusterPages', 'A page fault cluster')
}

/** The words that stand alone: `large-pages`. */
export const plainWords: Readonly<Record<string, Partial<MachineSettings>>> = {
  randomise: { randomise: true },
  'no-randomise': { randomise: false },
  'large-pages': { largePagePrivilege: true },
  'no-large-pages': { largePagePrivilege: false }
}

/** Where settings are not the default, in words, in the order in which a person asks: `RAM 64 MiB`, `no page file`. */
export function settingsInWords(settings: MachineSettings): string[] {
  const usual = defaultMachineSettings
  const said: string[] = []
  if (settings.ram !== usual.ram) said.push(`RAM ${sizeText(settings.ram)}`)
  if (settings.pageFile !== usual.pageFile)
    said.push(settings.pageFile === 0 ? 'no page file' : `page file ${sizeText(settings.pageFile)}`)
  if (settings.commitLimit !== null) said.push(`commit limit ${sizeText(settings.commitLimit)}`)
  if (!settings.randomise) said.push('no randomisation')
  else if (settings.seed !== usual.seed) said.push(`seed ${settings.seed}`)
  if (settings.largePagePrivilege) said.push('large pages')
  if (settings.clusterPages !== usual.clusterPages)
    said.push(settings.clusterPages === 1 ? 'no clustering' : `clusters of ${settings.clusterPages} pages`)
  return said
}
