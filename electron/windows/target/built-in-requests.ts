import type { WindowsProcess } from './windows-process'
import { measure } from './measure'

/** What a target says of itself. */
export interface HelloReply {
  readonly kind: 'hello'
  /** The Windows process id. */
  readonly processId: number
  readonly platform: string
  readonly nodeVersion: string
}

/** Answers what every target can answer whatever it runs; undefined for other requests. */
export function answerBuiltIn(request: unknown, machine: WindowsProcess): unknown {
  switch (kindOf(request)) {
    case 'hello': {
      const reply: HelloReply = {
        kind: 'hello',
        processId: machine.processId,
        platform: process.platform,
        nodeVersion: process.version
      }
      return reply
    }
    case 'measure':
      return { kind: 'measured', ...measure(machine) }
    default:
      return undefined
  }
}

function kindOf(request: unknown): unknown {
  return typeof request === 'object' && request !== null && 'kind' in request ? request.kind : undefined
}
