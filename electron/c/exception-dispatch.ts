import type { ExecutionEvents } from './execution-contract'
import { baseOfFrame, guardsInForce } from './exception-frames'
import type { HandlerRegistry } from './exception-handlers'
import { flagsNow, layRecord, recordOf, ripNow } from './exception-record'
import { ownFunctionAt, restore, resumeAt, ripOf, stackBefore } from './exception-resume'
import type { Dispatch, JumpTarget, Raised } from './exception-state'
import { unwind, unwindNext } from './exception-unwind'
import { runLoop } from './vm-loop'
import { Stop, type StopReason, type VmState } from './vm-state'
import type { Word } from '../machine/word'

const exceptionNoncontinuable = 1
const continueExecution = -1
const executeHandler = 1
const statusStackOverflow = 0xc00000fd
const statusNoncontinuable = 0xc0000025
/** Exceptions and handlers' ends between two slices: a handler that never mends anything can be stopped. */
const turnsPerSlice = 64
/** Instructions between two of them at the least, once there was one. */
const smallestTurn = 2000

/**
 * Takes exceptions from handler to handler, in Windows' order: vectored handlers, the frames' __except filters from
 * the innermost out, the unhandled exception filter, death (Microsoft, Vectored Exception Handling; Frame-based
 * Exception Handling). Handlers run as frames of the program, so they pause and stop like everything else.
 */
export class ExceptionDispatcher {
  constructor(
    private readonly handlers: HandlerRegistry,
    private readonly events: ExecutionEvents,
    private readonly lineAt: (pc: number) => number
  ) {}

  /** Runs instructions as `runLoop` does; answers `Died` only for what no handler took. */
  run(vm: VmState, budget: number): StopReason {
    const turn = Math.min(budget, Math.max(smallestTurn, Math.ceil(budget / turnsPerSlice)))
    let stop = runLoop(vm, budget)
    for (let turns = 0; stop === Stop.Died; turns++) {
      const over = this.handle(vm)
      if (over !== null) return over
      if (turns >= turnsPerSlice) return Stop.Slice
      stop = runLoop(vm, turn)
    }
    return stop
  }

  /** Takes what a thread raised outside the loop to its handlers; null when execution goes on. */
  raised(vm: VmState): StopReason | null {
    return this.handle(vm)
  }

  /** What made the loop come back; null when execution goes on. */
  private handle(vm: VmState): StopReason | null {
    const { signal } = vm.exceptions
    vm.exceptions.signal = null
    if (signal === null)
      return this.raise(vm, vm.exception ?? { code: 0xc0000005, access: null, address: null })
    if (signal === 'returned') return this.returned(vm)
    if (signal === 'unwound') {
      unwindNext(vm)
      return this.ended(vm)
    }
    this.jump(vm, signal)
    return this.ended(vm)
  }

  /** Whether an unwinding that has arrived ended the program. */
  private ended(vm: VmState): StopReason | null {
    const stop = vm.stopRequest
    if (stop !== Stop.Ended) return null
    vm.stopRequest = null
    return stop
  }

  /** `sp` is the value stack at the instruction, `chained` the EXCEPTION_RECORD that this one follows from. */
  private raise(vm: VmState, raised: Raised, sp = stackBefore(vm), chained = 0): StopReason | null {
    const guards = guardsInForce(vm)
    const line = this.lineAt(vm.pc - 1)
    const vectored = [...this.handlers.exception]
    const heard =
      vectored.some((h) => h.routine !== null) ||
      guards.some(({ guard }) => guard.kind === 'except') ||
      this.handlers.unhandledFilter !== 0
    const floorBefore = vm.stackFloor
    const rip = ripOf(vm)
    // The handlers of a stack overflow run on what is kept below the guard page.
    if (raised.code === statusStackOverflow) vm.stackBound = vm.layout.stackLimit
    const pointers = heard ? layRecord(vm, raised, rip, chained) : null
    if (pointers === null) {
      vm.exception = raised
      this.events.exception?.(raised, line, 'unhandled')
      return Stop.Died
    }
    const { pc, fp, depth, functionIndex } = vm
    const d: Dispatch = {
      ...{ raised, pc, sp, fp, depth, functionIndex, line, pointers, rip, floorBefore, guards, vectored },
      phase: 'vectored',
      next: 0
    }
    vm.exceptions.dispatches.push(d)
    return this.advance(vm, d)
  }

