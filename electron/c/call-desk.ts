import type { ProcessLetter } from '../../shared/contract/observation'
import { low32, type Word } from '../machine/word'
import { checkLibraryCall } from './check-library-call'
import type { CallSite } from './compiled-code'
import type { HandlerRegistry } from './exception-handlers'
import type { Place } from './diagnostics'
import type { ExecutedCall, ExecutionEvents, LabWords } from './execution-contract'
import { blockGivenBack, noteHeapCall } from './heap-calls'
import { ImportTable } from './import-table'
import { libraryFunctions } from './library'
import { reportedFunctions } from './library/exception-functions'
import type { LibraryCall, LibraryState } from './library/library-call'
import { win32Signatures } from './signatures'
import { callOfThread, type ThreadCalls } from './thread-calls'
import { Stop, type VmState } from './vm-state'
import { sizeOfKind, valueOfWord, wordOfValue, type Value } from './vm-words'

/** Does the calls that leave a program's own functions: into the library, into Windows, through pointers. */
export class CallDesk {
  stopAfterCall = false
  switchedTo: ProcessLetter = 'A'
  private readonly state: LibraryState
  private readonly imports: ImportTable
  /** Addresses that GetProcAddress answered or the loader bound: a call to one is a call of that function. */
  private readonly procedures: Map<Word, string>
  private readonly decoder = new TextDecoder('utf-8')

  constructor(
    /** The thread that runs. */
    public vm: VmState,
    private readonly threads: ThreadCalls,
    private readonly lab: LabWords,
    private readonly events: ExecutionEvents,
    private readonly lineAt: (pc: number) => number,
    handlers: HandlerRegistry
  ) {
    this.imports = new ImportTable(vm.process, vm.code, vm.layout)
    this.procedures = new Map(this.imports.bound)
    this.state = { random: 1, clock: 0, heap: null, token: 0, handlers }
  }

  /** Runs one call; false when it raised: its arguments are on the stack again, so that it can be made once more. */
  call(index: number): boolean {
    const { vm } = this
    const { sp } = vm
    const site = vm.code.sites[index]!
    const target = this.imports.redirected(index)
    if (target === null) {
      if (this.run(site)) return true
      vm.sp = sp
      return false
    }
    return target === undefined ? vm.raised() : this.callInstead(target, site)
  }

  /** A call whose entry of the import address table leads elsewhere: one through a pointer. */
  private callInstead(target: Word, site: CallSite): boolean {
    const { vm } = this
    const { sp } = vm
    const args = site.args.map((_, i) => vm.get(sp - i))
    vm.sp++
    vm.set(vm.sp - args.length, valueOfWord('u64', target))
    args.forEach((value, i) => vm.set(vm.sp - i, value))
    if (this.callPointer(site)) return true
    args.forEach((value, i) => vm.set(sp - i, value))
    vm.sp = sp
    return false
  }

  private run(site: CallSite): boolean {
    switch (site.origin) {
      case 'library':
        return this.callLibrary(site.name, site)
      case 'win32':
        return this.callWin32(site.name, site)
      case 'pointer':
        return this.callPointer(site)
    }
  }

  private popArguments(site: CallSite): Value[] {
    const { vm } = this
    const args = site.args.map((_, i) => vm.get(vm.sp - i))
    vm.sp -= args.length
    return args
  }

  private pushResult(site: CallSite, value: Value): void {
    if (site.result !== 'none') this.vm.set(++this.vm.sp, value)
  }

  private callLibrary(name: string, site: CallSite): boolean {
    const { vm } = this
    const run = libraryFunctions.get(name)
    if (!run) throw new Error(`The library has no ${name}`)
    const args = this.popArguments(site)
    const place = placeOf(site)
    checkLibraryCall(vm.checks, name, args, place)
    const call: LibraryCall = {
      name,
      place,
      vm,
      process: vm.process,
      args,
      kinds: site.args,
      line: site.line,
      state: this.state,
      lab: this.lab,
      output: (bytes) => this.events.output(this.text(bytes)),
      errorOutput: (bytes) => this.events.error?.(this.text(bytes)),
      check: (verdict, bytes, line) => {
        const text = this.text(bytes)
        this.events.check(line, verdict, text)
        this.events.output(`${text}\n`)
      },
      probed: (record) => this.events.probe?.(record),
      exit: (code) => {
        vm.exitCode = code
        vm.exited = true
        vm.stopRequest = Stop.Ended
      },
      threads: this.threads,
      switchTo: (letter) => {
        this.lab.switchTo(letter)
        this.switchedTo = letter
        if (letter !== vm.process.letter) vm.stopRequest = Stop.Switched
      }
    }
    const result = run(call)
    if (result === undefined) return false
    if (reportedFunctions.has(name)) {
      const words = args.map((value, i) => wordOfValue(site.args[i] ?? 'u64', value))
      this.events.call(this.executed(name, site, words, wordOfValue(site.result, result)))
    }
    this.pushResult(site, result)
    return true
  }

