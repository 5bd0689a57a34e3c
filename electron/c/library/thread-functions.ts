import { wordOfValue, valueOfWord, type Value } from '../vm-words'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'

const minusOne = 0xffffffffffffffffn

function create(c: LibraryCall, args: readonly Value[]): Value | undefined {
  if (c.process.threads === undefined) return 0
  const handle = c.threads.create(args.map((value) => wordOfValue('u64', value)))
  return handle === undefined ? raised(c) : valueOfWord('u64', handle)
}

/** learn.microsoft.com, _beginthread: the thread closes its handle itself; -1 says that there is none. */
const beginThread: LibraryFunction = (c) => {
  const [start, stackSize, argument] = c.args as [Value, Value, Value]
  const handle = create(c, [0, stackSize, start, argument, 0, 0])
  if (handle === 0) return minusOne
  if (handle !== undefined) c.threads.closeAtEnd(wordOfValue('u64', handle))
  return handle
}

/** process.h: C's way to a thread. */
export const threadFunctions: Readonly<Record<string, LibraryFunction>> = {
  _beginthreadex: (c) => create(c, c.args),
  _beginthread: beginThread,
  _endthreadex: (c) => {
    c.threads.end(Number(c.args[0]) >>> 0)
    return 0
  },
  _endthread: (c) => {
    c.threads.end(0)
    return 0
  }
}
