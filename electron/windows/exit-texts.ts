import { statusNames } from './status-names'

/** How a target process ended. */
export interface TargetExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** What it wrote to stderr last. */
  readonly errorOutput: string
  readonly underWine: boolean
  /** Whether we ended it. */
  readonly killed: boolean
  /** What it was asked for and had not answered; null when it was idle. */
  readonly duringRequest: string | null
}

/** Says in a sentence how a target process ended. */
export function describeExit(exit: TargetExit): string {
  const during = exit.duringRequest === null ? '' : ` while it answered "${exit.duringRequest}"`
  if (exit.killed) return `The process was ended${during}.`
  const exception = /unhandled\s+0x([0-9a-f]{8})/.exec(exit.errorOutput)
  if (exception) return `The process ended with code ${codeText(parseInt(exception[1]!, 16))}${during}.`
  if (exit.signal !== null) return `The process was killed (${exit.signal})${during}.`
  const code = exit.code ?? 0
  if (!exit.underWine) return `The process ended with code ${codeText(code >>> 0)}${during}.`
  // Wine hands only the low byte on.
  const likely = [...statusNames.keys()].find((status) => status >= 0xc0000000 && (status & 0xff) === code)
  const guess = code !== 0 && likely !== undefined ? `, as ${codeText(likely)} does` : ''
  return `The process ended with a code whose last byte is 0x${hex(code, 2)}${guess}${during}.`
}

function codeText(code: number): string {
  const name = statusNames.get(code)
  return `0x${hex(code, 8)}${name === undefined ? '' : ` (${name})`}`
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
