import { rmSync } from 'node:fs'
import { join, parse } from 'node:path'
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
  if (typeof request !== 'object' || request === null || !('kind' in request)) return undefined
  switch (request.kind) {
    case 'hello': {
      const reply: HelloReply = {
        kind: 'hello',
        processId: machine.processId,
        platform: process.platform,
        nodeVersion: process.version
      }
      return reply
    }
    case 'enter':
      enter((request as unknown as { folder: string }).folder, machine)
      return { kind: 'entered' }
    case 'measure':
      return { kind: 'measured', ...measure(machine) }
    default:
      return undefined
  }
}

/** Takes up its place in a run's folder, before a program is loaded: see `RunFolder`. */
function enter(folder: string, machine: WindowsProcess): void {
  const temporary = join(folder, 'temp')
  process.env['TMP'] = temporary
  process.env['TEMP'] = temporary
  process.chdir(join(folder, 'work'))
  machine.folder = folder
}

/**
 * Whoever started this process is gone, and with it the one who would remove the run's folder. Another process of the
 * run may be at it too, or hold a file open: what stays is for the sweep at the next start.
 */
export function removeRunFolder(machine: WindowsProcess): void {
  if (machine.folder === '') return
  process.chdir(parse(machine.folder).root)
  try {
    rmSync(machine.folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 })
  } catch {
    return
  }
}
