import { namedConstants as k } from '../../shared/win32/constants'
import {
  defaultMachineSettings,
  machineSettingsProblem,
  type MachineSettings
} from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import { api } from './api'
import { FileStore } from './file-store'
import { free } from './free'
import { closeAllHandles } from './handles'
import { Kernel, type SystemState } from './kernel'
import { writeMapped } from './modified-writer'
import type { FramesState } from './frames'
import { emptyTable } from './page-table'
import { values } from './persistent-tree'
import { firstPrivileges } from './privileges'
import type { ProcessState } from './process-state'
import { startProcess } from './process-start'
import { Random } from './random'
import { SimulatedProcess } from './simulated-process'
import { installLibraries } from './system-images'
import { vadsIn } from './vad'
import { removeView } from './views'
import { abandonMutexes, dropWait } from './waits'

/** The whole machine at one moment; it never changes. */
export interface SimulatorSnapshot {
  readonly system: Readonly<SystemState>
  readonly frames: Readonly<FramesState>
  readonly processes: ReadonlyMap<ProcessLetter, Readonly<ProcessState>>
}

/** A simulated Windows 10/11 x64 with up to three processes. */
export class Simulator {
  private readonly kernel: Kernel
  private readonly live = new Map<ProcessLetter, SimulatedProcess>()

  /** Settings that are not given are the default's. Throws where `machineSettingsProblem` has something to say. */
  constructor(settings: Partial<MachineSettings> = {}) {
    const whole = { ...defaultMachineSettings, ...settings }
    const problem = machineSettingsProblem(whole)
    if (problem !== null) throw new Error(problem)
    this.kernel = new Kernel(whole)
    SimulatedProcess.functions = api
    installLibraries(this.kernel, Object.keys(api))
  }

  get settings(): MachineSettings {
    return this.kernel.settings
  }

  get processes(): ReadonlyMap<ProcessLetter, SimulatedProcess> {
    return this.live
  }

  /** Starts a process: its address space is as Windows has it before `main`. A process of that letter ends first. */
  createProcess(letter: ProcessLetter): SimulatedProcess {
    this.endProcess(letter)
    const { kernel } = this
    const processId = kernel.system.nextProcessId
    kernel.system.nextProcessId += 0x154
    const object = kernel.newNumber()
    const threadObject = kernel.newNumber()
    const threadId = processId + 4
    // The running process itself counts as one reference: it can be opened while it lives.
    kernel.setObject({ id: object, kind: 'process', handles: 1, letter, processId })
    kernel.setObject({
      id: threadObject,
      kind: 'thread',
      handles: 1,
      letter,
      threadId,
      suspendCount: 0,
      exitCode: null,
      priority: 0
    })
    const process = new SimulatedProcess(
      kernel,
      newState(kernel, letter, processId, object, threadObject, threadId)
    )
    this.live.set(letter, process)
    kernel.processes.set(letter, process)
    startProcess(process, new Random(kernel.settings.seed * 3 + letter.charCodeAt(0)))
    process.exception = null
    return process
  }

  /** Ends a process: its views, memory and handles are given back. */
  endProcess(letter: ProcessLetter): void {
    const process = this.live.get(letter)
    if (process === undefined) return
    closeAllHandles(process)
    for (const vad of [...vadsIn(process.state.vads)]) {
      if (vad.view !== null) removeView(process, vad)
      else free(process, vad.start * 4096, 0, k.MEM_RELEASE)
    }
    const { kernel } = this
    kernel.removeObject(process.state.object)
    endThreadsOf(process)
    writeMapped(kernel)
    this.live.delete(letter)
    kernel.processes.delete(letter)
  }

  /** Keeps this moment. O(1): everything large is shared with the moments that follow. */
  snapshot(): SimulatorSnapshot {
    const { kernel } = this
    const processes = new Map<ProcessLetter, ProcessState>()
    for (const [letter, process] of this.live) processes.set(letter, { ...process.state })
    kernel.frames.contents.seal()
    const kept = { system: { ...kernel.system }, frames: { ...kernel.frames.state }, processes }
    this.startEpoch()
    return kept
  }

  /** Goes back (or forward) to a kept moment. Processes that both moments have keep their objects. */
  restore(snapshot: SimulatorSnapshot): void {
    const { kernel } = this
    kernel.frames.contents.abandon()
    Object.assign(kernel.system, snapshot.system)
    kernel.frames.state = { ...snapshot.frames }
    for (const letter of [...this.live.keys()]) {
      if (snapshot.processes.has(letter)) continue
      this.live.delete(letter)
      kernel.processes.delete(letter)
    }
    for (const [letter, state] of snapshot.processes) {
      const process = this.live.get(letter)
      if (process === undefined) {
        const fresh = new SimulatedProcess(kernel, { ...state })
        this.live.set(letter, fresh)
        kernel.processes.set(letter, fresh)
      } else process.adopt({ ...state })
    }
    this.startEpoch()
  }

  /** Files on the machine's disk, by full path; for tests and for showing. */
  filePaths(): string[] {
    const files = new FileStore(this.kernel)
    return [...this.kernel.system.paths.values()].map((id) => files.get(id).path)
  }

  /** Pages of commit charge: of all, and the limit. */
  commit(): { readonly totalPages: number; readonly limitPages: number } {
    return { totalPages: this.kernel.commitTotal(), limitPages: this.kernel.commitLimitPages }
  }

  /** Physical memory: frames that processes and files use, and all there are. */
  physicalMemory(): { readonly usedPages: number; readonly totalPages: number } {
    return { usedPages: this.kernel.frames.used(), totalPages: this.kernel.ramPages }
  }

  private startEpoch(): void {
    this.kernel.epoch.current++
    this.kernel.flushTlbs()
  }
}

/** The threads of a process that ends go with it. */
function endThreadsOf(process: SimulatedProcess): void {
  const { kernel } = process
  const objects = [...values(kernel.system.objects)]
  for (const object of objects) {
    if (object.kind !== 'thread' || object.letter !== process.letter) continue
    dropWait(kernel, object.threadId)
    abandonMutexes(kernel, object.threadId)
    kernel.removeObject(object.id)
  }
}

function newState(
  kernel: Kernel,
  letter: ProcessLetter,
  processId: number,
  object: number,
  threadObject: number,
  threadId: number
): ProcessState {
  return {
    letter,
    processId,
    object,
    threads: null,
    threadId,
    threadObject,
    localValues: new Map(),
    tlsIndexes: new Set(),
    flsIndexes: new Set(),
    lastError: 0,
    vads: null,
    pages: emptyTable(kernel.epoch),
    commitPages: 0,
    peakCommitPages: 0,
    workingSetPages: 0,
    peakWorkingSetPages: 0,
    lockedPages: 0,
    pageFaults: 0,
    demandZeroFaults: 0,
    softFaults: 0,
    copyOnWriteFaults: 0,
    hardFaults: 0,
    sweepFrom: 0,
    tables: null,
    minimumWorkingSetPages: 50,
    maximumWorkingSetPages: 345,
    workingSetFlags: 0,
    writeWatch: false,
    privileges: firstPrivileges(kernel.settings),
    handles: null,
    nextHandle: 0x84,
    heaps: null,
    processHeap: 0,
    moveable: null,
    moveableNext: 0,
    moveableEnd: 0,
    modules: [],
    imageBase: 0,
    peb: 0,
    teb: 0,
    stackLow: 0,
    stackHigh: 0,
    stackGuarantee: 0,
    bottomUpStart: 0,
    prepared: false
  }
}
