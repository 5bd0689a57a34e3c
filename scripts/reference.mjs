/**
 * npm run reference: what the compiled programs print, recorded as the reference for both machines.
 *
 *   node scripts/reference.mjs [--check] [--all] [folder or file ...]
 *
 * Compiles each program with MinGW, runs it (under Wine where this is not Windows) and writes its normalised output
 * to conformance/reference/. With --check it compares with what is recorded instead.
 * Exit code: 0 all well, 1 differences or failing programs, 2 wrong arguments, 3 no compiler or no Wine.
 */
import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { differences, normaliseOutput } from './reference/normalise.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const conformance = join(root, 'conformance')
const recordedIn = join(conformance, 'reference')
const onWindows = process.platform === 'win32'

const USUAL = ['private', 'seeds', 'more/private', 'more/language', 'more/threads', 'examples']
const LONGER = ['sections', 'process']
const RUN_TIMEOUT_MS = 60_000

/**
 * Linked into every program: output appears when it is printed, so that the lines of several processes stand in the
 * order in which they were written, and a program that dies loses none. Runs before lab.h's own constructor.
 */
const UNBUFFERED = `#include <stdio.h>
__attribute__((constructor(101))) static void unbuffered(void) { setvbuf(stdout, NULL, _IONBF, 0); }
`

/**
 * Runs a command to its end; never rejects.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').ExecFileOptions} [options]
 * @returns {Promise<{ code: number | string, stdout: string, stderr: string }>} code is a name such as ENOENT when
 * the command could not run, or TIMEOUT.
 */
function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = execFile(
      command,
      args,
      { maxBuffer: 1 << 26, killSignal: 'SIGKILL', ...options },
      (error, stdout, stderr) => {
        const code = error ? (error.killed ? 'TIMEOUT' : (error.code ?? error.signal ?? 1)) : 0
        done({ code, stdout: String(stdout), stderr: String(stderr) })
      }
    )
    child.stdin?.end()
  })
}

/**
 * Runs a program with its output in a file: Wine's services, started along with the first program, inherit its pipes
 * and keep them open long after it has ended.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {string} outputFile
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number | string, output: string }>}
 */
async function runProgram(command, args, outputFile, options) {
  const file = openSync(outputFile, 'a')
  const child = spawn(command, args, { ...options, stdio: ['ignore', file, 'ignore'] })
  const code = await new Promise((done) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      done('TIMEOUT')
    }, RUN_TIMEOUT_MS)
    child.on('error', (error) => {
      clearTimeout(timer)
      done(error.message)
    })
    child.on('exit', (exitCode, signal) => {
      clearTimeout(timer)
      done(exitCode ?? signal)
    })
  })
  closeSync(file)
  const output = await readFile(outputFile, 'utf8')
  await rm(outputFile, { force: true })
  return { code, output }
}

/** @param {string[]} argv */
function readArguments(argv) {
  const options = { check: false, all: false, places: /** @type {string[]} */ ([]) }
  for (const argument of argv) {
    if (argument === '--check') options.check = true
    else if (argument === '--all') options.all = true
    else if (argument.startsWith('-')) fail(2, `unknown option ${argument}; known are --check and --all`)
    else options.places.push(argument)
  }
  if (options.places.length === 0) options.places = [...USUAL, ...(options.all ? LONGER : [])]
  else if (options.all) fail(2, '--all stands for every folder: name none with it')
  return options
}

/**
 * @param {number} code
 * @param {string} message
 * @returns {never}
 */
function fail(code, message) {
  process.stderr.write(`reference: ${message}\n`)
  process.exit(code)
}

/** Where a folder's name leads: `examples`, or a folder of conformance/. */
function folderPath(/** @type {string} */ name) {
  return name === 'examples' || name.startsWith('examples/') ? join(root, name) : join(conformance, name)
}

/** The name under which a program's output is recorded: `more/private/x` for conformance/more/private/x.c. */
function recordName(/** @type {string} */ source) {
  const inConformance = relative(conformance, source)
  const path = inConformance.startsWith('..') ? relative(root, source) : inConformance
  return path.split(sep).join('/').replace(/\.c$/, '')
}

/** The .c files a place stands for: a folder's name, or a file's path from here. */
async function programsOf(/** @type {string} */ place) {
  if (place.endsWith('.c')) {
    const file = resolve(place)
    if (!existsSync(file)) fail(2, `there is no ${place}`)
    if (relative(root, file).startsWith('..')) fail(2, `${place} is not a program of this project`)
    return [file]
  }
  const folder = folderPath(place.replace(/\/$/, ''))
  if (!existsSync(folder))
    fail(2, `there is no folder ${place}; known are ${[...USUAL, ...LONGER].join(', ')}`)
  const names = await readdir(folder)
  return names
    .filter((name) => name.endsWith('.c'))
    .sort()
    .map((name) => join(folder, name))
}

/** Records of programs that are no longer there. */
async function orphansOf(/** @type {string} */ place, /** @type {string[]} */ sources) {
  const folder = join(recordedIn, place)
  if (place.endsWith('.c') || !existsSync(folder)) return []
  const kept = new Set(sources.map((source) => `${basename(source, '.c')}.txt`))
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.txt') && !kept.has(name)).map((name) => join(folder, name))
}

/** The first of these commands that answers, or exit code 3. */
async function findCommand(/** @type {string[]} */ candidates, /** @type {string} */ help) {
  for (const candidate of candidates) {
    const { code } = await run(candidate, ['--version'])
    if (code === 0) return candidate
  }
  fail(3, `${candidates.join(' or ')} is missing: ${help}`)
}

