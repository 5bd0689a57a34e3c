import { addToWord } from '../../machine/word'
import { valueOfWord, wordOfValue } from '../vm-words'
import { raised, type LibraryFunction } from './library-call'

const sizes = { byte: 1, word: 2, dword: 4, qword: 8 } as const
type Width = keyof typeof sizes

/** Where nothing is: a machine without TEBs has GS lead there, and the touch raises. */
const nowhere = 0

/** `mov eax, gs:[offset]`: GS leads to the TEB on x64. Microsoft, __readgsbyte. */
const read =
  (width: Width): LibraryFunction =>
  (c) => {
    const at = addToWord(c.process.threadBlock ?? nowhere, Number(c.args[0]))
    const value = c.process.load(at, sizes[width])
    return value === undefined ? raised(c) : valueOfWord(width === 'qword' ? 'u64' : 'u32', value)
  }

const write =
  (width: Width): LibraryFunction =>
  (c) => {
    const at = addToWord(c.process.threadBlock ?? nowhere, Number(c.args[0]))
    return c.process.store(at, sizes[width], wordOfValue('u64', c.args[1]!)) ? 0 : raised(c)
  }

/** intrin.h's access to the TEB. */
export const threadBlockFunctions: Readonly<Record<string, LibraryFunction>> = {
  __readgsbyte: read('byte'),
  __readgsword: read('word'),
  __readgsdword: read('dword'),
  __readgsqword: read('qword'),
  __writegsbyte: write('byte'),
  __writegsword: write('word'),
  __writegsdword: write('dword'),
  __writegsqword: write('qword')
}
