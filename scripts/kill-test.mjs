/**
 * npm run kill-test -- [--times N] [--seed S]: kills one of those who take part in a run at a random moment, again and
 * again, and looks for what is left: processes, files, named objects, silence. Has a Wine prefix of its own.
 *
 * Exit code: 0 nothing was left, 1 something was, 2 wrong arguments, 3 no Wine, no runtime, or not Linux.
 */
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { runtimeFolder, winePrefix } from './setup/places.mjs'

const { values } = parseArgs({ options: { times: { type: 'string' }, seed: { type: 'string' } } })
const times = Number(values.times ?? 200)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (!Number.isInteger(times) || !Number.isInteger(seed))
  leave(2, 'kill-test: --times and --seed are whole numbers')
if (process.platform !== 'linux') leave(3, 'kill-test: needs Linux with Wine')
if (!existsSync(join(winePrefix, 'vadlab-ready.txt')) || !existsSync(runtimeFolder))
  leave(3, 'kill-test: run `npm run setup` first')

const root = resolve(import.meta.dirname, '..')
const victim = join(root, 'scripts', 'kill-test', 'victim.c')
const witness = join(root, 'scripts', 'kill-test', 'witness.c')
const scratch = mkdtempSync(join(tmpdir(), 'vadlab-kill-test-'))
const temporary = join(scratch, 'tmp')
const prefix = join(scratch, 'vadlab', 'wine')
/** Who may be killed: `app` takes what an app has, `command` what `vadlab run` has. */
const participants = {
  command: ['target A', 'target B', 'target being started', 'host', 'wineserver'],
  app: ['target A', 'target B', 'spare target', 'host', 'engine worker', 'wineserver']
}
/** How long after a kill processes and files may still be there: a target hears of its host’s end when it has started. */
const graceMs = 10_000

function leave(/** @type {number} */ code, /** @type {string} */ text) {
  process.stderr.write(`${text}\n`)
  process.exit(code)
}

/** mulberry32: the same kills for the same seed, as far as the machine's own timing allows. */
let state = seed >>> 0
function random() {
  state = (state + 0x6d2b79f5) >>> 0
  let t = Math.imul(state ^ (state >>> 15), state | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(random() * list.length)] ?? ''
const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms))

/** A prefix that shares the installed system of the usual one, with a wineserver of its own. */
function makePrefix() {
  mkdirSync(prefix, { recursive: true })
  mkdirSync(temporary)
  for (const name of readdirSync(winePrefix)) {
    const from = join(winePrefix, name)
    if (name === 'drive_c') symlinkSync(from, join(prefix, name))
    else cpSync(from, join(prefix, name), { recursive: true, verbatimSymlinks: true })
  }
  symlinkSync(runtimeFolder, join(scratch, 'vadlab', 'windows-runtime'))
}

const env = { ...process.env, XDG_CACHE_HOME: scratch, TMPDIR: temporary, VADLAB_DATA: join(scratch, 'data') }

/** The processes of this test's prefix: what they run, oldest first. */
function wineProcesses() {
  const found = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'latin1')
      if (!environment.split('\0').includes(`WINEPREFIX=${prefix}`)) continue
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ')
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || command === '') continue
      found.push({ id: Number(name), parent: Number(fields[1]), command, startedAt: Number(fields[19]) })
    } catch {
      // It has just ended, or is someone else's.
    }
  }
  return found.sort((a, b) => a.startedAt - b.startedAt || a.id - b.id)
}
const targets = () => wineProcesses().filter((one) => /node\.exe|cmd\.exe/.test(one.command))
const targetsOf = (/** @type {number | undefined} */ host) =>
  targets().filter((one) => one.parent === host && one.command.includes('node.exe'))

/** What is left in the folder for temporary files, but for what Wine keeps there for itself. */
const folders = () => readdirSync(temporary).filter((name) => !name.startsWith('wine-'))

function kill(/** @type {number | undefined} */ id) {
  if (id === undefined) return false
  try {
    process.kill(id, 'SIGKILL')
    return true
  } catch {
    return false
  }
}

