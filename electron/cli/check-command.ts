import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Machine } from '../engine/process-host'
import { Run } from '../engine/run'
import { compile } from '../c'
import { readSource } from '../engine/documents'
import { exitCodes } from './exit-codes'
import { diagnosticText, printError } from './print'

/** How long one program may take before it is stopped and counted as failed. */
const limitMs = 60_000

interface Verdict {
  readonly fine: boolean
  readonly passed: number
  readonly failed: number
  readonly text: string
}

/** `vadlab check DIR|FILE...`: a line a program, a summary. */
export async function checkCommand(
  paths: readonly string[],
  machine: Machine,
  seed: number
): Promise<number> {
  const description = await machine.describe()
  if (!description.available) {
    printError(description.reason)
    return exitCodes.noWindows
  }
  const files = await programsIn(paths)
  if (files === null) return exitCodes.notRun
  const width = Math.max(...files.map((file) => basename(file).length))
  let passed = 0
  let failed = 0
  let wrong = 0
  for (const [index, file] of files.entries()) {
    showProgress(index, files.length, basename(file))
    const verdict = await checkOne(file, machine, seed)
    clearProgress()
    passed += verdict.passed
    failed += verdict.failed
    if (!verdict.fine) wrong++
    process.stdout.write(
      `${verdict.fine ? 'ok  ' : 'FAIL'} ${basename(file).padEnd(width)}  ${verdict.text}\n`
    )
  }
  process.stdout.write(
    `${files.length} programs on ${description.title}: ${files.length - wrong} fine, ${wrong} not; ${passed} checks passed, ${failed} failed\n`
  )
  return wrong === 0 ? exitCodes.fine : exitCodes.wrong
}

async function programsIn(paths: readonly string[]): Promise<string[] | null> {
  const files: string[] = []
  for (const path of paths) {
    const about = await stat(path).catch(() => null)
    if (about === null) {
      printError(`${path} does not exist. Name .c files or folders that have some.`)
      return null
    }
    if (!about.isDirectory()) files.push(path)
    else
      for (const name of (await readdir(path, { recursive: true })).sort())
        if (name.endsWith('.c')) files.push(join(path, name))
  }
  if (files.length > 0) return files
  printError(`There is no .c file in ${paths.join(', ')}.`)
  return null
}

async function checkOne(file: string, machine: Machine, seed: number): Promise<Verdict> {
  const no = (text: string): Verdict => ({ fine: false, passed: 0, failed: 0, text })
  const read = await readSource(file)
  if (!read.ok) return no(read.reason)
  const compiled = compile(read.source, file)
  if (!compiled.ok) return no(compiled.diagnostics.map((d) => diagnosticText(d, read.source)).join('\n'))
  const failures: string[] = []
  const run = new Run(machine, {
    source: read.source,
    fileName: file,
    processes: compiled.program.processes,
    seed,
    recording: 'output',
    breakpoints: [],
    onStep: (_process, step) => {
      for (const check of step.checks) if (check.verdict === 'FAIL') failures.push(check.text)
    }
  })
  const timer = setTimeout(() => void run.stop(), limitMs)
  const begun = await run.begin()
  if (begun === null) await run.move('continue')
  clearTimeout(timer)
  if (begun !== null) return no(begun.refused.map((d) => diagnosticText(d, read.source)).join('\n'))
  const { passed, failed, todo } = run.checks
  const ended = run.status === 'ended'
  const how = run.status === 'stopped' ? `stopped after ${limitMs / 1000} s` : run.statusText
  const counts = `${passed} passed, ${failed} failed${todo > 0 ? `, ${todo} todo` : ''}`
  return {
    fine: ended && failed === 0,
    passed,
    failed,
    text: [counts, ...(ended ? [] : [how]), ...failures.slice(0, 5).map((line) => `\n       ${line}`)].join(
      ended ? '' : '. '
    )
  }
}

function showProgress(done: number, all: number, name: string): void {
  if (!process.stdout.isTTY) return
  const filled = Math.round((done / all) * 24)
  process.stdout.write(`\r\u001b[2K${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${done}/${all} ${name}`)
}

function clearProgress(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[2K')
}