  /** A program's bytes as text: UTF-8, as its source was. */
  private text(bytes: string): string {
    for (let i = 0; i < bytes.length; i++) {
      if (bytes.charCodeAt(i) >= 0x80)
        return this.decoder.decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)))
    }
    return bytes
  }

  private callWin32(name: string, site: CallSite): boolean {
    const { vm } = this
    const values = this.popArguments(site)
    const words = values.map((value, i) => wordOfValue(site.args[i]!, value))
    const given = blockGivenBack(name, words)
    if (given !== null) vm.checks.freedAgain(given, name, placeOf(site))
    const result = callOfThread(vm, this.threads, name, words)
    if (result === undefined && vm.process.threads?.waits) {
      vm.waiting = { name, site, words }
      vm.stopRequest = Stop.Waits
      return true
    }
    return this.finish(name, site, words, result)
  }

  /** The waiting call of the thread that runs has its answer; false when it raised. */
  finishWaiting(result: Word | undefined): boolean {
    const { name, site, words } = this.vm.waiting!
    this.vm.waiting = null
    return this.finish(name, site, words, result)
  }

  private finish(name: string, site: CallSite, words: readonly Word[], result: Word | undefined): boolean {
    const { vm } = this
    const cut = result === undefined ? undefined : cutTo(sizeOfKind[site.result], result)
    this.events.call(this.executed(name, site, words, cut))
    if (result === undefined) return vm.raised()
    noteHeapCall(vm.checks.blocks, name, words, result, site.line, name)
    if (name === 'GetProcAddress' && result !== 0) this.noteProcedure(words, result)
    this.pushResult(site, valueOfWord(site.result, result))
    if (this.stopAfterCall) vm.stopRequest ??= Stop.Called
    return true
  }

  private executed(
    name: string,
    site: CallSite,
    words: readonly Word[],
    result: Word | undefined
  ): ExecutedCall {
    const signature = win32Signatures.get(name)
    const args = words.map((value, i) => ({
      name: signature?.params[i]?.name ?? `argument${i + 1}`,
      type: signature?.params[i]?.type ?? 'ULONG_PTR',
      value,
      symbol: site.texts[i] ?? null
    }))
    const line = site.line > 0 ? site.line : this.lineAt(this.vm.pc - 1)
    return { line, name, args, resultType: signature?.returns ?? 'ULONG_PTR', result }
  }

  private noteProcedure(words: readonly Word[], address: Word): void {
    const { process } = this.vm
    const at = words[1]
    const bytes = typeof at === 'number' ? process.peek(at, 64) : null
    const end = bytes?.indexOf(0) ?? -1
    if (!bytes || end <= 0) return
    const name = String.fromCharCode(...bytes.subarray(0, end))
    if (process.offers(name) || libraryFunctions.has(name)) this.procedures.set(address, name)
  }

  /** What an address that a thread is to begin at leads to. */
  startOf(target: Word): number | string | { readonly address: Word } {
    const { code, layout } = this.vm
    const index = code.functions.findIndex((f) => layout.data + f.addressOffset === target)
    if (index >= 0) return index
    const external = code.externals.find((e) => layout.data + e.offset === target)
    const name = external?.name ?? this.procedures.get(target)
    return name !== undefined && this.vm.process.offers(name) ? name : { address: target }
  }

  private callPointer(site: CallSite): boolean {
    const { vm } = this
    const target = wordOfValue('u64', vm.get(vm.sp - site.args.length))
    const { data } = vm.layout
    const index = vm.code.functions.findIndex((f) => data + f.addressOffset === target)
    if (index >= 0) return this.callOwn(index, site)
    const external = vm.code.externals.find((e) => data + e.offset === target)
    if (external !== undefined) {
      // The address is a jump through the import address table; one that leads to itself goes no further here.
      const elsewhere = this.imports.redirectedName(external.name)
      if (elsewhere === undefined) return vm.raised()
      if (elsewhere !== null && elsewhere !== target) {
        vm.set(vm.sp - site.args.length, valueOfWord('u64', elsewhere))
        return this.callPointer(site)
      }
    }
    const name = external?.name ?? this.procedures.get(target)
    if (name !== undefined) {
      // The pointer lies under the arguments; they move into its place.
      vm.sp--
      for (let i = site.args.length - 1; i >= 0; i--) vm.set(vm.sp - i, vm.get(vm.sp - i + 1))
      return libraryFunctions.has(name) ? this.callLibrary(name, site) : this.callWin32(name, site)
    }
    const args = this.popArguments(site).map((value, i) => wordOfValue(site.args[i]!, value))
    vm.sp--
    if (typeof target === 'number') vm.checks.passesFreed('This call', target, placeOf(site))
    const result = vm.process.execute(target, args, vm.fp)
    if (result === undefined) return vm.raised()
    this.pushResult(site, valueOfWord(site.result, cutTo(sizeOfKind[site.result], result)))
    return true
  }

  /** A call of one of the program's functions through a pointer: as many arguments as it names, missing ones 0. */
  private callOwn(index: number, site: CallSite): boolean {
    const { vm } = this
    const { sp } = vm
    const pointer = vm.get(sp - site.args.length)
    const { params, variadic } = vm.code.functions[index]!
    const args = this.popArguments(site)
    vm.sp--
    const taken = variadic ? Math.max(args.length, params.length) : params.length
    for (let i = taken - 1; i >= 0; i--) vm.set(++vm.sp, args[i] ?? 0)
    vm.extraDoubles = 0
    site.args.slice(params.length).forEach((kind, i) => {
      if (kind === 'f64') vm.extraDoubles |= 1 << i
    })
    if (vm.enter(index, taken - params.length)) return true
    // The arguments lie where the pointer was.
    vm.set(sp - site.args.length, pointer)
    args.forEach((value, i) => vm.set(sp - i, value))
    return false
  }
}

function placeOf({ line, column, length }: CallSite): Place {
  return { line, column, start: 0, end: length }
}

function cutTo(size: number, word: Word): Word {
  if (size === 8) return word
  if (size === 0) return 0
  const low = low32(word)
  return size === 4 ? low : size === 2 ? low & 0xffff : low & 0xff
}
