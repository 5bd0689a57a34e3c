import { setImmediate } from 'node:timers/promises'
import { createRunnerHost } from '../runner/runner-host'
import { Simulator, type SimulatorSnapshot } from '../simulator'
import type { Machine, ProcessHost } from './process-host'

/** The simulated machine: its processes live in the engine's own thread and give it back between slices. */
export function createSimulatorMachine(): Machine {
  return {
    name: 'simulator',
    describe: async () => ({
      name: 'simulator',
      available: true,
      title: 'Windows 10/11 x64, simulated',
      reason: ''
    }),
    settingsNotice: () => '',
    prepare: (settings) => {
      const simulator = new Simulator(settings)
      const kept = new Map<number, SimulatorSnapshot>()
      let moments = 0
      const keepMoment = (): number => {
        kept.set(++moments, simulator.snapshot())
        return moments
      }
      return {
        takeKept: (moment) => {
          const state = kept.get(moment) ?? null
          kept.delete(moment)
          return state
        },
        start: async (letter): Promise<ProcessHost> => {
          const host = createRunnerHost(simulator.createProcess(letter), keepMoment)
          let ended = false
          return {
            request: async (request) => {
              // Lets a stop or a pause come in between two slices.
              await setImmediate()
              return ended ? { kind: 'gone', message: 'The process has ended.' } : host.handle(request)
            },
            end: async () => {
              ended = true
            }
          }
        },
        settings: simulator.settings,
        snapshot: () => simulator.snapshot(),
        end: async () => undefined
      }
    },
    warm: async () => undefined,
    close: async () => undefined
  }
}
