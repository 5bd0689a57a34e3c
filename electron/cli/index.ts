import { Command, InvalidArgumentError, Option } from 'commander'
import { createSimulatorMachine } from '../engine/simulator-machine'
import { createWindowsMachine } from '../engine/windows-machine'
import type { Machine } from '../engine/process-host'
import { checkCommand } from './check-command'
import { compareCommand } from './compare-command'
import { exitCodes } from './exit-codes'
import { exportCommand } from './export-command'
import { frameLists, memoryCommand, type MemoryOptions } from './memory-command'
import { runCommand } from './run-command'
import { appVersion } from '../engine/app-files'

function seedOf(text: string): number {
  const seed = Number(text)
  if (!/^\d+$/.test(text) || seed > 0xffffffff)
    throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.')
  return seed
}

function lineOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('A line is a number from 1 on.')
  return Number(text)
}

const seedOption = (): Option =>
  new Option('--seed <number>', 'fixes what the simulator leaves to chance, such as addresses')
    .default(1)
    .argParser(seedOf)
const onOption = (): Option =>
  new Option('--on <machine>', 'where it runs').choices(['simulator', 'windows']).default('simulator')

function machineNamed(name: string, spareTargets: number): Machine {
  return name === 'windows' ? createWindowsMachine({ spareTargets }) : createSimulatorMachine()
}

/** Does the work, closes the machines, and leaves with the code. */
async function leaveWith(machines: readonly Machine[], work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } finally {
    await Promise.all(machines.map((machine) => machine.close()))
  }
}

const program = new Command('vadlab')
  .description('A lab for Windows virtual memory: runs C programs on a simulator and on real Windows memory.')
  .version(appVersion())
  .showHelpAfterError('Try: vadlab --help')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? exitCodes.fine : exitCodes.notRun)
  })

program
  .command('run')
  .description('run one program; its output goes to standard output')
  .argument('<file>', 'a C program')
  .addOption(onOption())
  .addOption(seedOption())
  .action(async (file: string, options: { on: string; seed: number }) => {
    const machine = machineNamed(options.on, 0)
    await leaveWith([machine], () => runCommand(file, machine, options.seed))
  })

program
  .command('compare')
  .description('run one program on both machines and show where they differ')
  .argument('<file>', 'a C program')
  .addOption(seedOption())
  .action(async (file: string, options: { seed: number }) => {
    const machines = [createSimulatorMachine(), createWindowsMachine({ spareTargets: 0 })] as const
    await leaveWith(machines, () => compareCommand(file, machines, options.seed))
  })

program
  .command('check')
  .description('run many programs, a line each')
  .argument('<paths...>', 'C programs, or folders of them')
  .addOption(onOption())
  .addOption(seedOption())
  .option('--outputs <folder>', 'also keeps what each program printed, as PATH/NAME.txt in this folder')
  .action(async (paths: string[], options: { on: string; seed: number; outputs?: string }) => {
    const machine = machineNamed(options.on, 1)
    await leaveWith([machine], () =>
      checkCommand(paths, machine, { seed: options.seed, outputs: options.outputs ?? null })
    )
  })

program
  .command('export')
  .description('write a program as a C project that Microsoft C and MinGW build')
  .argument('<file>', 'a C program')
  .argument('<folder>', 'where the project goes; made when it is not there')
  .option('--force', 'replace files that are there already', false)
  .action(async (file: string, folder: string, options: { force: boolean }) => {
    process.exitCode = await exportCommand(file, folder, options.force)
  })

program
  .command('memory')
  .description(
    'run one program to a line and show one picture of the memory manager there; counters when none is named'
  )
  .argument('<file>', 'a C program')
  .addOption(onOption())
  .addOption(seedOption())
  .option(
    '--stop-at <line>',
    'where to look: before this line; the last statement of main when left out',
    lineOf
  )
  .addOption(new Option('--process <letter>', 'whose memory').choices(['A', 'B', 'C']).default('A'))
  .option(
    '--translate <address>',
    'an address from its bits to its byte; 0x..., or a C expression such as &p[3]'
  )
  .option('--vads', 'the tree of Virtual Address Descriptors')
  .option('--pages <address[,count]>', 'what each page is, from an address on')
  .option('--working-set', 'the pages in the working set')
  .addOption(new Option('--frames [list]', 'records of the PFN database').choices([...frameLists]))
  .option('--sections', 'control areas with their sections and views')
  .option('--handles', 'handles, and names of objects')
  .option('--files', 'files, and what of them is in memory')
  .option('--heaps', 'heaps and their segments')
  .option('--modules', 'images with their parts')
  .option('--stacks', 'stacks with their guards')
  .option('--structures', 'PEB, TEBs and KUSER_SHARED_DATA, decoded')
  .option('--counters', 'the machine and each process in numbers')
  .option('--json', 'as JSON')
  .action(async (file: string, options: MemoryOptions & { on: string }) => {
    const machine = machineNamed(options.on, 0)
    await leaveWith([machine], () => memoryCommand(file, machine, options))
  })

// A reader that has seen enough (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

await program.parseAsync()