/** How to start an .exe here, with a Wine prefix that is ready. */
async function findRunner() {
  if (onWindows) return { command: null, env: process.env }
  const command = await findCommand(
    ['wine', 'wine64'],
    'install Wine 8 or later (Debian: apt install wine wine64)'
  )
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const ours = join(cache, 'vadlab', 'wine')
  const prefix = existsSync(join(ours, 'system.reg')) ? ours : join(cache, 'vadlab', 'wine-reference')
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', WINEARCH: 'win64' }
  if (!existsSync(join(prefix, 'system.reg'))) {
    process.stderr.write(`reference: making a Wine prefix in ${prefix}\n`)
    await mkdir(prefix, { recursive: true })
    await run('wineboot', ['-i'], { env })
    await run(command, ['winecfg', '-v', 'win10'], { env })
    if (!existsSync(join(prefix, 'system.reg'))) fail(3, `Wine could not make its prefix in ${prefix}`)
  }
  // Some distributions start a server that ends with its last program, and starting one takes a second each time.
  spawn('wineserver', ['-p20'], { env, stdio: 'ignore' }).on('error', () => undefined)
  return { command, env }
}

const options = readArguments(process.argv.slice(2))
const places = []
for (const place of options.places) places.push({ place, sources: await programsOf(place) })
const sources = places.flatMap(({ sources }) => sources)
if (sources.length === 0) fail(2, `no programs in ${options.places.join(', ')}`)

const compiler = await findCommand(
  onWindows ? ['x86_64-w64-mingw32-gcc', 'gcc'] : ['x86_64-w64-mingw32-gcc'],
  'install MinGW-w64 (Debian: apt install gcc-mingw-w64-x86-64; Windows: MSYS2)'
)
const runner = await findRunner()
const work = await mkdtemp(join(tmpdir(), 'vadlab-reference-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 2 }))
const unbuffered = join(work, 'unbuffered.c')
await writeFile(unbuffered, UNBUFFERED)

/** Compiles one program; the answer is the .exe's path, or what the compiler said. */
async function compile(/** @type {string} */ source, /** @type {number} */ index) {
  const exe = join(work, `${index}.exe`)
  const flags = ['-std=gnu11', '-O0', '-w', '-I', conformance]
  const { code, stderr } = await run(compiler, [...flags, source, unbuffered, '-o', exe, '-lpsapi'])
  return code === 0 ? { exe, said: '' } : { exe: null, said: stderr }
}

/** What is wrong with a program that ran, or null. */
function faultOf(/** @type {number | string} */ code, /** @type {string} */ output) {
  if (code === 'TIMEOUT') return `did not end within ${RUN_TIMEOUT_MS / 1000} s`
  if (code !== 0) return `exit code ${code}`
  const failed = output.split('\n').filter((line) => line.startsWith('FAIL '))
  return failed.length > 0 ? failed.join('\n    ') : null
}

const count = { ok: 0, todo: 0, recorded: 0, unlike: 0, faulty: 0 }
const terminal = process.stderr.isTTY
const say = (/** @type {string} */ text) => {
  if (terminal) process.stderr.write('\r\x1b[K')
  process.stdout.write(`${text}\n`)
}

// The next program is compiled while one runs; never two run at once, as they may share names of sections and files.
let next = compile(sources[0], 0)
for (const [index, source] of sources.entries()) {
  const name = recordName(source)
  if (terminal) process.stderr.write(`\r\x1b[K${index + 1}/${sources.length} ${name}`)
  const { exe, said } = await next
  if (index + 1 < sources.length) next = compile(sources[index + 1], index + 1)
  if (exe === null) {
    count.faulty++
    say(`${name}: does not compile\n${said.split('\n').slice(0, 6).join('\n')}`)
    continue
  }
  const [command, args] = runner.command ? [runner.command, [exe]] : [exe, []]
  const ran = await runProgram(command, args, join(work, `${index}.txt`), { env: runner.env, cwd: work })
  await rm(exe, { force: true })
  const output = normaliseOutput(ran.output)
  count.ok += output.match(/^ok /gm)?.length ?? 0
  count.todo += output.match(/^todo /gm)?.length ?? 0
  const fault = faultOf(ran.code, output)
  if (fault !== null) {
    count.faulty++
    say(`${name}: ${fault}`)
    continue
  }
  const record = join(recordedIn, `${name}.txt`)
  if (!options.check) {
    await mkdir(dirname(record), { recursive: true })
    await writeFile(record, output)
    count.recorded++
    continue
  }
  if (!existsSync(record)) {
    count.unlike++
    say(`${name}: nothing is recorded; run without --check`)
    continue
  }
  const unlike = differences(await readFile(record, 'utf8'), output, { todoMayHold: onWindows })
  if (unlike.length === 0) continue
  count.unlike++
  say(name)
  for (const { line, recorded, now } of unlike) {
    say(`  line ${line}\n    recorded ${recorded ?? '(nothing)'}\n    now      ${now ?? '(nothing)'}`)
  }
}

for (const { place, sources } of places) {
  for (const orphan of await orphansOf(place, sources)) {
    const name = relative(root, orphan)
    if (options.check) {
      count.unlike++
      say(`${name}: there is no such program any more`)
    } else await rm(orphan)
  }
}

const outcome = options.check ? `${count.unlike} differ from the record` : `${count.recorded} recorded`
say(
  `${sources.length} programs, ${outcome}, ${count.faulty} faulty; ${count.ok} checks ok, ${count.todo} todo`
)
process.exitCode = count.unlike + count.faulty > 0 ? 1 : 0
