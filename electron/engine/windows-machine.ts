import { settingsInWords } from '../../shared/contract/machine-words'
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
    // Real memory is as it is: RAM, page file, limits and privileges are the computer's and the person's own.
    settingsNotice: (settings) => {
      const words = settingsInWords(settings)
      return words.length === 0
        ? ''
        : `The Windows machine is real and has its own memory and privileges; only the simulator has ${listed(words)}.`
    },
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

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
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
