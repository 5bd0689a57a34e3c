// An app as both shells are one: the engine's worker with one window connected, told what to do line by line.
// `run PATH` answers with how the run ended, `end-worker` ends the engine's thread as a crash would.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { MessageChannel, Worker } from 'node:worker_threads'

const appFolder = resolve(import.meta.dirname, '..', '..')
const say = (/** @type {object} */ news) => process.stdout.write(`${JSON.stringify(news)}\n`)

/** @type {Worker | null} */
let worker = null
/** @type {import('node:worker_threads').MessagePort | null} */
let port = null
let lastId = 0

function start() {
  const started = new Worker(join(appFolder, 'out', 'main', 'engine-worker.js'), {
    workerData: { dataFolder: join(process.env.TMPDIR ?? '/tmp', '..', 'data'), appFolder }
  })
  worker = started
  started.on('exit', () => {
    if (worker === started) worker = port = null
    say({ kind: 'over', status: 'failed', text: 'The engine stopped, and the run with it.' })
  })
  const channel = new MessageChannel()
  port = channel.port1
  port.on('message', hear)
  started.postMessage({ kind: 'connect', id: 1, port: channel.port2 }, [channel.port2])
  ask('app/describe', {})
}

let moved = false

function hear(/** @type {string} */ text) {
  const message = JSON.parse(text)
  if (message.kind !== 'event' || message.name !== 'run/changed') return
  const { runId, status, statusText } = message.payload
  if (status === 'paused' && !moved) {
    moved = true
    ask('run/move', { runId, how: 'continue' })
  }
  if (['ended', 'died', 'stopped', 'failed'].includes(status)) say({ kind: 'over', status, text: statusText })
}

function ask(/** @type {string} */ name, /** @type {unknown} */ input) {
  port?.postMessage(JSON.stringify({ id: ++lastId, name, input }))
}

/** What a machine usually is; the Windows machine has none of it. */
const settings = {
  ...{ seed: 1, randomise: true, ram: 2 ** 33, pageFile: 2 ** 32, commitLimit: null },
  ...{ largePagePrivilege: false, clusterPages: 8 }
}

createInterface(process.stdin).on('line', (line) => {
  const [word, path] = line.split(' ')
  if (word === 'end-worker') return void worker?.terminate()
  if (worker === null) start()
  moved = false
  const source = readFileSync(path ?? '', 'utf8')
  ask('run/start', {
    source,
    fileName: 'a.c',
    machines: ['windows'],
    settings,
    insist: false,
    breakpoints: []
  })
})
start()
