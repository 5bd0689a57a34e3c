import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Pipe } from '../../shared/contract/transport'
import { appVersion } from './app-files'
import { createEngine, type Connection } from './engine'
import type { EngineOptions, WorkerNews, WorkerOrder } from './engine-thread'
import { emitOver, serve } from './serve'
import { createSimulatorMachine } from './simulator-machine'
import { createWindowsMachine } from './windows-machine'

const options = workerData as EngineOptions
const engine = createEngine({
  ...options,
  version: appVersion(),
  machines: [createSimulatorMachine(), createWindowsMachine({ spareTargets: 1 })]
})

function pipeOver(port: MessagePort): Pipe {
  return {
    send: (text) => port.postMessage(text),
    listen: (listener) => {
      port.on('message', listener)
      return () => port.off('message', listener)
    }
  }
}

/** How to end each connection, once. */
const endings = new Map<number, () => void>()

function connect(id: number, port: MessagePort): void {
  const pipe = pipeOver(port)
  const connection: Connection = engine.connect(emitOver(pipe))
  serve(pipe, connection.handlers, (message, error) =>
    process.stderr.write(`${message} ${String(error ?? '')}\n`)
  )
  endings.set(id, () => {
    endings.delete(id)
    void connection.close()
  })
  port.once('close', () => endings.get(id)?.())
}

parentPort?.on('message', (order: WorkerOrder) => {
  if (order.kind === 'connect') return connect(order.id, order.port)
  if (order.kind === 'disconnect') return endings.get(order.id)?.()
  void engine.close().then(() => {
    parentPort?.postMessage({ kind: 'closed' } satisfies WorkerNews)
    parentPort?.close()
  })
})
