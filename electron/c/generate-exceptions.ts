import type { Statement } from './ast'
import type { CodeWriter, Label } from './code-writer'
import type { CallSite, Guard } from './compiled-code'
import { generate, generateAddress, type GenerationContext } from './generate-expressions'
import { endFinally, handlerReturn } from './library/exception-functions'
import { sizeOf, type CType } from './types'
import { kindOf } from './value-kinds'

/*
 * A __finally block is there once. Its state says why it runs: 0 at the end of the body, a positive number for each
 * jump out of the body, which goes on behind the block, and -1 while an exception is unwound.
 */

/** A try-finally statement whose body is being generated. */
interface OpenFinally {
  readonly state: number
  readonly block: Label
  /** What follows the block for state 1, 2, ... */
  readonly exits: (() => void)[]
}

/** The try statements of the function whose code is being made. */
export class TryGeneration {
  readonly guards: Guard[] = []
  readonly finallies: OpenFinally[] = []
  /** Ends of the __try blocks that are open, with the number of finallies around each. */
  readonly ends: { readonly label: Label; readonly finallies: number }[] = []
  private readonly depths = new Map<Label, number>()

  /** Notes that jumps to that label lead to here. */
  noteGoal(label: Label): Label {
    this.depths.set(label, this.finallies.length)
    return label
  }
  goalOf(label: Label): number {
    return this.depths.get(label) ?? 0
  }
}

type Context = GenerationContext & { readonly tries: TryGeneration; readonly resultType: CType }

/** Leaves the try statements inside of the outermost `keep`, through their __finally blocks, then does the rest. */
export function leaveTries(f: Context, keep: number, then: () => void): void {
  const { writer: w, tries } = f
  const innermost = tries.finallies.at(-1)
  if (!innermost || tries.finallies.length <= keep) return then()
  // By the time the exit is generated, the innermost is behind us.
  const number = innermost.exits.push(() => leaveTries(f, keep, then))
  w.push(BigInt(number))
  w.emit('StoreLocal4', innermost.state, 0)
  w.jump('Jump', innermost.block)
}

/** `inside` generates a statement; `boundary` marks a line as a place to pause at. */
export function generateTryExcept(
  f: Context,
  s: Extract<Statement, { op: 'try-except' }>,
  inside: (s: Statement) => void,
  boundary: (line: number) => void
): void {
  const { writer: w, tries } = f
  const end = w.label()
  const from = w.here
  generateBody(f, s.body, end, inside)
  const to = w.here
  w.jump('Jump', end)
  const filter = w.here
  boundary(s.filter.place.line)
  generate(f, s.filter)
  w.emit('Return')
  const handler = w.here
  const guard = { from, to, filter, handler, codeOffset: s.code.offset, pointersOffset: s.pointers.offset }
  tries.guards.push({ kind: 'except', ...guard })
  inside(s.handler)
  w.set(end)
}

export function generateTryFinally(
  f: Context,
  s: Extract<Statement, { op: 'try-finally' }>,
  inside: (s: Statement) => void
): void {
  const { writer: w, tries, sites } = f
  const state = s.state.offset
  const open: OpenFinally = { state, block: w.label(), exits: [] }
  const end = w.label()
  const from = w.here
  tries.finallies.push(open)
  generateBody(f, s.body, end, inside)
  tries.finallies.pop()
  const to = w.here
  w.set(end)
  w.push(0n)
  w.emit('StoreLocal4', state, 0)
  w.set(open.block)
  const handler = w.here
  // The guard comes before those of the block, which are beside it, not inside.
  const at = tries.guards.length
  inside(s.handler)
  w.emit('LocalI32', state)
  w.emit('CallSite', sites.push(siteOf(endFinally, ['i32'])) - 1)
  tries.guards.splice(at, 0, { kind: 'finally', from, to, handler, end: w.here, stateOffset: state })
  open.exits.forEach((exit, i) => {
    const next = w.label()
    w.emit('LocalI32', state)
    w.push(BigInt(i + 1))
    w.emit('Eq')
    w.jump('JumpIfZero', next)
    exit()
    w.set(next)
  })
}

function generateBody(f: Context, body: Statement, end: Label, inside: (s: Statement) => void): void {
  const { ends, finallies } = f.tries
  ends.push({ label: end, finallies: finallies.length })
  inside(body)
  ends.pop()
}

/** Keeps the value on the stack, a function's result, while __finally blocks run; answers what brings it back. */
export function keepResult(f: Context, type: CType): () => void {
  const { writer: w } = f
  const kind = kindOf(type)
  const offset = f.frameRoom(8)
  if (type.kind === 'float') {
    const wide = sizeOf(type) === 8
    w.emit('FrameAddress', offset)
    w.emit('Swap')
    w.emit(wide ? 'StoreF64' : 'StoreF32', 0)
    return () => {
      w.emit('FrameAddress', offset)
      w.emit(wide ? 'LoadF64' : 'LoadF32')
    }
  }
  if (kind === 'i64' || kind === 'u64') {
    w.emit('StoreLocal8', offset, 0)
    return () => w.emit(kind === 'i64' ? 'LocalI64' : 'LocalU64', offset)
  }
  w.emit('StoreLocal4', offset, 0)
  return () => w.emit(kind.startsWith('i') ? 'LocalI32' : 'LocalU32', offset)
}

/** Copies a struct that is returned into its place before __finally blocks run. */
export function keepStructResult(
  f: Context,
  holder: number,
  value: Parameters<typeof generateAddress>[1]
): void {
  const { writer: w } = f
  w.emit('LocalU64', holder)
  generateAddress(f, value)
  w.emit('CopyStruct', sizeOf(f.resultType) ?? 0)
  w.emit('Pop')
}

/** The instruction to which handlers return. */
export function generateHandlerReturn(w: CodeWriter, sites: CallSite[]): number {
  const at = w.here
  w.emit('CallSite', sites.push(siteOf(handlerReturn, [])) - 1)
  return at
}

function siteOf(name: string, args: CallSite['args']): CallSite {
  return { name, origin: 'library', line: 0, column: 0, length: 0, args, texts: [], result: 'none' }
}
