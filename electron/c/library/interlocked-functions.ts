import { wordOf } from '../../machine/word'
import { canonicalSigned, type Value } from '../vm-words'
import { raised, type LibraryFunction } from './library-call'
import { pointer } from './process-bytes'

type Change = (old: bigint, value: bigint, comparand: bigint) => bigint

const changes: Readonly<Record<string, { readonly change: Change; readonly answersNew?: true }>> = {
  Increment: { change: (old) => old + 1n, answersNew: true },
  Decrement: { change: (old) => old - 1n, answersNew: true },
  Add: { change: (old, value) => old + value, answersNew: true },
  Exchange: { change: (_old, value) => value },
  ExchangeAdd: { change: (old, value) => old + value },
  And: { change: (old, value) => old & value },
  Or: { change: (old, value) => old | value },
  Xor: { change: (old, value) => old ^ value },
  CompareExchange: { change: (old, value, comparand) => (old === comparand ? value : old) }
}

const widths = { '': 4, '64': 8, '16': 2, Pointer: 8 } as const

/** One thread runs at a time and none gives way in here: that is all that interlocking takes. */
function interlocked(verb: string, suffix: keyof typeof widths): LibraryFunction {
  const { change, answersNew } = changes[verb]!
  const size = widths[suffix]
  const bits = size * 8
  const answer = (value: bigint): Value =>
    suffix === 'Pointer' ? wordOf(value) : canonicalSigned(BigInt.asIntN(bits, value))
  return (c) => {
    const address = pointer(c.args[0]!)
    const loaded = c.process.load(address, size)
    if (loaded === undefined) return raised(c)
    const old = BigInt.asUintN(bits, BigInt(loaded))
    const operand = (index: number): bigint => BigInt.asUintN(bits, BigInt(c.args[index] ?? 0))
    const now = BigInt.asUintN(bits, change(old, operand(1), operand(2)))
    if (!c.process.store(address, size, wordOf(now))) return raised(c)
    return answer(answersNew ? now : old)
  }
}

/** Interlocked Variable Access (learn.microsoft.com): the functions, and the compiler's own under their underscore. */
export const interlockedFunctions: Readonly<Record<string, LibraryFunction>> = Object.fromEntries([
  ...Object.keys(changes).flatMap((verb) =>
    (Object.keys(widths) as (keyof typeof widths)[]).flatMap((suffix) => {
      const run = interlocked(verb, suffix)
      return [
        [`Interlocked${verb}${suffix}`, run],
        [`_Interlocked${verb}${suffix}`, run]
      ] as const
    })
  ),
  ...['MemoryBarrier', 'YieldProcessor', '_ReadWriteBarrier'].map(
    (name) => [name, (() => 0) as LibraryFunction] as const
  )
])
