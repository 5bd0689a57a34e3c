import type { RunnerReply } from '../runner/messages'
import { runnerReplySchema } from '../runner/message-schemas'
import { createWindowsMachine as createTargets, type Target } from '../windows'
import { appFolder } from './app-files'
import type { Gone, Machine, ProcessHost } from './process-host'

export interface WindowsMachineSettings {
  /** How many target processes stand ready before they are asked for: a window wants one, a single command none. */
  readonly spareTargets: number
}

/** Real Windows memory: each process of a program is a target process of its own. */
export function createWindowsMachine(settings: WindowsMachineSettings): Machine {
  const targets = createTargets({ appFolder: appFolder(), spareTargets: settings.spareTargets })
  return {
    name: 'windows',
    describe: async () => ({ name: 'windows', ...(await targets.describe()) }),
    warm: () => targets.warm(),
    prepare: () => {
      const run = targets.beginRun()
      return {
        start: async (): Promise<ProcessHost | Gone> => {
          const target = await run.start()
          return target.kind === 'gone' ? target : hostOf(target)
        },
        end: () => run.end()
      }
    },
    close: () => targets.close()
  }
}

function hostOf(target: Target): ProcessHost {
  return {
    request: async (request) => {
      const reply = await target.request(request)
      if (reply.kind === 'gone') return reply as Gone
      const parsed = runnerReplySchema.safeParse(reply)
      if (parsed.success) return parsed.data as unknown as RunnerReply
      await target.kill()
      return {
        kind: 'gone',
        message: `The process said what no target says: ${JSON.stringify(reply).slice(0, 200)}`
      }
    },
    end: () => target.kill()
  }
}
