import type { Word } from '../../machine/word'
import { addToWord } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import type { Access } from '../process-memory'
import type { RuleId } from '../rules'

/** Touches every page of the range, as these functions do inside a handler: TRUE when that raises. Guards are consumed. */
function isBad(call: ApiCall, address: Word, size: number, access: Access): Word {
  if (size === 0) return 0
  if (address === 0) return 1
  const good = call.process.probe(address, Math.min(size, 2 ** 47), access)
  const raised = call.process.exception
  call.process.exception = null
  if (good) return 0
  return raised?.rule === undefined ? 1 : call.because(raised.rule.id as RuleId, raised.why ?? '', 1)
}

/** IsBadReadPtr(lp, ucb) */
export const IsBadReadPtr: ApiFunction = (call) => isBad(call, call.word(0), call.size(1), 'read')

/** IsBadWritePtr(lp, ucb) */
export const IsBadWritePtr: ApiFunction = (call) => isBad(call, call.word(0), call.size(1), 'write')

/** IsBadHugeReadPtr, IsBadHugeWritePtr: of 16-bit Windows, where blocks above 64 KiB were another matter. */
export const IsBadHugeReadPtr: ApiFunction = IsBadReadPtr
export const IsBadHugeWritePtr: ApiFunction = IsBadWritePtr

/** IsBadCodePtr(lpfn): whether the first byte can be read; executing is not tried. */
export const IsBadCodePtr: ApiFunction = (call) => isBad(call, call.word(0), 1, 'read')

/** IsBadStringPtr(lpsz, ucchMax): reads to the terminator, or as far as it is told. */
function isBadString(call: ApiCall, unit: 1 | 2): Word {
  const most = call.size(1)
  if (most === 0) return 0
  for (let done = 0; done < most; done++) {
    const value =
      call.word(0) === 0 ? undefined : call.process.load(addToWord(call.word(0), done * unit), unit)
    if (value === undefined) {
      call.process.exception = null
      return 1
    }
    if (value === 0) return 0
  }
  return 0
}
export const IsBadStringPtrA: ApiFunction = (call) => isBadString(call, 1)
export const IsBadStringPtrW: ApiFunction = (call) => isBadString(call, 2)