/** `vadlab run` of a program. */
function startCommand(/** @type {string} */ program) {
  const child = spawn(process.execPath, ['bin/vadlab.js', 'run', '--on', 'windows', program], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (bytes) => (output += bytes))
  child.stderr.on('data', (bytes) => (errors += bytes))
  /** @type {Promise<{ status: string, text: string, output: string }>} */
  const over = new Promise((done) =>
    child.on('close', (code, signal) =>
      done({ status: signal ?? `exit ${code}`, text: errors.trim(), output })
    )
  )
  return { pid: child.pid, over }
}

/** An app that stays: how each run ends comes as a line. */
function startApp() {
  const child = spawn(process.execPath, ['scripts/kill-test/host.mjs'], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'ignore']
  })
  child.stdin.on('error', () => undefined)
  /** @type {((news: { status: string, text: string }) => void) | null} */
  let hear = null
  let alive = true
  createInterface(child.stdout).on('line', (line) => {
    const news = JSON.parse(line)
    hear?.({ status: news.status, text: news.text })
  })
  child.on('close', () => {
    alive = false
    hear?.({ status: 'SIGKILL', text: '' })
  })
  return {
    pid: child.pid,
    get alive() {
      return alive
    },
    run: (/** @type {string} */ program) => {
      const over = new Promise((done) => (hear = done))
      child.stdin.write(`run ${program}\n`)
      return over
    },
    endWorker: () => child.stdin.write('end-worker\n'),
    end: () => kill(child.pid)
  }
}

/** Kills the participant if it is there; says whether. */
function strike(
  /** @type {string} */ who,
  /** @type {number | undefined} */ host,
  /** @type {() => void} */ endWorker
) {
  const there = targetsOf(host)
  switch (who) {
    case 'target A':
      return kill(there[0]?.id)
    case 'target B':
      return kill(there[1]?.id)
    case 'target being started':
    case 'spare target':
      return kill(there.at(-1)?.id)
    case 'host':
      return kill(host)
    case 'engine worker':
      endWorker()
      return true
    case 'wineserver':
      return kill(wineProcesses().find((one) => one.command.includes('wineserver'))?.id)
  }
  return false
}

/** Waits until nothing is left but one process that stands ready in the app; answers what is left too long. */
async function leftovers(/** @type {boolean} */ filesToo) {
  const until = Date.now() + graceMs
  for (;;) {
    const spare = app?.alive ? targetsOf(app.pid).at(-1)?.id : undefined
    const processes = targets().filter((one) => one.id !== spare)
    const files = filesToo ? folders() : []
    if (processes.length === 0 && files.length === 0) return []
    if (Date.now() > until) return [...processes.map((one) => `process ${one.id} ${one.command}`), ...files]
    await sleep(30)
  }
}

/** @typedef {{ kind: string, who: string, delayMs: number, struck: boolean, status: string, text: string, problems: string[], swept: number }} Kill */

/** @type {ReturnType<typeof startApp> | null} */
let app = null

async function witnessed() {
  const { status, output, text } = await startCommand(witness).over
  return status === 'exit 0' && /^4 passed, 0 failed/m.test(text)
    ? []
    : [`the next run: ${status} ${text} ${output}`]
}

