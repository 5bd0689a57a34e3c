import { regionsToColumns } from '../../shared/contract/region-columns'
import type { RunnerReply, RunnerRequest } from '../runner/messages'
import type { Gone, Machine, ProcessHost } from './process-host'

/** A reply that pauses for a reason, with what a test wants to say otherwise. */
export function paused(
  pausing: Extract<RunnerReply, { kind: 'paused' }>['pausing'],
  more: Partial<Extract<RunnerReply, { kind: 'paused' }>> = {}
): RunnerReply {
  return { kind: 'paused', pausing, line: 1, steps: [], mailbox: new Array<string>(16).fill('0'), ...more }
}

/** A machine whose processes answer what a test wrote down, for each process in order; `load` is answered by itself. */
export function scriptedMachine(
  script: Readonly<Record<string, readonly (RunnerReply | Gone | 'never')[]>>
): Machine & { readonly heard: { letter: string; request: RunnerRequest }[]; readonly alive: Set<string> } {
  const heard: { letter: string; request: RunnerRequest }[] = []
  const alive = new Set<string>()
  return {
    name: 'simulator',
    heard,
    alive,
    describe: async () => ({ name: 'simulator', available: true, title: 'scripted', reason: '' }),
    settingsNotice: () => '',
    prepare: () => {
      const endings: (() => void)[] = []
      return {
        start: async (letter): Promise<ProcessHost> => {
          const replies = [...(script[letter] ?? [])]
          alive.add(letter)
          let wake: (gone: Gone) => void = () => undefined
          const end = async (): Promise<void> => {
            alive.delete(letter)
            wake({ kind: 'gone', message: 'ended by the engine' })
          }
          endings.push(() => void end())
          return {
            request: async (request) => {
              heard.push({ letter, request })
              if (request.kind === 'load')
                return {
                  kind: 'loaded',
                  processId: letter.charCodeAt(0),
                  line: 1,
                  place: null,
                  set: regionsToColumns([]),
                  warnings: []
                }
              if (!alive.has(letter)) return { kind: 'gone', message: 'ended by the engine' }
              const reply = replies.shift() ?? { kind: 'gone' as const, message: 'the script is over' }
              if (reply !== 'never') return reply
              return new Promise<Gone>((resolve) => {
                wake = resolve
              })
            },
            end
          }
        },
        end: async () => endings.forEach((end) => end())
      }
    },
    warm: async () => undefined,
    close: async () => undefined
  }
}
