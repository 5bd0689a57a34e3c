/** What an instruction may raise by itself, beside what its memory accesses raise. */
export type Trap =
  | 'memory'
  | 'illegal-instruction'
  | 'privileged-instruction'
  | 'breakpoint'
  | 'divide-by-zero'
  | 'divide-overflow'
  | 'general-protection'
  | 'too-long'

/** Ends an instruction in its middle. Caught where the code was started; `memory` has left its record in the process. */
export class Halted extends Error {
  constructor(
    readonly trap: Trap,
    readonly why: string
  ) {
    super(why)
  }
}

/** For an opcode that this processor does not know. */
export function illegal(...opcode: number[]): Halted {
  const bytes = opcode.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
  return new Halted(
    'illegal-instruction',
    `The simulator's processor does not know the instruction ${bytes}: it has the common integer instructions of x64.`
  )
}
