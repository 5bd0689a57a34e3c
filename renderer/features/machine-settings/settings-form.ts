import { machineSettingsProblem, type MachineSettings } from '../../../shared/contract/machine-settings'
import { readSize, sizeText } from '../../../shared/contract/machine-words'

/** Settings as they are typed. */
export interface SettingsForm {
  ram: string
  pageFile: string
  /** Empty: RAM and page file. */
  commitLimit: string
  clusterPages: string
  seed: string
  randomise: boolean
  largePagePrivilege: boolean
}

/** Settings as a person reads them in the fields. */
export function formOf(settings: MachineSettings): SettingsForm {
  const { ram, pageFile, commitLimit, clusterPages, seed, randomise, largePagePrivilege } = settings
  return {
    ram: sizeText(ram),
    pageFile: pageFile === 0 ? '0' : sizeText(pageFile),
    commitLimit: commitLimit === null ? '' : sizeText(commitLimit),
    clusterPages: String(clusterPages),
    seed: String(seed),
    randomise,
    largePagePrivilege
  }
}

/** The machine that the fields describe, or the first thing that is wrong with them. */
export function readForm(form: SettingsForm): MachineSettings | { readonly problem: string } {
  const sizes = { ram: readSize(form.ram), pageFile: readSize(form.pageFile) }
  const limit = form.commitLimit.trim()
  const commitLimit = limit === '' ? null : readSize(limit)
  const noSize = (name: string): { problem: string } => ({
    problem: `${name} is a size such as 64 MiB or 1 GiB.`
  })
  if (sizes.ram === null) return noSize('RAM')
  if (sizes.pageFile === null) return noSize('The page file')
  if (limit !== '' && commitLimit === null) return noSize('The commit limit')
  const whole = (text: string): number => (/^\s*\d{1,15}\s*$/.test(text) ? Number(text) : NaN)
  const settings: MachineSettings = {
    seed: whole(form.seed),
    randomise: form.randomise,
    ram: sizes.ram,
    pageFile: sizes.pageFile,
    commitLimit,
    largePagePrivilege: form.largePagePrivilege,
    clusterPages: whole(form.clusterPages)
  }
  const problem = machineSettingsProblem(settings)
  return problem === null ? settings : { problem }
}