  /** Asks the next handler. */
  private advance(vm: VmState, d: Dispatch): StopReason | null {
    restore(vm, d)
    if (d.phase === 'vectored') {
      while (d.next < d.vectored.length) {
        const handler = d.vectored[d.next++]!
        if (!this.handlers.exception.includes(handler)) continue
        if (handler.routine !== null) return this.callBack(vm, d, handler.routine)
        if (d.raised.probe === true) return this.answerProbe(vm, d)
      }
      d.phase = 'frame'
      d.next = 0
    }
    if (d.phase === 'frame') {
      while (d.next < d.guards.length) {
        const { guard, fp, functionIndex } = d.guards[d.next++]!
        if (guard.kind !== 'except') continue
        const told =
          vm.process.store(fp + guard.codeOffset, 4, d.raised.code) &&
          vm.process.store(fp + guard.pointersOffset, 8, d.pointers)
        if (!told) return this.die(vm, d)
        vm.pushCall(vm.code.handlerReturn, vm.sp)
        vm.fp = fp
        vm.functionIndex = functionIndex
        vm.pc = guard.filter
        return null
      }
      d.phase = 'unhandled'
      if (this.handlers.unhandledFilter !== 0) return this.callBack(vm, d, this.handlers.unhandledFilter)
    }
    if (d.phase === 'continued') {
      while (d.next < d.vectored.length) {
        const handler = d.vectored[d.next++]!
        if (handler.routine !== null && this.handlers.continued.includes(handler))
          return this.callBack(vm, d, handler.routine)
      }
      return this.resume(vm, d)
    }
    return this.die(vm, d)
  }

  /** Calls a handler of the program with the EXCEPTION_POINTERS; it comes back by `returned`. */
  private callBack(vm: VmState, d: Dispatch, routine: Word): StopReason | null {
    const index = ownFunctionAt(vm, routine)
    if (index < 0) {
      // Windows would jump there: what that raises is an exception of its own.
      vm.exception = { code: 0xc0000005, access: 'execute', address: routine }
      return this.die(vm, d, vm.exception)
    }
    const { params } = vm.code.functions[index]!
    for (let i = params.length - 1; i >= 0; i--) vm.set(++vm.sp, i === 0 ? d.pointers : 0)
    vm.pc = vm.code.handlerReturn
    return vm.enter(index, 0) ? null : this.die(vm, d)
  }

  /** A handler or filter has returned: its answer is on the value stack. */
  private returned(vm: VmState): StopReason | null {
    const d = vm.exceptions.dispatches.at(-1)
    if (d?.depth !== vm.depth)
      // A function that CONTEXT.Rip was set to has no caller.
      return this.raise(vm, { code: 0xc0000005, access: 'execute', address: 0 })
    const answer = vm.sp > d.sp ? Number(vm.get(vm.sp)) | 0 : 0
    switch (d.phase) {
      case 'vectored':
        return answer === continueExecution ? this.continue(vm, d, 'vectored') : this.advance(vm, d)
      case 'frame':
        if (answer < 0) return this.continueOrRefuse(vm, d, 'frame')
        return answer > 0 ? this.accept(vm, d) : this.advance(vm, d)
      case 'unhandled':
        if (answer === continueExecution) return this.continueOrRefuse(vm, d, 'unhandled')
        return answer === executeHandler ? this.terminate(vm, d) : this.die(vm, d)
      case 'continued':
        return answer === continueExecution ? this.resume(vm, d) : this.advance(vm, d)
    }
  }

  /** The __except that the last filter belongs to takes the exception. */
  private accept(vm: VmState, d: Dispatch): StopReason | null {
    const taken = d.next - 1
    const { guard, depth } = d.guards[taken]!
    if (guard.kind !== 'except') throw new Error('A filter without its __except')
    this.events.exception?.(d.raised, d.line, 'frame')
    restore(vm, d)
    unwind(vm, d.guards.slice(0, taken), depth, guard.from, () => {
      vm.pc = guard.handler
    })
    return null
  }

