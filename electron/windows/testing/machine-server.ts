import { answerBuiltIn } from '../target/built-in-requests'
import { loadKoffi } from '../target/koffi'
import { serveLines } from '../target/line-loop'
import { replaceStandardStreams, writeToStandardOutput } from '../target/standard-output'
import { openSystem } from '../target/system'
import { WindowsProcess } from '../target/windows-process'

// A target whose machine interface is called from outside, one method a request: for tests.
replaceStandardStreams()
const machine = new WindowsProcess(openSystem(loadKoffi(process.argv[2] ?? '.')))

/** The word that travelled as an object. */
function word(arg: unknown): unknown {
  if (Array.isArray(arg)) return arg.map(word)
  return typeof arg === 'object' && arg !== null && 'word' in arg ? BigInt(String(arg.word)) : arg
}

/** Bigints travel as `{ word: '0x...' }`, bytes as arrays of numbers. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return { word: `0x${value.toString(16)}` }
  return value instanceof Uint8Array ? [...value] : value
}

serveLines(
  { read: machine.openStandardInput(), write: writeToStandardOutput },
  {
    handle(request) {
      const builtIn = answerBuiltIn(request, machine)
      if (builtIn !== undefined) return builtIn
      const { method, args } = request as { method: keyof WindowsProcess; args: unknown[] }
      const result = (machine[method] as (...args: unknown[]) => unknown).apply(
        machine,
        args.map((arg, i) => (method === 'write' && i === 1 ? Uint8Array.from(arg as number[]) : word(arg)))
      )
      const exception = machine.exception
      return {
        kind: 'done',
        result: plain(result),
        exception: exception && { ...exception, address: plain(exception.address) },
        lastError: machine.lastError()
      }
    },
    beginIdle: () => machine.beginIdle(),
    endIdle: () => machine.endIdle()
  }
)
