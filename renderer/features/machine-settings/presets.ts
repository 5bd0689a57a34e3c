import {
  defaultMachineSettings,
  systemBytes,
  type MachineSettings
} from '../../../shared/contract/machine-settings'

/** A machine worth trying, and what it lets one see. */
export interface Preset {
  readonly id: string
  readonly name: string
  readonly says: string
  readonly settings: MachineSettings
}

const MIB = 2 ** 20
const usual = defaultMachineSettings

/** Machines to choose from; the first is the default. */
export const presets: readonly Preset[] = [
  {
    id: 'common',
    name: 'Common machine',
    says: '8 GiB of RAM and a page file of 4 GiB: nothing runs short.',
    settings: usual
  },
  {
    id: 'little-ram',
    name: 'Little RAM (64 MiB)',
    says: 'Working sets are trimmed; pages go to the page file and come back by hard faults.',
    settings: { ...usual, ram: 64 * MIB, pageFile: 256 * MIB }
  },
  {
    id: 'no-clustering',
    name: 'Little RAM, no clustering',
    says: 'Each hard fault brings in a single page: count how many more there are.',
    settings: { ...usual, ram: 64 * MIB, pageFile: 256 * MIB, clusterPages: 1 }
  },
  {
    id: 'no-page-file',
    name: 'No page file',
    says: 'All that is committed has to fit in RAM; modified private pages stay there.',
    settings: { ...usual, pageFile: 0 }
  },
  {
    id: 'commit-limit',
    name: 'Commit limit close',
    says: 'After about 64 MiB committing fails with error 1455, with gigabytes of RAM free.',
    settings: { ...usual, commitLimit: systemBytes(usual.ram) + 64 * MIB }
  },
  {
    id: 'no-randomisation',
    name: 'No randomisation',
    says: 'Everything lies at the same addresses in every run, whatever the seed.',
    settings: { ...usual, randomise: false }
  },
  {
    id: 'large-pages',
    name: 'Large pages allowed',
    says: 'Programs hold SeLockMemoryPrivilege: once enabled, MEM_LARGE_PAGES gives pages of 2 MiB.',
    settings: { ...usual, largePagePrivilege: true }
  }
]

/** The preset that is exactly this machine; undefined for one of the person's own. The seed is chance, not kind. */
export function presetOf(settings: MachineSettings): Preset | undefined {
  return presets.find((preset) =>
    (Object.keys(usual) as (keyof MachineSettings)[]).every(
      (name) => name === 'seed' || preset.settings[name] === settings[name]
    )
  )
}
