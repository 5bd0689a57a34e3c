import { Command, InvalidArgumentError, Option } from 'commander'
import { createSimulatorMachine } from '../engine/simulator-machine'
import { createWindowsMachine } from '../engine/windows-machine'
import type { Machine } from '../engine/process-host'
import { checkCommand } from './check-command'
import { compareCommand } from './compare-command'
import { exitCodes } from './exit-codes'
import { exportCommand } from './export-command'
import { givenSettings, withMachineOptions, type MachineOptions } from './machine-options'
import { labCheckCommand, labVerifyCommand, type LabCheckOn } from './lab-command'
import { frameLists, memoryCommand, type MemoryOptions } from './memory-command'
import { runCommand } from './run-command'
import type { MachineName } from '../../shared/contract/observation'
import { showCommand, type ShowWishes } from './show-command'
import { shareCommand, sharedStepOf, type ShareWishes } from './share-command'
import { backUntilOf, followedOf, memoryOf, stepOf, twoStepsOf } from './show-options'
import { appVersion } from '../engine/app-files'

type ShowOptions = Pick<ShowWishes, 'process' | 'regions' | 'json'> & {
  readonly on?: MachineName
  readonly step?: number
  readonly memory?: NonNullable<ShowWishes['memory']>
  readonly compare?: NonNullable<ShowWishes['compare']>
  readonly backUntil?: readonly string[]
}

function lineOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('A line is a number from 1 on.')
  return Number(text)
}

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

withMachineOptions(program.command('run'))
  .description('run one program; its output goes to standard output')
  .argument('<file>', 'a C program; or a shared one: a .vadlab file or a vadlab:// link')
  .addOption(onOption())
  .option('--save <file>', 'also saves every step of the run, for `vadlab show` and the window')
  .option('--force', 'replace the file that --save names', false)
  .action(async (file: string, options: MachineOptions & { on: string; save?: string; force: boolean }) => {
    const machine = machineNamed(options.on, 0)
    const save = options.save === undefined ? null : { path: options.save, overwrite: options.force }
    await leaveWith([machine], () => runCommand(file, machine, givenSettings(options), save))
  })

program
  .command('show')
  .description('show what a saved run was at one of its steps; nothing is run')
  .argument('<file>', 'a .vadlab-run file')
  .addOption(new Option('--on <machine>', 'whose record').choices(['simulator', 'windows']))
  .option('--step <number>', 'the moment after that step (the last one when left out)', stepOf)
  .addOption(new Option('--process <letter>', 'which process').choices(['A', 'B', 'C']).default('A'))
  .option('--regions', 'the regions of the process', false)
  .option('--memory <address[,length]>', 'bytes of the process', memoryOf)
  .option('--compare <steps>', 'how two steps differ: N,M', twoStepsOf)
  .option(
    '--back-until <what...>',
    'the step before which a region, page or byte ADDRESS was another',
    backUntilOf
  )
  .option('--json', 'as JSON', false)
  .action(async (file: string, options: ShowOptions) => {
    const { on, step, memory, compare, backUntil } = options
    const followed = backUntil === undefined ? null : followedOf(backUntil)
    if (backUntil !== undefined && followed === null)
      return program.error('error: --back-until takes region, page or byte, and an address: byte 0x1f0000')
    process.exitCode = await showCommand(file, {
      ...options,
      machine: on ?? null,
      step: step ?? null,
      memory: memory ?? null,
      compare: compare ?? null,
      backUntil: followed
    })
  })

withMachineOptions(program.command('compare'))
  .description('run programs on both machines and show where they differ, and why')
  .argument('<paths...>', 'C programs, or folders of them')
  .option(
    '--report <file>',
    'also writes a report: .html, .md or .json; may be given several times',
    (path: string, before: readonly string[]) => [...before, path],
    [] as readonly string[]
  )
  .option('--force', 'replace reports that are there already', false)
  .option('--strict', 'exit with 1 also where Wine alone is known to do otherwise than Windows', false)
  .action(
    async (
      paths: string[],
      options: MachineOptions & { report: readonly string[]; force: boolean; strict: boolean }
    ) => {
      const machines = [createSimulatorMachine(), createWindowsMachine({ spareTargets: 0 })] as const
      const { report: reports, force, strict } = options
      await leaveWith(machines, () =>
        compareCommand(paths, machines, { given: givenSettings(options), reports, force, strict })
      )
    }
  )

withMachineOptions(program.command('check'))
  .description('run many programs, a line each')
  .argument('<paths...>', 'C programs, or folders of them')
  .addOption(onOption())
  .option('--outputs <folder>', 'also keeps what each program printed, as PATH/NAME.txt in this folder')
  .action(async (paths: string[], options: MachineOptions & { on: string; outputs?: string }) => {
    const machine = machineNamed(options.on, 1)
    await leaveWith([machine], () =>
      checkCommand(paths, machine, { given: givenSettings(options), outputs: options.outputs ?? null })
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

withMachineOptions(program.command('share'))
  .description('print a program with its machine and a step as a link, to be sent to others; nothing is run')
  .argument('<file>', 'a C program, a .vadlab file or a vadlab:// link')
  .option('--step <number>', 'the step that is meant: so many statements stepped over', sharedStepOf)
  .addOption(
    new Option('--on <machine>', 'where it is meant to run').choices(['simulator', 'windows', 'both'])
  )
  .option('--text', 'plain text in lines instead of a link', false)
  .option('--file <file>', 'writes a .vadlab file instead of a link')
  .option('--force', 'replace the file that --file names', false)
  .action(async (file: string, options: MachineOptions & ShareWishes) => {
    process.exitCode = await shareCommand(file, givenSettings(options), options)
  })

withMachineOptions(program.command('memory'))
  .description(
    'run one program to a line, or open a saved run at a step, and show one picture of the memory manager there; counters when none is named'
  )
  .argument('<file>', 'a C program, or a .vadlab-run file')
  .addOption(onOption())
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
  .option('--step <number>', 'of a saved run: the moment after that step', stepOf)
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
  .action(async (file: string, options: MemoryOptions & MachineOptions & { on: string }) => {
    const machine = machineNamed(options.on, 0)
    await leaveWith([machine], () => memoryCommand(file, machine, givenSettings(options), options))
  })

const lab = program.command('lab').description('labs of the course, for those who write and use them')

lab
  .command('check')
  .description('read labs, run their model solutions, and tell what is wrong at its file and line')
  .argument('<folders...>', 'a lab, or a folder of labs')
  .addOption(
    new Option('--on <machine>', 'where they run (where they need it, when left out)')
      .choices(['simulator', 'windows', 'both'])
      .default('needed', 'where each lab needs it')
  )
  .option('--answers', 'also print what each prediction’s right answer is, on each machine')
  .action(async (folders: string[], options: { on: LabCheckOn; answers?: boolean }) => {
    const machines = { simulator: machineNamed('simulator', 0), windows: machineNamed('windows', 2) }
    await leaveWith(Object.values(machines), () => labCheckCommand(folders, machines, options))
  })

lab
  .command('verify')
  .description('do what a report says again, and tell what does not come out as it says')
  .argument('<report>', 'a report that the window saved, .json or .html')
  .option('--labs <folder>', 'the labs it is about (those of the app, when left out)')
  .action(async (report: string, options: { labs?: string }) => {
    const machines = { simulator: machineNamed('simulator', 0), windows: machineNamed('windows', 1) }
    await leaveWith(Object.values(machines), () =>
      labVerifyCommand(report, options.labs ?? null, Object.values(machines))
    )
  })

// A reader that has seen enough (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

await program.parseAsync()
