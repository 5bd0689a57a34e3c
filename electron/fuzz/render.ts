import { namedConstants as k } from '../../shared/win32/constants'
import type { Action, Actor, Argument, NumberFamily, Sequence } from '../known-differences/actions'
import { operations } from './operations'
import { arenaSize, prelude } from './prelude'

/** A program of sequences, one after the other in the same processes. */
export interface RenderedProgram {
  readonly source: string
  /** The number of each sequence's first step; a sequence's steps count on from there. */
  readonly firstSteps: readonly number[]
  readonly processes: readonly Actor[]
}

type FlagNames = readonly (keyof typeof k)[]

const protections: FlagNames = [
  'PAGE_NOACCESS',
  'PAGE_READONLY',
  'PAGE_READWRITE',
  'PAGE_WRITECOPY',
  'PAGE_EXECUTE',
  'PAGE_EXECUTE_READ',
  'PAGE_EXECUTE_READWRITE',
  'PAGE_EXECUTE_WRITECOPY',
  'PAGE_GUARD',
  'PAGE_NOCACHE',
  'PAGE_WRITECOMBINE'
]
const names: Readonly<Record<NumberFamily, FlagNames>> = {
  size: [],
  plain: [],
  allocation: [
    'MEM_COMMIT',
    'MEM_RESERVE',
    'MEM_REPLACE_PLACEHOLDER',
    'MEM_RESERVE_PLACEHOLDER',
    'MEM_RESET',
    'MEM_TOP_DOWN',
    'MEM_WRITE_WATCH',
    'MEM_PHYSICAL',
    'MEM_RESET_UNDO',
    'MEM_LARGE_PAGES'
  ],
  protection: protections,
  free: ['MEM_COALESCE_PLACEHOLDERS', 'MEM_PRESERVE_PLACEHOLDER', 'MEM_DECOMMIT', 'MEM_RELEASE'],
  view: ['FILE_MAP_COPY', 'FILE_MAP_WRITE', 'FILE_MAP_READ', 'FILE_MAP_EXECUTE'],
  section: [...protections, 'SEC_IMAGE', 'SEC_RESERVE', 'SEC_COMMIT', 'SEC_NOCACHE'],
  process: ['PROCESS_VM_OPERATION', 'PROCESS_VM_READ', 'PROCESS_VM_WRITE', 'PROCESS_QUERY_INFORMATION'],
  fileAccess: ['GENERIC_READ', 'GENERIC_WRITE', 'GENERIC_EXECUTE'],
  heapFlags: ['HEAP_ZERO_MEMORY', 'HEAP_NO_SERIALIZE', 'HEAP_REALLOC_IN_PLACE_ONLY']
}

/** `MEM_COMMIT | 0x8`; sizes and numbers in hexadecimal. */
export function numberText(value: number, family: NumberFamily): string {
  if (value < 0) return `(SIZE_T)-${hex(-value)}`
  let rest = BigInt(value)
  const parts: string[] = []
  for (const name of names[family]) {
    const bit = BigInt(k[name])
    if ((rest & bit) !== bit) continue
    parts.push(name)
    rest &= ~bit
  }
  if (rest !== 0n || parts.length === 0) parts.push(hex(rest))
  return parts.join(' | ')
}

function hex(value: number | bigint): string {
  return value < 10 ? String(value) : `0x${value.toString(16).toUpperCase()}`
}

/** An argument as C writes it. */
export function argumentText(argument: Argument): string {
  switch (argument.kind) {
    case 'number':
      return numberText(argument.value, argument.family)
    case 'place':
      return placeText(argument.base, argument.offset)
    case 'section':
      return `sections[${argument.index}]`
    case 'file':
      return argument.index < 0 ? 'INVALID_HANDLE_VALUE' : `files[${argument.index}]`
    case 'heap':
      return `heaps[${argument.index}]`
    case 'block':
      return `blocks[${argument.index}]`
    case 'process':
      return { self: 'GetCurrentProcess()', other: 'other', none: 'NULL' }[argument.which]
    case 'name':
      return argument.index === null ? 'NULL' : `section_name(${argument.index})`
  }
}

function placeText(base: 'arena' | 'null' | number, offset: number): string {
  if (base === 'null') return offset === 0 ? 'NULL' : `(BYTE *)${hex(offset)}`
  const start = base === 'arena' ? 'ARENA' : `at[${base}]`
  if (offset === 0) return start
  return offset < 0 ? `${start} - ${hex(-offset)}` : `${start} + ${hex(offset)}`
}

/** The statement of an action. */
export function actionText(action: Action, step: number): string {
  const operation = operations[action.operation]
  if (operation === undefined) throw new Error(`There is no operation ${action.operation}.`)
  const args = action.args.map((argument) =>
    // A file's name is a number of its own in C.
    argument.kind === 'name' && action.operation === 'CreateFile'
      ? String(argument.index)
      : argumentText(argument)
  )
  // What an error code of an earlier call says must not be taken for this one's.
  return `SetLastError(0); ${operation.c(args, step, action.keeps ?? -1)}`
}

/**
 * One C program that does the sequences in order; `comment` stands on top.
 */
export function renderProgram(sequences: readonly Sequence[], comment = ''): RenderedProgram {
  const processes: Actor[] = sequences.some((s) => s.some((a) => a.by === 'B')) ? ['A', 'B'] : ['A']
  const parts: string[] = []
  const turns: Record<Actor, string[]> = { A: [], B: [] }
  const firstSteps: number[] = []
  let turn: Actor = 'A'
  let step = 1
  const pass = (to: Actor): void => {
    if (turn === to) return
    turns[turn].push(`    lab_switch_to('${to}');`)
    turn = to
  }
  sequences.forEach((sequence, number) => {
    firstSteps.push(step)
    turns.A.push(`    begin(${number});`)
    if (processes.includes('B')) {
      pass('B')
      turns.B.push(`    begin(${number});`)
      pass('A')
    }
    for (let from = 0; from < sequence.length;) {
      const by = sequence[from]!.by
      let to = from
      while (to < sequence.length && sequence[to]!.by === by) to++
      pass(by)
      const name = `${by.toLowerCase()}${number}_${from}`
      const lines = sequence.slice(from, to).map((action) => `    ${actionText(action, step++)}`)
      parts.push(`static void ${name}(void)\n{\n${lines.join('\n')}\n}\n`)
      turns[by].push(`    ${name}();`)
      from = to
    }
    if (processes.includes('B')) {
      pass('B')
      turns.B.push('    finish();')
      pass('A')
    }
    turns.A.push('    finish();')
  })
  const two = processes.includes('B')
  // B ends by itself, not by being left.
  if (two) pass('B')
  const source = [
    ...(comment === '' ? [] : [comment]),
    ...(two ? ['#define LAB_PROCESS_B'] : []),
    '#include "lab.h"',
    '',
    '#define ARENA ((BYTE *)0x200000000000)',
    `#define ARENA_SIZE 0x${arenaSize.toString(16)}`,
    prelude,
    ...parts,
    ...(two
      ? [
          `int process_b(void)\n{\n    other = lab_process('A');\n    lab_switch_to('A');\n${turns.B.join('\n')}\n    return 0;\n}\n`
        ]
      : []),
    'int main(void)',
    '{',
    '    lab_post(0, GetCurrentProcessId());',
    ...(two ? [`    lab_switch_to('B');`, `    other = lab_process('B');`] : []),
    ...turns.A,
    '    return 0;',
    '}',
    ''
  ].join('\n')
  return { source, firstSteps, processes }
}
