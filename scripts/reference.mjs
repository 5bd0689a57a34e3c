/**
 * npm run reference: VadLab's real side against the real thing, program by program.
 *
 *   node scripts/reference.mjs [--record | --native] [--counts FILE] [folder or file ...]
 *
 * Compiles each program with MinGW, runs it (under Wine where this is not Windows), runs it with VadLab on the Windows
 * machine, and prints the lines in which the two, or the compiled program and its record in conformance/reference/,
 * differ; addresses count as alike. Without the compiler the record stands for the compiled program.
 * --record writes the records anew instead; --native leaves VadLab out; --counts writes {passed, failed, skipped} there.
 * Exit code: 0 all well, 1 differences or failing programs, 2 wrong arguments, 3 no Wine, or no compiler to record with.
 */
import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { differences, normaliseOutput } from './reference/normalise.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const conformance = join(root, 'conformance')
const recordedIn = join(conformance, 'reference')
const onWindows = process.platform === 'win32'

const FOLDERS = [
  'private',
  'sections',
  'process',
  'seeds',
  'more/private',
  'more/sections',
  'more/process',
  'more/language',
  'more/threads',
  'more/tutorials',
  'more/native',
  'examples'
]
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
  const options = { record: false, native: false, counts: '', places: /** @type {string[]} */ ([]) }
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]
    if (argument === '--record') options.record = true
    else if (argument === '--native') options.native = true
    else if (argument === '--counts') options.counts = argv[++i] ?? ''
    else if (argument.startsWith('-'))
      fail(2, `unknown option ${argument}; known are --record, --native and --counts`)
    else options.places.push(argument)
  }
  if (options.places.length === 0) options.places = FOLDERS
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
  if (!existsSync(folder)) fail(2, `there is no folder ${place}; known are ${FOLDERS.join(', ')}`)
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

/** The first of these commands that answers, or null. */
async function findCommand(/** @type {string[]} */ candidates) {
  for (const candidate of candidates) {
    const { code } = await run(candidate, ['--version'])
    if (code === 0) return candidate
  }
  return null
}

