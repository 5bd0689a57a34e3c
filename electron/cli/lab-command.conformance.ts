import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeReport } from '../engine/labs/lab-report'
import { keepProgram, noteAttempt, ProgressStore } from '../engine/labs/progress-store'
import { builtCommand, windowsHere } from './testing/built-command'

const { available, reason } = await windowsHere()
const { folder, command } = builtCommand()

const program = `#include <windows.h>
int main(void)
{
    char *p = NULL;
    // @fill
    return 0; // @done
}
`
const lab = (condition: string, needs = 'simulator'): string => `---
title: T
goal: G
minutes: 5
needs: ${needs}
---

## One

Open [a.c](a.c#fill).

\`\`\`check after @fill
${condition}
\`\`\`

\`\`\`c solution after @fill
    p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);
\`\`\`

\`\`\`hint
Reserve it.
\`\`\`

Source: [VirtualAlloc](https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-virtualalloc)
`

function put(course: string, name: string, text: string): string {
  const place = join(folder, course, name)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'lab.md'), text)
  writeFileSync(join(place, 'a.c'), program)
  return join(folder, course)
}

describe('vadlab lab check', () => {
  test('has a line for each lab and 0 when all is well', () => {
    const course = put('good', '01-one', lab('regionAt(p).state == MEM_RESERVE'))
    expect(command('lab', 'check', course)).toEqual({
      code: 0,
      out: 'ok   01-one  1 step, 1 check on the simulator\n1 lab: 1 fine, 0 not\n',
      err: ''
    })
  })

  test('tells what is wrong at its file and line, with 1', () => {
    const course = put('bad', '01-one', lab('regionAt(p).state == MEM_COMMIT'))
    put('bad', '02-two', lab('regionAt(p).state == MEM_COMIT'))
    put('bad', '03-three', lab('committed == 0'))
    const { code, out } = command('lab', 'check', course)
    expect(code).toBe(1)
    expect(out).toMatch(
      /FAIL 01-one .*1 wrong\n.*01-one\/lab\.md:13:1: On the simulator this fails with the solution: Expected the state of the region at p to be MEM_COMMIT; it is MEM_RESERVE\.\n/
    )
    expect(out).toMatch(
      /FAIL 02-two +not read\n.*02-two\/lab\.md:13:22: There is no variable or constant MEM_COMIT/
    )
    expect(out).toMatch(/FAIL 03-three .*\n.*03-three\/lab\.md:12:1: This check passes without the solution/)
    expect(out).toMatch(/3 labs: 0 fine, 3 not\n$/)
  })

  test('prints what each prediction’s answer is worked out to with --answers', () => {
    const asked = lab('regionAt(p).state == MEM_RESERVE').replace(
      '```check',
      '```predict number after @done\nquestion: How large is the free block at NULL?\nanswer: regionAt(p).size\nunit: KiB\nwhy: A page.\n```\n\n```check'
    )
    const course = put('answers', '01-one', asked)
    expect(command('lab', 'check', course, '--answers').out).toMatch(
      /^ok {3}01-one .*\n +12: one\/predict-1 on the simulator: 2097024 KiB\n/
    )
    expect(command('lab', 'check', course).out).not.toContain('predict-1')
  })

  test('ends with 2 where there is no lab', () => {
    expect(command('lab', 'check', join(folder, 'nowhere'))).toMatchObject({ code: 2, out: '' })
    expect(command('lab', 'check', folder, '--on', 'mars')).toMatchObject({ code: 2, out: '' })
  })

  test.skipIf(!available)(`runs a lab on both machines where it needs them ${reason}`, () => {
    const course = put(
      'both',
      '01-one',
      lab('same(regionAt(p).size)\nregionAt(p).state == MEM_RESERVE', 'both')
    )
    expect(command('lab', 'check', course).out).toMatch(
      /^ok {3}01-one {2}1 step, 1 check on the simulator and Windows\n/
    )
    expect(command('lab', 'check', course, '--on', 'simulator').out).toMatch(/on the simulator\n/)
  })
})

describe('vadlab lab verify', () => {
  test('gives the answers of a report again, and tells one that was changed', async () => {
    const source = program.replace(
      '// @fill\n',
      '// @fill\n    p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);\n'
    )
    const course = put('handed-in', '01-one', lab('regionAt(p).state == MEM_RESERVE'))
    const store = new ProgressStore(join(folder, 'data'))
    const about = { id: '01-one', version: 'x', title: 'T' }
    await store.change('Ada', about, (record, at) => {
      const key = keepProgram(record, 'a.c', source)
      noteAttempt(record, 'one/check-1', { at, right: true, program: key, machines: ['simulator'] })
    })
    const report = makeReport(await store.read('Ada'), null, '1.0', new Date('2026-01-02'))
    const place = join(folder, 'report.json')
    writeFileSync(place, JSON.stringify(report))
    expect(command('lab', 'verify', place, '--labs', course)).toMatchObject({
      code: 0,
      out: 'note 01-one has changed since; its answers were tried with the lab as it is\nAda, 2026-01-02: 1 reproduced, 0 not, 0 could not be tried\n'
    })
    writeFileSync(place, JSON.stringify(report).replace('MEM_RESERVE, PAGE', 'MEM_COMMIT, PAGE'))
    const { code, out } = command('lab', 'verify', place, '--labs', course)
    expect(code).toBe(1)
    expect(out).toMatch(
      /^FAIL the digest is not that of the report: .*\n.*\nFAIL 01-one one\/check-1: Expected the state of the region at p to be MEM_RESERVE; it is MEM_COMMIT\.\n.*0 reproduced, 1 not/
    )
  })

  test('refuses what is no report, with 2', () => {
    const place = join(folder, 'no.json')
    writeFileSync(place, '{}')
    expect(command('lab', 'verify', place)).toMatchObject({
      code: 2,
      err: expect.stringContaining('It is no report of VadLab')
    })
    expect(command('lab', 'verify', join(folder, 'nothing.json'))).toMatchObject({ code: 2 })
  })
})
