// `npm test`: every part, one after the other; at the end what failed, by name and reason, and one line with the sum. A
// part that cannot run here is counted as skipped and says why.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'vadlab-test-'))
const sum = { passed: 0, failed: 0, skipped: 0 }
const only = process.argv.slice(2)
/** What failed, a few lines each: said at the end, where nobody has to look for it. */
const failures = []

/** Runs one part and adds its counts. `count` answers {passed, failed, skipped} or null when it could not be read. */
function part(name, command, args, count, env = {}) {
  if (only.length > 0 && !only.includes(name)) return
  const started = Date.now()
  console.log(`\n== ${name}`)
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32'
  })
  const counts = count(result.status) ?? { passed: 0, failed: 1, skipped: 0 }
  // A runner that says failure while every test passed has something to say: a crash, an unhandled error.
  if (result.status !== 0 && counts.failed === 0 && !counts.excused) counts.failed = 1
  const named = counts.failures ?? []
  failures.push(...named.map((text) => `${name}: ${text}`))
  if (counts.failed > 0 && named.length === 0)
    failures.push(`${name}: exit code ${result.status}${result.signal === null ? '' : `, ${result.signal}`}`)
  sum.passed += counts.passed
  sum.failed += counts.failed
  sum.skipped += counts.skipped
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(
    `== ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`
  )
}

const firstLines = (text) => text.trim().split('\n').slice(0, 4).join('\n      ')

const byExit = (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 })

function vitestCounts(file) {
  return () => {
    if (!existsSync(file)) return null
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const skipReasons = new Map()
    for (const suite of report.testResults)
      for (const test of suite.assertionResults)
        if (test.status === 'pending' || test.status === 'skipped') {
          const reason = test.meta?.skipReason ?? test.ancestorTitles?.[0] ?? 'no reason given'
          skipReasons.set(reason, (skipReasons.get(reason) ?? 0) + 1)
        }
    for (const [reason, times] of skipReasons) console.log(`   skipped ${times}: ${reason}`)
    const brokenSuites = report.testResults.filter(
      (s) => s.status === 'failed' && s.assertionResults.length === 0
    ).length
    const failures = report.testResults.flatMap((suite) => {
      const failed = suite.assertionResults.filter(({ status }) => status === 'failed')
      const broken = suite.status === 'failed' && failed.length === 0 ? [suite.message ?? ''] : []
      return [
        ...failed.map((test) => [test.fullName, test.failureMessages?.join('\n') ?? '']),
        ...broken.map((message) => ['the file itself', message])
      ].map(([title, why]) => `${relative(root, suite.name)}: ${title}\n      ${firstLines(why)}`)
    })
    return {
      failures,
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenSuites,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0)
    }
  }
}

function playwrightCounts(file) {
  return () => {
    if (!existsSync(file)) return null
    const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'))
    const failures = []
    const walk = (suite) => {
      for (const spec of suite.specs ?? [])
        for (const test of spec.tests) {
          if (test.status === 'skipped')
            console.log(
              `   skipped ${spec.title}: ${test.annotations.find((a) => a.type === 'skip')?.description ?? ''}`
            )
          if (test.status === 'unexpected' || test.status === 'flaky')
            failures.push(
              `${spec.file}:${spec.line}: ${spec.title}\n      ${firstLines(test.results[0]?.error?.message ?? '')}`
            )
        }
      for (const inner of suite.suites ?? []) walk(inner)
    }
    for (const suite of suites) walk(suite)
    return {
      failures,
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped
    }
  }
}

const npx = (...args) => ['npx', ['--no-install', ...args]]
const unitReport = join(scratch, 'unit.json')
const conformanceReport = join(scratch, 'conformance.json')
const endToEndReport = join(scratch, 'e2e.json')

part('build', ...npx('electron-vite', 'build', '--logLevel', 'warn'), byExit)
part('lint', ...npx('eslint', '.'), byExit)
part('format', ...npx('prettier', '--check', '--log-level', 'warn', '.'), byExit)
part('types', ...npx('vue-tsc', '--noEmit', '-p', 'tsconfig.json'), byExit)
part(
  'unit',
  ...npx('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${unitReport}`),
  vitestCounts(unitReport)
)
part(
  'conformance',
  ...npx(
    'vitest',
    'run',
    '--config',
    'vitest.conformance.config.ts',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile=${conformanceReport}`
  ),
  vitestCounts(conformanceReport)
)
// Every program compiled, and on the Windows machine: a program counts as a test.
const referenceCounts = join(scratch, 'reference.json')
part('reference', process.execPath, ['scripts/reference.mjs', '--counts', referenceCounts], (status) => {
  if (existsSync(referenceCounts)) return JSON.parse(readFileSync(referenceCounts, 'utf8'))
  if (status !== 3) return null
  console.log('   skipped: the programs did not run on real memory, as Wine is not here (see above)')
  return { passed: 0, failed: 0, skipped: 1, excused: true }
})
// A short differential test: a sequence of calls that both machines answer alike counts as a test.
const fuzzCounts = join(scratch, 'fuzz.json')
part(
  'fuzz',
  process.execPath,
  ['scripts/fuzz.mjs', '--seconds', '20', '--seed', '1', '--most', '1', '--counts', fuzzCounts],
  (status) => {
    if (existsSync(fuzzCounts)) return JSON.parse(readFileSync(fuzzCounts, 'utf8'))
    if (status !== 3) return null
    console.log('   skipped: there is no Windows machine here to compare with (see above)')
    return { passed: 0, failed: 0, skipped: 1, excused: true }
  }
)
part(
  'e2e',
  ...npx('playwright', 'test', '--config', 'e2e/playwright.config.ts'),
  playwrightCounts(endToEndReport),
  {
    PLAYWRIGHT_JSON_OUTPUT_NAME: endToEndReport,
    PLAYWRIGHT_JSON_OUTPUT_FILE: endToEndReport
  }
)

// The end-to-end specs of the Electron shell run where its program is; what they cannot say here is said.
if (
  (only.length === 0 || only.includes('e2e')) &&
  !existsSync(join(root, 'node_modules', 'electron', 'path.txt'))
) {
  console.log(
    '   skipped 1: the end-to-end specs in Electron, as its program is not here (npx install-electron brings it)'
  )
  sum.skipped++
}

rmSync(scratch, { recursive: true, force: true })
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((text) => `  ${text}`).join('\n')}`)
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exitCode = sum.failed === 0 ? 0 : 1