/** How to start an .exe here, with a Wine prefix that is ready. */
async function findRunner() {
  if (onWindows) return { command: null, env: process.env }
  const command = await findCommand(['wine', 'wine64'])
  if (command === null) fail(3, 'Wine is missing: run npm run setup')
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

const compiler = await findCommand(onWindows ? ['x86_64-w64-mingw32-gcc', 'gcc'] : ['x86_64-w64-mingw32-gcc'])
if (compiler === null) {
  const help = onWindows ? 'install MinGW-w64 (MSYS2)' : 'run npm run setup'
  if (options.record || options.native) fail(3, `MinGW-w64 is missing: ${help}`)
  say(`The records stand for the compiled programs: MinGW-w64 is missing (${help}).`)
}
const runner = await findRunner()
const work = await mkdtemp(join(tmpdir(), 'vadlab-reference-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 2 }))
/** What lab.h and `-w` say comes too late where windows.h and strsafe.h are included before it. */
const flags = [
  '-std=gnu11',
  '-O0',
  '-w',
  '-D_WIN32_WINNT=0x0A00',
  '-DNTDDI_VERSION=0x0A000006',
  '-DSTRSAFE_NO_DEPRECATE'
]
const unbuffered = join(work, 'unbuffered.o')
const headers = join(work, 'include')

/** What all programs share, compiled once: lab.h with the headers of Windows is most of a compilation's time. */
async function prepareCompiler() {
  await mkdir(headers)
  await copyFile(join(conformance, 'lab.h'), join(headers, 'lab.h'))
  await run(compiler, [...flags, join(headers, 'lab.h'), '-o', join(headers, 'lab.h.gch')])
  const text = join(work, 'unbuffered.c')
  await writeFile(text, UNBUFFERED)
  await run(compiler, [...flags, '-c', text, '-o', unbuffered])
}

/** Compiles one program; the answer is the .exe's path, or what the compiler said. */
async function compile(/** @type {string} */ source, /** @type {number} */ index) {
  const exe = join(work, `${index}.exe`)
  const text = await readFile(source, 'utf8')
  // MinGW starts at wmain only when told to; a UNICODE of the program's own then meets that of -municode.
  const wide =
    /\bwmain\s*\(/.test(text) || (/\b_tmain\s*\(/.test(text) && /^\s*#\s*define\s+_?UNICODE\b/m.test(text))
  const { code, stderr } = await run(compiler, [
    ...flags,
    ...(wide ? ['-municode', '-UUNICODE'] : []),
    '-I',
    headers,
    source,
    unbuffered,
    '-o',
    exe,
    '-lpsapi'
  ])
  return code === 0 ? { exe, said: '' } : { exe: null, said: stderr }
}

/** What is wrong with a program that ran, or null. */
function faultOf(/** @type {number | string} */ code, /** @type {string} */ output) {
  if (code === 'TIMEOUT') return `did not end within ${RUN_TIMEOUT_MS / 1000} s`
  if (code !== 0) return `exit code ${code}`
  const failed = output.split('\n').filter((line) => line.startsWith('FAIL '))
  return failed.length > 0 ? failed.join('\n    ') : null
}

/** Runs every program compiled: what each printed, normalised, by name; faults are said and counted. */
async function runCompiled() {
  await prepareCompiler()
  const outputs = new Map()
  // The next program is compiled while one runs; never two run at once, as they may share names of sections and files.
  let next = compile(sources[0], 0)
  for (const [index, source] of sources.entries()) {
    const name = recordName(source)
    if (terminal) process.stderr.write(`\r\x1b[K${index + 1}/${sources.length} ${name}`)
    const { exe, said } = await next
    if (index + 1 < sources.length) next = compile(sources[index + 1], index + 1)
    if (exe === null) {
      faulty.add(name)
      say(`${name}: does not compile\n${said.split('\n').slice(0, 6).join('\n')}`)
      continue
    }
    const [command, args] = runner.command ? [runner.command, [exe]] : [exe, []]
    const start = () => runProgram(command, args, join(work, `${index}.txt`), { env: runner.env, cwd: work })
    let ran = await start()
    // Every program prints, at once: where nothing came, Wine did not start it, which happens while its server changes.
    if (ran.code === 1 && ran.output === '') {
      say(`${name}: Wine did not start it; once more`)
      ran = await start()
    }
    await rm(exe, { force: true })
    const output = normaliseOutput(ran.output)
    count.ok += output.match(/^ok /gm)?.length ?? 0
    count.todo += output.match(/^todo /gm)?.length ?? 0
    const fault = faultOf(ran.code, output)
    if (fault !== null) {
      faulty.add(name)
      say(`${name}: ${fault}`)
    } else outputs.set(name, output)
  }
  return outputs
}

/** Runs every program with VadLab on the Windows machine: what each printed, normalised, by name. */
async function runInVadLab() {
  const folder = join(work, 'vadlab')
  const vadlab = join(root, 'bin', 'vadlab.js')
  const args = [vadlab, 'check', '--on', 'windows', '--outputs', folder]
  const named = sources.map((source) => relative(root, source))
  const { code, stdout, stderr } = await run(process.execPath, [...args, ...named], { cwd: root })
  if (code !== 0 && code !== 1)
    fail(code === 3 ? 3 : 1, `vadlab check ended with ${code}: ${stderr || stdout}`)
  const outputs = new Map()
  for (const source of sources) {
    const file = join(folder, relative(root, source).replace(/\.c$/, '.txt'))
    if (existsSync(file)) outputs.set(recordName(source), normaliseOutput(await readFile(file, 'utf8')))
  }
  return outputs
}

/** The records of all programs that have one, by name. */
async function readRecords() {
  const records = new Map()
  for (const name of sources.map(recordName)) {
    const file = join(recordedIn, `${name}.txt`)
    if (existsSync(file)) records.set(name, await readFile(file, 'utf8'))
  }
  return records
}

/**
 * Programs that compare counters of the whole process over a stretch of time. In VadLab the program shares its process
 * with node, whose own memory moves them by up to some MiB now and then: a difference is said and is not counted.
 */
const sharedCounters = new Set(
  sources
    .filter((source) => /\bGetProcessMemoryInfo\b/.test(readFileSync(source, 'utf8')))
    .map((source) => recordName(source))
)

/** Says in which lines two outputs of a program differ and counts it. */
function compareOutputs(name, [firstTitle, first], [secondTitle, second], options) {
  const found = differences(first, second, options)
  if (found.length === 0) return
  const isKnown = sharedCounters.has(name) && secondTitle === 'VadLab'
  if (!isKnown) unlike.add(name)
  else say(`${name}: known, the counters are those of the whole process, node's memory included`)
  const width = Math.max(firstTitle.length, secondTitle.length)
  say(name)
  for (const { line, recorded, now } of found)
    say(
      `  line ${line}\n    ${firstTitle.padEnd(width)} ${recorded ?? '(nothing)'}\n    ${secondTitle.padEnd(width)} ${now ?? '(nothing)'}`
    )
}

const count = { ok: 0, todo: 0, recorded: 0 }
/** Programs with differences, and programs that do not compile or fail by themselves. */
const unlike = new Set()
const faulty = new Set()
const terminal = process.stderr.isTTY
function say(/** @type {string} */ text) {
  if (terminal) process.stderr.write('\r\x1b[K')
  process.stdout.write(`${text}\n`)
}

const compiled = compiler === null ? null : await runCompiled()
if (options.record) {
  for (const [name, output] of compiled) {
    const record = join(recordedIn, `${name}.txt`)
    await mkdir(dirname(record), { recursive: true })
    await writeFile(record, output)
    count.recorded++
  }
} else {
  const records = await readRecords()
  const lab = options.native ? null : await runInVadLab()
  // What Wine does otherwise is recorded as todo and holds on Windows.
  const todoMayHold = onWindows
  // Exceptions are taken to their handlers by the interpreter, as Windows does it, also where Wine does otherwise.
  const dispatched = (/** @type {string} */ name) => name.startsWith('more/language/')
  for (const name of sources.map(recordName)) {
    const record = records.get(name)
    const native = compiled?.get(name)
    if (record === undefined) {
      unlike.add(name)
      say(`${name}: nothing is recorded; run with --record`)
    } else if (native !== undefined)
      compareOutputs(name, ['recorded', record], ['compiled', native], { todoMayHold })
    const truth = native ?? record
    if (lab === null || truth === undefined) continue
    const ours = lab.get(name)
    if (ours === undefined) {
      unlike.add(name)
      say(`${name}: VadLab printed nothing`)
    } else
      compareOutputs(name, [native === undefined ? 'recorded' : 'compiled', truth], ['VadLab', ours], {
        todoMayHold: todoMayHold || dispatched(name)
      })
  }
}

for (const { place, sources } of places) {
  for (const orphan of await orphansOf(place, sources)) {
    const name = relative(root, orphan)
    if (options.record) await rm(orphan)
    else {
      unlike.add(name)
      say(`${name}: there is no such program any more`)
    }
  }
}

const outcome = options.record ? `${count.recorded} recorded` : `${unlike.size} with differences`
const checks = compiled === null ? '' : `; ${count.ok} checks ok, ${count.todo} todo`
say(`${sources.length} programs, ${outcome}, ${faulty.size} faulty${checks}`)
const failures = [...new Set([...unlike, ...faulty])]
const failed = failures.length
if (options.counts !== '')
  await writeFile(
    options.counts,
    JSON.stringify({ passed: sources.length - failed, failed, skipped: 0, failures })
  )
process.exitCode = failed > 0 ? 1 : 0