/** @returns {Promise<Kill>} */
async function killOnce(/** @type {'command' | 'app'} */ kind, /** @type {number} */ durationMs) {
  const who = pick(participants[kind])
  const early = who === 'target being started' || who === 'spare target'
  const delayMs = Math.floor(random() * (early ? 0.4 : 1) * durationMs)
  const problems = []
  let outcome
  let struck = false
  if (kind === 'command') {
    const command = startCommand(victim)
    await sleep(delayMs)
    for (let i = 0; i < 100 && !(struck = strike(who, command.pid, () => undefined)); i++) {
      if ((await Promise.race([command.over, sleep(20)])) !== undefined) break
    }
    outcome = await Promise.race([command.over, sleep(30_000).then(() => ({ status: 'hangs', text: '' }))])
  } else {
    if (!app?.alive) app = startApp()
    const running = app
    const over = running.run(victim)
    await sleep(delayMs)
    for (let i = 0; i < 100 && !(struck = strike(who, running.pid, running.endWorker)); i++) {
      if ((await Promise.race([over, sleep(20)])) !== undefined) break
    }
    outcome = await Promise.race([over, sleep(30_000).then(() => ({ status: 'hangs', text: '' }))])
  }
  if (outcome.status === 'hangs') problems.push('it hangs')
  const hostKilled = outcome.status === 'SIGKILL'
  if (!hostKilled && !saysWhat(outcome)) problems.push(`no sentence: ${outcome.status} "${outcome.text}"`)
  const appStays = kind === 'app' && !hostKilled
  const ownFolder = hostKilled || who === 'engine worker'
  const first = await leftovers(!ownFolder)
  // Where nobody was there to end a process or remove a folder, the next start does.
  if (!hostKilled) problems.push(...first)
  if (ownFolder) await sleep(300)
  const swept = folders().length + (hostKilled ? first.length : 0)
  if (appStays) {
    const next = await Promise.race([/** @type {any} */ (app).run(witness), sleep(60_000)])
    if (next?.status !== 'ended') problems.push(`the app's next run: ${next?.status} ${next?.text}`)
  }
  if (swept > 0 || random() < (appStays ? 0.1 : 0.4)) problems.push(...(await witnessed()))
  problems.push(...(await leftovers(who !== 'engine worker')))
  return { kind, who, delayMs, struck, status: outcome.status, text: outcome.text, problems, swept }
}

/** Whether the outcome says in a sentence what happened, or the program had come to its end by itself. */
function saysWhat(/** @type {{ status: string, text: string }} */ { status, text }) {
  if (status === 'exit 0' || status === 'ended') return true
  if (/Wine’s server has ended/.test(text)) return true
  return /\b(is gone|does not start|was killed|was ended|ended|stopped|could not)\b.*\./.test(text)
}

console.log(`kill-test: ${times} kills, seed ${seed}, on ${hostname()}`)
makePrefix()
/** @type {Kill[]} */
const kills = []
let durationMs
try {
  await startCommand(witness).over
  const started = Date.now()
  const first = await startCommand(victim).over
  durationMs = Date.now() - started
  if (first.status !== 'exit 0') leave(1, `The victim does not run: ${first.status} ${first.text}`)
  for (let i = 0; i < times; i++) {
    const done = await killOnce(random() < 0.5 ? 'command' : 'app', durationMs)
    kills.push(done)
    if (done.problems.length > 0 || process.env.VADLAB_KILL_TEST_VERBOSE)
      console.log(
        `${i + 1}: ${done.kind}, ${done.who} after ${done.delayMs} ms: ${done.status} ${done.text}\n   ${done.problems.join('\n   ')}`
      )
  }
} finally {
  app?.end()
  await sleep(500)
  try {
    execFileSync('wineserver', ['-k'], { env: { ...process.env, WINEPREFIX: prefix }, stdio: 'ignore' })
  } catch {
    // It has ended already.
  }
  await sleep(500)
  for (const one of wineProcesses()) kill(one.id)
  rmSync(scratch, { recursive: true, force: true })
}
for (const [kind, list] of Object.entries(participants))
  for (const who of list) {
    const these = kills.filter((one) => one.kind === kind && one.who === who)
    if (these.length === 0) continue
    const struck = these.filter((one) => one.struck).length
    const swept = these.filter((one) => one.swept > 0).length
    const wrong = these.filter((one) => one.problems.length > 0).length
    console.log(
      `${kind.padEnd(8)}${who.padEnd(22)}${struck} killed, ${these.length - struck} already over, ${swept} left to the next start, ${wrong} wrong`
    )
  }
const wrong = kills.filter((one) => one.problems.length > 0).length
console.log(
  `${kills.length} kills, ${wrong} left something behind (the run takes ${durationMs} ms when nobody is killed)`
)
process.exit(wrong === 0 ? 0 : 1)
