import { wordOf, type Word } from '../../machine/word'

/** What the stub does: the numbers that its machine code compares with. Loads and stores are for 1, 2, 4 and 8 bytes. */
export const operations = {
  load: { 1: 0, 2: 1, 4: 2, 8: 3 },
  store: { 1: 4, 2: 5, 4: 6, 8: 7 },
  /** `count` bytes from `address` to `value`, both guarded. */
  copy: 8,
  execute: 9,
  call: 10,
  walk: 11
} as const

/** Offsets of the control block's 8-byte fields, by the names that the listing of the machine code uses. */
export const fields = {
  OP: 0x00,
  /** What is touched, executed or called. */
  ADDRESS: 0x08,
  /** What is stored, was loaded or came back. */
  VALUE: 0x10,
  COUNT: 0x18,
  /** The program's last error: a call sees it, and leaves it here. */
  LAST_ERROR: 0x20,
  /** EXCEPTION_RECORD: ExceptionCode (0: none was raised), NumberParameters, ExceptionInformation[0] and [1]. */
  EXCEPTION_CODE: 0x28,
  PARAMETERS: 0x30,
  INFO0: 0x38,
  INFO1: 0x40,
  /** The TEB of the thread whose touch is under way, or 0. */
  ARMED: 0x48,
  STUB_RSP: 0x50,
  /** Where a called function finds its stack: 16-byte aligned, with zeros above. */
  CALL_RSP: 0x58,
  /** The TEB's stack fields while the program's code or touches run ... */
  P_BASE: 0x60,
  P_LIMIT: 0x68,
  P_DEALLOC: 0x70,
  P_GUARANTEE: 0x78,
  /** ... and node's own, meanwhile kept here. */
  N_BASE: 0x80,
  N_LIMIT: 0x88,
  N_DEALLOC: 0x90,
  N_GUARANTEE: 0x98,
  N_LIST: 0xa0,
  /** Functions that the machine code calls itself. */
  VIRTUAL_QUERY: 0xa8,
  RTL_UNWIND: 0xb0,
  WRITE_FILE: 0xb8,
  STDERR: 0xc0,
  /** Where region walks begin, how many regions they may write (0: a call is made without), and where to. */
  WALK_FROM: 0xc8,
  WALK_CAPACITY: 0xd0,
  WALK_A: 0xd8,
  WALK_A_COUNT: 0xe0,
  WALK_B: 0xe8,
  WALK_B_COUNT: 0xf0,
  /** The TEB of the thread that ran the stub last. */
  TEB: 0xf8,
  /** Twelve arguments. */
  ARGS: 0x100,
  TERMINATE: 0x168,
  /** The last word of a dying process: 16 bytes of text, then the 8 digits of the code, then a line feed. */
  LAST_WORD: 0x170,
  DIGITS: 0x180,
  /** What the thread that reads standard input needs: handle, buffer, its size and what is in it, events, functions. */
  STDIN: 0x190,
  INPUT: 0x198,
  INPUT_SIZE: 0x1a0,
  INPUT_COUNT: 0x1a8,
  INPUT_CAME: 0x1b0,
  INPUT_TAKEN: 0x1b8,
  READ_FILE: 0x1c0,
  SET_EVENT: 0x1c8,
  WAIT: 0x1d0
} as const

export type Field = keyof typeof fields

/** How many arguments a call takes at most. */
export const maximumArguments = 12

/** The block through which JavaScript and the machine code talk, over memory that both see. */
export class ControlBlock {
  private readonly halves: Uint32Array
  private readonly wholes: BigUint64Array

  constructor(memory: ArrayBuffer) {
    this.halves = new Uint32Array(memory)
    this.wholes = new BigUint64Array(memory)
    const encoder = new TextEncoder()
    new Uint8Array(memory).set(encoder.encode('\nunhandled    0x00000000\n'), fields.LAST_WORD)
  }

  /** Writes a whole field. */
  set(field: Field, value: Word): void {
    this.setAt(fields[field], value)
  }

  setArgument(index: number, value: Word): void {
    this.setAt(fields.ARGS + index * 8, value)
  }

  get(field: Field): Word {
    const index = fields[field] >>> 2
    const high = this.halves[index + 1]!
    // Below 2^53 a word is a number.
    if (high < 0x200000) return high * 0x100000000 + this.halves[index]!
    return wordOf(this.wholes[index >>> 1]!)
  }

  /** The low half of a field, unsigned. */
  low(field: Field): number {
    return this.halves[fields[field] >>> 2]!
  }

  private setAt(offset: number, value: Word): void {
    if (typeof value === 'number') {
      const index = offset >>> 2
      // A Uint32Array keeps a number's low 32 bits.
      this.halves[index] = value
      this.halves[index + 1] = value / 0x100000000
    } else this.wholes[offset >>> 3] = value
  }
}