  private continueOrRefuse(vm: VmState, d: Dispatch, by: 'frame' | 'unhandled'): StopReason | null {
    if ((flagsNow(vm, d.pointers) & exceptionNoncontinuable) === 0) return this.continue(vm, d, by)
    // learn.microsoft.com, EXCEPTION_RECORD: continuing after one raises EXCEPTION_NONCONTINUABLE_EXCEPTION.
    restore(vm, d)
    const flags = exceptionNoncontinuable
    return this.raise(
      vm,
      { code: statusNoncontinuable, access: null, address: null, flags },
      d.sp,
      recordOf(d.pointers)
    )
  }

  /** Vectored continue handlers hear of it, then execution goes on. */
  private continue(vm: VmState, d: Dispatch, by: 'vectored' | 'frame' | 'unhandled'): StopReason | null {
    this.events.exception?.(d.raised, d.line, by)
    d.phase = 'continued'
    d.vectored = [...this.handlers.continued]
    d.next = 0
    return this.advance(vm, d)
  }

  private resume(vm: VmState, d: Dispatch): StopReason | null {
    const rip = ripNow(vm, d.pointers)
    this.forget(vm, d)
    if (d.raised.code === statusStackOverflow) vm.stackBound = vm.layout.stackLimit
    if (resumeAt(vm, d, rip)) return null
    const index = ownFunctionAt(vm, rip)
    if (index >= 0 && vm.code.functions[index]!.params.length === 0) {
      vm.pc = vm.code.handlerReturn
      if (vm.enter(index, 0)) return null
      vm.pc = d.pc
    }
    return this.raise(vm, { code: 0xc0000005, access: 'execute', address: rip }, d.sp)
  }

  /** lab.h's own handler takes the exception of its probe: the call answers the code. */
  private answerProbe(vm: VmState, d: Dispatch): null {
    this.events.probe?.(d.raised)
    this.forget(vm, d)
    resumeAt(vm, { ...d, raised: { ...d.raised, returns: true } }, d.rip)
    vm.set(vm.sp, d.raised.code)
    return null
  }

  /** The unhandled exception filter wants the default handler: everything is unwound and the process ends with the code. */
  private terminate(vm: VmState, d: Dispatch): StopReason | null {
    this.events.exception?.(d.raised, d.line, 'unhandled')
    restore(vm, d)
    unwind(vm, d.guards, 0, 0, () => {
      vm.exitCode = d.raised.code | 0
      vm.stopRequest = Stop.Ended
    })
    return this.ended(vm)
  }

  private die(vm: VmState, d: Dispatch, raised: Raised = d.raised): StopReason {
    this.events.exception?.(raised, d.line, 'unhandled')
    vm.exceptions.dispatches.length = 0
    restore(vm, d)
    vm.exception = raised
    return Stop.Died
  }

  private forget(vm: VmState, d: Dispatch): void {
    const { dispatches } = vm.exceptions
    dispatches.length = dispatches.indexOf(d)
    vm.stackFloor = d.floorBefore
  }

  /** A handler that jumped out has decided, too. */
  private tellLeft(vm: VmState, depth: number): void {
    for (const d of vm.exceptions.dispatches)
      if (d.depth >= depth)
        this.events.exception?.(d.raised, d.line, d.phase === 'continued' ? 'vectored' : d.phase)
  }

  /** longjmp: the frames between run their __finally blocks first (Microsoft, longjmp). */
  private jump(vm: VmState, target: JumpTarget): void {
    this.tellLeft(vm, target.depth)
    const stays = (from: number, to: number): boolean => target.pc - 1 >= from && target.pc - 1 < to
    const left = guardsInForce(vm, target.depth).filter(
      ({ depth, guard }) => depth > target.depth || !stays(guard.from, guard.to)
    )
    unwind(vm, left, target.depth, target.pc - 1, () => {
      vm.pc = target.pc
      vm.sp = baseOfFrame(vm, target.depth)
      for (const value of target.values) vm.set(++vm.sp, value)
    })
  }
}
