import { existsSync } from 'node:fs'
import { machine as machineArchitecture, release } from 'node:os'
import { join } from 'node:path'
import { endOrphans, hostVariable } from './orphans'
import { findRuntime, outsideArchive, winePrefix } from './places'
import { makeRunFolder, sweepRunFolders, type RunFolder } from './run-folder'
import { targetCommand, toWindowsPath, type TargetCommand } from './target-command'
import { startTargetProcess, type Gone, type Target } from './target-process'
import { createTargetPool, type TargetPool } from './target-pool'
import { findWine, isAtLeast, oldestWine } from './wine'

/** What there is of real Windows memory here. */
export interface WindowsMachineDescription {
  readonly available: boolean
  /** `Wine 8.0`, `Windows 10.0.22631`. */
  readonly title: string
  /** Why it is not available and what to do; empty when it is. */
  readonly reason: string
}

export interface WindowsMachineOptions {
  /** The folder that holds package.json, out/ and runtime/; null when only the cache is to be looked in. */
  readonly appFolder: string | null
  /** The built target program; by default `out/main/target.js` of the app. */
  readonly targetFile?: string
  /** How many targets stand ready; 1 unless said. */
  readonly spareTargets?: number
}

/** Real Windows memory, in processes of their own. */
export interface WindowsMachine {
  /** Looks afresh each time until it finds everything, so `npm run setup` helps while the app is open. */
  describe(): Promise<WindowsMachineDescription>
  /** A run, of any number of processes. */
  beginRun(): TargetRun
  /** Begins to hold targets ready, where the machine is available. */
  warm(): Promise<void>
  /** Ends the targets that stand ready. */
  close(): Promise<void>
}

/** The processes of one run, and the folder that they share. */
export interface TargetRun {
  /** One more process; it answers at once when one stood ready. */
  start(): Promise<Target | Gone>
  /** Ends every process of the run and removes its folder; answers when nothing of it is left. */
  end(): Promise<void>
}

type Found =
  | { readonly available: true; readonly title: string; readonly command: TargetCommand }
  | { readonly available: false; readonly title: string; readonly reason: string }

export function createWindowsMachine(options: WindowsMachineOptions): WindowsMachine {
  let found: Found | null = null
  const look = async (): Promise<Found> => {
    if (found?.available !== true) {
      found = await findMachine(options)
      // What a VadLab that was killed could not remove.
      if (found.available) sweep(found.command)
    }
    return found
  }
  const start = async (): Promise<Target | Gone> => {
    const machine = await look()
    return machine.available ? startTargetProcess(machine.command) : { kind: 'gone', message: machine.reason }
  }
  const pool: TargetPool = createTargetPool(start, options.spareTargets ?? 1)
  return {
    async describe() {
      const machine = await look()
      return {
        available: machine.available,
        title: machine.title,
        reason: machine.available ? '' : machine.reason
      }
    },
    beginRun: () => beginRun(() => pool.take()),
    async warm() {
      if ((await look()).available) pool.fill()
    },
    close: () => pool.close()
  }
}

/** Ends and removes what a VadLab that was killed could not. */
function sweep(command: TargetCommand): void {
  const prefix = command.env['WINEPREFIX']
  if (prefix !== undefined && process.platform === 'linux') endOrphans(prefix)
  sweepRunFolders()
}

/** What a target that stands ready needs for its first answer, and much more. */
const enterTimeoutMs = 30_000

function beginRun(take: () => Promise<Target | Gone>): TargetRun {
  const started: Target[] = []
  let ended = false
  let folder: RunFolder | null = null
  return {
    async start() {
      for (let attempt = 1; ; attempt++) {
        const target = await take()
        if (target.kind === 'gone') return target
        started.push(target)
        if (ended) {
          await target.kill()
          return { kind: 'gone', message: 'The run has ended.' }
        }
        folder ??= makeRunFolder()
        const place = process.platform === 'win32' ? folder.path : toWindowsPath(folder.path)
        const entered = await target.request({ kind: 'enter', folder: place }, enterTimeoutMs)
        if (entered.kind !== 'gone') return target
        // One that stood ready may have been killed meanwhile without anybody noticing: another is tried once.
        if (attempt === 2) return entered as Gone
      }
    },
    async end() {
      ended = true
      await Promise.all(started.map((target) => target.kill()))
      await folder?.remove()
    }
  }
}

async function findMachine(options: WindowsMachineOptions): Promise<Found> {
  const onWindows = process.platform === 'win32'
  const not = (title: string, reason: string): Found => ({ available: false, title, reason })
  if (process.platform !== 'linux' && !onWindows) {
    return not('Windows', 'Real Windows memory needs Windows, or Linux with Wine. The simulator runs here.')
  }
  // A process that Windows on ARM emulates x64 for sees x64 everywhere but here.
  const emulated = /^ARM/i.test(process.env['PROCESSOR_IDENTIFIER'] ?? '')
  const architecture = onWindows && emulated ? 'ARM64' : machineArchitecture()
  if (!/^(x86_64|x64|amd64)$/i.test(architecture)) {
    return not('Windows', `Real Windows memory needs an x64 processor; this one is ${architecture}.`)
  }
  let title = `Windows ${release()}`
  let wine: { command: string; prefix: string } | null = null
  if (!onWindows) {
    const installed = await findWine()
    if (installed === null) return not('Wine', 'Wine is not installed. Run `npm run setup`.')
    if (installed.version === '') {
      return not('Wine', `Wine does not work here: \`${installed.command} --version\` says no version.`)
    }
    title = `Wine ${installed.version}`
    if (!isAtLeast(installed.version, oldestWine)) {
      return not(title, `Wine ${installed.version} is too old: ${oldestWine} or newer is needed.`)
    }
    wine = { command: installed.command, prefix: winePrefix() }
  }
  const runtime = findRuntime(options.appFolder)
  if (runtime === null) {
    return not(title, 'The Windows runtime (node.exe and koffi) is not installed. Run `npm run setup`.')
  }
  if (wine !== null && !existsSync(join(wine.prefix, 'vadlab-ready.txt'))) {
    return not(title, 'Wine has not been set up for VadLab. Run `npm run setup`.')
  }
  const targetFile =
    options.targetFile ?? outsideArchive(join(options.appFolder ?? process.cwd(), 'out', 'main', 'target.js'))
  if (!existsSync(targetFile)) {
    return not(title, `The target program is missing (${targetFile}). Run \`npm run build\`.`)
  }
  return {
    available: true,
    title,
    command: targetCommand({
      platform: process.platform,
      env: { ...process.env, [hostVariable]: String(process.pid) },
      runtime,
      targetFile,
      wine
    })
  }
}
