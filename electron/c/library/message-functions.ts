import { describeError } from '../../../shared/win32/errors'
import { errorConstants } from '../../../shared/win32/error-constants'
import { messageTexts } from '../../../shared/win32/message-texts'
import { allocate } from './heap-functions'
import { raised, type LibraryFunction } from './library-call'
import { pointer, unitsOfText, writeUnits } from './process-bytes'

const allocateBuffer = 0x100
const fromSystem = 0x1000
const invalidParameter = 87
const insufficientBuffer = 122
const noSuchMessage = 317

/** The system's message for an error code; of a code that it says nothing documented of, our own sentence, or ''. */
function messageOf(code: number): string {
  const { name, text } = describeError(code)
  return (name in errorConstants && messageTexts[name as keyof typeof errorConstants]) || text
}

/**
 * FormatMessageA and FormatMessageW where Windows' own are not there, for the system's messages, which is what programs
 * use them for: a sentence on an error code, with the line end that Windows puts behind it. Other sources have no
 * messages here.
 * https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-formatmessage
 */
const formatMessage =
  (unitSize: 1 | 2): LibraryFunction =>
  (c) => {
    const name = unitSize === 1 ? 'FormatMessageA' : 'FormatMessageW'
    if (c.process.offers(name)) return c.process.call(name, c.args) ?? raised(c)
    const [flags, , code, , buffer, size] = c.args
    const refuse = (error: number): number => {
      if (c.process.offers('SetLastError')) c.process.call('SetLastError', [error])
      return 0
    }
    if (buffer === 0) return refuse(invalidParameter)
    if ((Number(flags) & fromSystem) === 0) return refuse(noSuchMessage)
    const text = messageOf(Number(code))
    if (text === '') return refuse(noSuchMessage)
    const units = unitsOfText(`${text}\r\n`)
    let to = buffer!
    if (Number(flags) & allocateBuffer) {
      const block = allocate(c, Math.max(units.length + 1, Number(size)) * unitSize)
      if (block === undefined || block === 0) return block
      if (!c.process.store(pointer(buffer!), 8, pointer(block))) return raised(c)
      to = block
    } else if (units.length >= Number(size)) return refuse(insufficientBuffer)
    return writeUnits(c.process, to, [...units, 0], unitSize) ? units.length : raised(c)
  }

export const messageFunctions: Readonly<Record<string, LibraryFunction>> = {
  FormatMessageA: formatMessage(1),
  FormatMessageW: formatMessage(2)
}
