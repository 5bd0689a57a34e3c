import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  defaultMachineSettings,
  machineSettingsProblem,
  type MachineSettings
} from '../../shared/contract/machine-settings'
import { valueWords } from '../../shared/contract/machine-words'

/** What commander hands over for `withMachineOptions`; what was not given is not there. */
export interface MachineOptions {
  readonly ram?: Partial<MachineSettings>
  readonly pageFile?: Partial<MachineSettings>
  readonly commitLimit?: Partial<MachineSettings>
  readonly seed?: Partial<MachineSettings>
  readonly cluster?: Partial<MachineSettings>
  readonly randomise?: boolean
  readonly largePages?: boolean
}

function reader(word: string): (text: string) => Partial<MachineSettings> {
  return (text) => {
    const read = valueWords[word]!(text)
    if (!read.ok) throw new InvalidArgumentError(read.problem)
    // The commit limit depends on RAM and page file: it is looked at when all are known.
    const problem =
      word === 'commit-limit' ? null : machineSettingsProblem({ ...defaultMachineSettings, ...read.settings })
    if (problem !== null) throw new InvalidArgumentError(problem)
    return read.settings
  }
}

/** Gives a command the options that say what the simulated machine is like. */
export function withMachineOptions(command: Command): Command {
  const value = (word: string, argument: string, says: string): Option =>
    new Option(`--${word} <${argument}>`, says).argParser(reader(word))
  return command
    .addOption(value('ram', 'size', "the simulator's RAM, such as 64M or 8G (binary units)"))
    .addOption(value('page-file', 'size', "the simulator's page file; 0 for none"))
    .addOption(value('commit-limit', 'size', 'how much can be committed; auto: RAM and page file'))
    .addOption(value('seed', 'number', 'fixes what the simulator leaves to chance, such as addresses'))
    .option('--randomise', 'addresses are random, by the seed (as usual)')
    .option('--no-randomise', 'everything lies at fixed addresses, whatever the seed')
    .option('--large-pages', 'programs have SeLockMemoryPrivilege, which large pages need')
    .option('--no-large-pages', 'they have not (as usual)')
    .addOption(value('cluster', 'pages', 'pages that one hard fault brings in at most; 1: no clustering'))
}

/** The settings that the command line gave. */
export function givenSettings(options: MachineOptions): Partial<MachineSettings> {
  const { ram, pageFile, commitLimit, seed, cluster, randomise, largePages } = options
  return {
    ...{ ...ram, ...pageFile, ...commitLimit, ...seed, ...cluster },
    ...(randomise === undefined ? {} : { randomise }),
    ...(largePages === undefined ? {} : { largePagePrivilege: largePages })
  }
}
