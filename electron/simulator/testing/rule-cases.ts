import { describe, expect, test } from 'vitest'
import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { Word } from '../../machine/word'
import { ruleOf, type RuleId } from '../rules'
import type { RuleTable } from '../rules/rule-table'
import type { SimulatedProcess } from '../simulated-process'
import { Simulator } from '../simulator'
import { alloc, k } from './machine'

/** INVALID_HANDLE_VALUE, which is GetCurrentProcess() as well. */
export const INVALID_HANDLE = 0xffffffffffffffffn

/** What shows one rule. */
export interface RuleCase {
  /** The rule as a true sentence. */
  readonly states: string
  /** Where the machine must not be the common one. */
  readonly settings?: Partial<MachineSettings>
  /** Calls that meet the rule; `refuses` and `raises` see that they do. */
  readonly shown: (machine: RuleMachine) => void
}

/** A case for each rule of a family: a rule without one does not compile. */
export type RuleCases<Family extends RuleTable> = Readonly<Record<keyof Family, RuleCase>>

/** A test for each rule of a family. Its name is the rule's sentence, with where the rule stands. */
export function testRules<Family extends RuleTable>(family: string, cases: RuleCases<Family>): void {
  describe(family, () => {
    for (const [id, { states, settings, shown }] of Object.entries(cases)) {
      const { source } = ruleOf(id as RuleId)
      test(`${states} [${id}: ${source}]`, () => {
        const machine = new RuleMachine(id as RuleId, settings ?? {})
        shown(machine)
        expect(machine.met, 'The case does not meet its rule.').toBeGreaterThan(0)
      })
    }
  })
}

/** A machine with process A, on which the calls of one case are made. */
export class RuleMachine {
  readonly simulator: Simulator
  readonly process: SimulatedProcess
  /** How often the rule was met. */
  met = 0
  private room: number

  constructor(
    private readonly rule: RuleId,
    settings: Partial<MachineSettings>
  ) {
    this.simulator = new Simulator({ seed: 1, ...settings })
    this.process = this.simulator.createProcess('A')
    const { stackTop } = this.process.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
    this.room = stackTop - 0x2000
  }

  /** Some bytes of the stack that nobody else uses. */
  scratch(bytes = 64): number {
    const at = this.room
    this.room += Math.ceil(bytes / 16) * 16
    return at
  }

  /** A string of the program; undefined is a string of no characters. */
  text(text: string): number {
    const bytes = new TextEncoder().encode(`${text}\0`)
    const at = this.scratch(bytes.length)
    this.process.write(at, bytes)
    return at
  }

  /** Words of 8 bytes that lie behind each other. */
  words(...values: Word[]): number {
    const at = this.scratch(values.length * 8)
    values.forEach((value, i) => this.process.store(at + i * 8, 8, value))
    return at
  }

  /** The address of new private memory. */
  alloc(size: number, type?: number, protect?: number): number {
    return alloc(this.process, size, type, protect)
  }

  /** A handle to a new section of the page file, that can be written and executed. */
  section(size: number, name = 0): number {
    return this.call('CreateFileMappingA', INVALID_HANDLE, 0, k.PAGE_EXECUTE_READWRITE, 0, size, name)
  }

  /** The address of a view of a new section of the page file. */
  view(size: number, access: number = k.FILE_MAP_WRITE): number {
    return this.call('MapViewOfFile', this.section(size), access, 0, 0, 0)
  }

  /** A handle to a new file of that many bytes, opened for reading, writing and executing. */
  file(size = 0, path = 'C:\\lab.bin', share = 7): number {
    const access = k.GENERIC_READ | k.GENERIC_WRITE | k.GENERIC_EXECUTE
    const name = this.text(path)
    const file = this.call('CreateFileA', name, access, share, 0, k.CREATE_ALWAYS, k.FILE_ATTRIBUTE_NORMAL, 0)
    this.call('SetFilePointer', file, size, 0, k.FILE_BEGIN)
    this.call('SetEndOfFile', file)
    return file
  }

  /** The address of a view of a new file of one page. */
  fileView(): number {
    const section = this.call('CreateFileMappingA', this.file(0x1000), 0, k.PAGE_READWRITE, 0, 0, 0)
    return this.call('MapViewOfFile', section, k.FILE_MAP_WRITE, 0, 0, 0)
  }

  /** The answer of a call that no rule refuses. */
  call(name: string, ...args: Word[]): number {
    const result = this.process.call(name, args)
    expect(result, `${name} raised ${this.process.exception?.why}`).not.toBeUndefined()
    expect(this.process.refusal()?.why ?? null, `${name} was refused`).toBeNull()
    return Number(result)
  }

  /** A call that the rule refuses: with that result, and that last error. It is 57005 before the call. */
  refuses(result: Word, error: number, name: string, ...args: Word[]): void {
    this.process.call('SetLastError', [0xdead])
    const answer = this.process.call(name, args)
    const reason = this.process.refusal()
    expect({ answer, error: this.process.lastError(), rule: reason?.rule.id }).toEqual({
      answer: result,
      error,
      rule: this.rule
    })
    this.saysWhy(reason?.why)
  }

  /** Something that the rule ends with an exception of that code. */
  raises(code: number, act: (process: SimulatedProcess) => unknown): void {
    const done = act(this.process)
    expect(done === undefined || done === false, 'Nothing was raised.').toBe(true)
    const { exception } = this.process
    expect({ code: exception?.code, rule: exception?.rule?.id }).toEqual({ code, rule: this.rule })
    this.saysWhy(exception?.why)
  }

  private saysWhy(why = ''): void {
    expect(why).toMatch(/^[\w*].*[.]$/)
    this.met++
  }
}
