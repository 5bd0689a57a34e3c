import type { RunnerRequest } from '../../runner/messages'
import { createRunnerHost } from '../../runner/runner-host'
import { answerBuiltIn, removeRunFolder } from './built-in-requests'
import { loadKoffi } from './koffi'
import { serveLines } from './line-loop'
import { endWithChildren } from './own-job'
import { replaceStandardStreams, writeToStandardOutput } from './standard-output'
import { currentProcess, openSystem } from './system'
import { WindowsProcess } from './windows-process'

// The program of a target process: `node.exe target.js RUNTIME_FOLDER`. It ends when its standard input does.
replaceStandardStreams()
const system = openSystem(loadKoffi(process.argv[2] ?? '.'))
endWithChildren(system)
const machine = new WindowsProcess(system)
const host = createRunnerHost(machine)

serveLines(
  { read: machine.openStandardInput(), write: writeToStandardOutput },
  {
    handle(request) {
      const builtIn = answerBuiltIn(request, machine)
      if (builtIn !== undefined) return builtIn
      // The one at the other end of the pipe is the engine that started this process.
      const order = request as RunnerRequest
      if (order.kind === 'load') {
        machine.letter = order.letter
        machine.observing = order.recording === 'steps'
      }
      return host.handle(order) ?? { kind: 'broken', message: `No target knows "${String(order.kind)}".` }
    },
    beginIdle: () => machine.beginIdle(),
    endIdle: () => machine.endIdle()
  }
)
removeRunFolder(machine)
// Not process.exit: node takes itself down thread by thread, and the program may have left any of them waiting for ever.
system.terminateProcess(currentProcess, 0)
