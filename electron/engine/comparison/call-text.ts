import { describeError } from '../../../shared/win32/errors'
import type { CallRecord } from '../../../shared/contract/step'

/** `VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE)`. */
export function callText(call: CallRecord): string {
  return `${call.name}(${call.args.map((argument) => argument.text).join(', ')})`
}

/** What a machine answered to a call, in a line: `FALSE, 487 ERROR_INVALID_ADDRESS`. */
export function answerText(call: CallRecord): string {
  if (call.exception !== null) return `${call.exception.name} ${call.exception.where}`.trim()
  const named = call.result.meaning?.startsWith('#') ?? false
  const result = named ? `${call.result.raw} (${call.result.meaning})` : call.result.text
  const error = call.failed ? `, ${call.lastError} ${describeError(call.lastError).name}` : ''
  const outs = call.outs.map((out) => `${out.name} ${out.text}`).join(', ')
  return `${result}${error}${outs === '' ? '' : `  {${outs}}`}`
}
