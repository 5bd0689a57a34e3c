import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtCommand, lastLine, mainOf, vadlab, windowsHere } from './testing/built-command'

const { available, reason } = await windowsHere()
const { folder, put, command } = builtCommand()

describe('vadlab compare', () => {
  const both = (name: string, work: () => void | Promise<void>, limit?: number): void =>
    test(name, (context) => (available ? work() : context.skip(reason)), limit)

  both('a program that both machines answer alike differs in nothing, exit code 0', () => {
    const body =
      '    char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);\n    DWORD old;\n    VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);\n    VirtualFree(p, 0, MEM_RELEASE);\n    return 0;'
    const outcome = command('compare', put('alike.c', mainOf(body)))
    expect(lastLine(outcome.out)).toMatch(
      /^Nothing differs\. ✓ \d+ same, ≈ \d+ as expected, ✗ 0 differences\.$/
    )
    expect(outcome.out).toMatch(/VirtualProtect\(.*PAGE_READONLY/)
    expect(outcome.code).toBe(0)
  })

  both('what Wine is known to do otherwise is said with why, exit code 0', () => {
    const outcome = command(
      'compare',
      put(
        'expected.c',
        mainOf('    VirtualFree((void *)0x400000000000, 0x1000, MEM_DECOMMIT);\n    return 0;')
      )
    )
    expect(outcome.out).toMatch(/^≈ .*VirtualFree.*\[last error\]/m)
    expect(outcome.out).toContain('487 ERROR_INVALID_ADDRESS')
    expect(outcome.out).toContain('why        VirtualFree of free memory')
    expect(lastLine(outcome.out)).toMatch(
      /^Nothing differs that is not explained\. ✓ \d+ same, ≈ \d+ as expected \(1 by Wine\), ✗ 0 differences\.$/
    )
    expect(outcome.code).toBe(0)
    expect(command('compare', '--strict', join(folder, 'expected.c')).code).toBe(1)
  })

  const differing = mainOf('    return GetFileAttributesA("Z:\\\\") == INVALID_FILE_ATTRIBUTES;')

  both('what nothing explains is marked, exit code 1', () => {
    const outcome = command('compare', put('differs.c', differing))
    expect(outcome.out).toMatch(/^✗ /m)
    expect(lastLine(outcome.out)).toMatch(/✗ [1-9]\d* differences?\.$/)
    expect(outcome.out).toContain('not explained; please report it')
    expect(outcome.code).toBe(1)
  })

  both('reports are written in the formats of their names, and replaced only when told to', () => {
    const file = put('reported.c', mainOf('    puts("<b>hello</b>");\n    return 0;'))
    const names = ['r.html', 'r.md', 'r.json'].map((name) => join(folder, name))
    const outcome = command('compare', file, ...names.flatMap((name) => ['--report', name]))
    expect(outcome.code).toBe(0)
    const [html, markdown, json] = names.map((name) => readFileSync(name, 'utf8'))
    expect(html).toContain('&lt;b&gt;hello')
    expect(html).not.toMatch(/<script|https?:|<b>hello/)
    expect(markdown).toContain('# Simulator | Windows')
    expect(JSON.parse(json!)).toMatchObject({ format: 'vadlab-comparison', version: 1, refused: [] })
    expect(command('compare', file, '--report', names[0]!)).toMatchObject({
      code: 2,
      err: `${names[0]} exists already: --force replaces it.\n`
    })
    expect(command('compare', file, '--force', '--report', names[0]!).code).toBe(0)
  })

  both('a report that cannot be written is said before anything runs', () => {
    const outcome = command('compare', put('early.c', differing), '--report', join(folder, 'none', 'r.md'))
    expect(outcome).toMatchObject({ code: 2, out: '', err: expect.stringContaining('does not exist') })
  })

  test('a report whose name says no format is refused before anything runs', () => {
    const outcome = command('compare', put('any.c', mainOf('    return 0;')), '--report', 'r.pdf')
    expect(outcome.code).toBe(2)
    expect(outcome.err).toContain('The extension decides the format: .html, .md or .json.')
  })

  both(
    'a folder is compared program by program, with a sum and one report',
    () => {
      const programs = join(folder, 'programs')
      mkdirSync(programs)
      writeFileSync(join(programs, 'a.c'), mainOf('    return 0;'))
      writeFileSync(join(programs, 'b.c'), mainOf('    Sleep(0);\n    return 0;'))
      const reports = ['folder.html', 'folder.md', 'folder.json'].map((name) => join(folder, name))
      const outcome = command('compare', programs, ...reports.flatMap((name) => ['--report', name]))
      expect(outcome.code).toBe(0)
      expect(outcome.out.match(/^✓ {2}.*\.c {2}✓ \d+ same/gm)).toHaveLength(2)
      expect(lastLine(outcome.out)).toMatch(
        /^2 programs compared: ✓ \d+ same, ≈ \d+ as expected.*, ✗ 0 differences$/
      )
      const [html, markdown, json] = reports.map((name) => readFileSync(name, 'utf8'))
      expect(html).toContain('href="#program-1"')
      expect(markdown).toContain('](#program-1) |')
      expect((JSON.parse(json!) as { programs: unknown[] }).programs).toHaveLength(2)
      writeFileSync(join(programs, 'c.c'), differing)
      const worse = command('compare', programs)
      expect(worse.code).toBe(1)
      expect(worse.out).toMatch(/^✗ {2}.*c\.c /m)
      writeFileSync(join(programs, 'd.c'), 'int main(void) { return }\n')
      const refused = command('compare', programs, '--force', '--report', reports[2]!)
      expect(refused.code).toBe(2)
      expect(lastLine(refused.out)).toMatch(/^3 programs compared, 1 not: /)
      expect(JSON.parse(readFileSync(reports[2]!, 'utf8'))).toMatchObject({
        refused: [{ reason: expect.stringMatching(/d\.c:1:\d+: /) }]
      })
    },
    120_000
  )
})

test('vadlab compare that is cancelled says how far it came, exits with 130 and writes no report', async (context) => {
  if (!available) context.skip(reason)
  const endless = put('cancelled/b.c', mainOf('    for (;;) Sleep(0);'))
  put('cancelled/a.c', mainOf('    return 0;'))
  const report = join(folder, 'cancelled.html')
  for (const [programs, says] of [
    [join(endless, '..'), /^Cancelled after 1 of 2 programs: ✓ \d+ same/m],
    [endless, /^$/]
  ] as const) {
    const child = spawn(process.execPath, [vadlab, 'compare', programs, '--report', report], { cwd: folder })
    let out = ''
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    // The one program of the second round is well under way by then; of the first round, the first is done.
    const begun = Date.now()
    while (programs === endless ? Date.now() - begun < 8000 : !out.includes('a.c'))
      await new Promise((resolve) => setTimeout(resolve, 100))
    const asked = Date.now()
    child.kill('SIGINT')
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect(code).toBe(130)
    expect(out).toMatch(says)
    expect(err).toContain('Cancelled: no report was written.')
    expect(existsSync(report)).toBe(false)
    expect(Date.now() - asked).toBeLessThan(10_000)
  }
}, 120_000)
