/** What the simulated machine is like: a part of every run and of its saved file. Sizes in bytes, whole pages. */
export interface MachineSettings {
  /** Decides where everything lies; the same seed, the same addresses. */
  readonly seed: number
  /** False: everything lies where it does with no address space layout randomisation at all. */
  readonly randomise: boolean
  /** Physical memory. */
  readonly ram: number
  /** The page file; 0 for none. It does not grow. */
  readonly pageFile: number
  /** How much can be committed at most; null: what the system leaves of physical memory, and the page file. */
  readonly commitLimit: number | null
  /** Whether programs have SeLockMemoryPrivilege, which MEM_LARGE_PAGES needs. */
  readonly largePagePrivilege: boolean
  /** Pages that one hard fault brings in at most, the faulting one included; 1 for no clustering. */
  readonly clusterPages: number
}

const MIB = 2 ** 20

/** A common machine: nothing runs short. */
export const defaultMachineSettings: MachineSettings = {
  seed: 1,
  randomise: true,
  ram: 8192 * MIB,
  pageFile: 4096 * MIB,
  commitLimit: null,
  largePagePrivilege: false,
  clusterPages: 8
}

/** What settings can be; `machineSettingsProblem` says it in words. */
export const machineLimits = {
  /** What the system itself, three processes and their page tables need. */
  leastRam: 16 * MIB,
  mostRam: 1024 * 1024 * MIB,
  mostPageFile: 1024 * 1024 * MIB,
  mostClusterPages: 16
} as const

const inMib = (bytes: number): string => `${bytes / MIB} MiB`
const isPages = (bytes: number): boolean => Number.isInteger(bytes / 4096) && bytes >= 0

/** Pages that the system has in use before any program runs: its own commit charge and frames. */
export function systemBytes(ram: number): number {
  return Math.min(1536 * MIB, Math.floor(ram / 4 / 4096) * 4096)
}

/** The commit limit that the settings come to. */
export function commitLimitOf(settings: MachineSettings): number {
  return settings.commitLimit ?? settings.ram + settings.pageFile
}

/** Why a machine cannot be like that, in a sentence that names the setting; null when it can. */
export function machineSettingsProblem(settings: MachineSettings): string | null {
  const { seed, ram, pageFile, commitLimit, clusterPages } = settings
  const { leastRam, mostRam, mostPageFile, mostClusterPages } = machineLimits
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    return 'The seed is a whole number from 0 to 4294967295.'
  if (!isPages(ram) || ram < leastRam || ram > mostRam)
    return `RAM is whole pages of 4 KiB, from ${inMib(leastRam)} to ${inMib(mostRam)}.`
  if (!isPages(pageFile) || pageFile > mostPageFile)
    return `The page file is whole pages of 4 KiB, up to ${inMib(mostPageFile)}.`
  if (commitLimit !== null) {
    const least = systemBytes(ram) + 8 * MIB
    const most = ram + pageFile
    if (!isPages(commitLimit) || commitLimit < least || commitLimit > most)
      return `The commit limit is whole pages of 4 KiB, from ${inMib(least)} (what the system and a process need) to ${inMib(most)} (RAM and page file together).`
  }
  if (!Number.isInteger(clusterPages) || clusterPages < 1 || clusterPages > mostClusterPages)
    return `A page fault cluster has from 1 to ${mostClusterPages} pages.`
  return null
}
