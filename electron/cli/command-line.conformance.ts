import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtCommand, include, lastLine, mainOf, vadlab, windowsHere } from './testing/built-command'

const { available, reason } = await windowsHere()
const { folder, put, command, commandWith } = builtCommand()

describe('vadlab run --save and vadlab show', () => {
  const program = mainOf(
    '    DWORD old;\n    BYTE *p = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);\n    p[0] = 42;\n    VirtualProtect(p, 0x1000, PAGE_READONLY, &old);\n    return 0;'
  )

  test('keep a run and look into it', () => {
    const file = put('kept.c', program)
    const saved = join(folder, 'kept.vadlab-run')
    const run = command('run', '--save', 'kept', file)
    expect(run.code).toBe(0)
    expect(run.err).toContain(`${saved}: 3 steps, `)
    expect(command('run', '--save', 'kept', file)).toMatchObject({
      code: 2,
      out: '',
      err: `${saved} exists already: --force replaces it.\n`
    })
    expect(command('run', '--force', '--save', 'kept', file).code).toBe(0)
    expect(command('show', saved).out).toMatch(
      /kept\.c: simulator, 3 steps\n.*\n.*\n\nstep 3, process A, line/
    )
    const step = JSON.parse(command('show', saved, '--step', '1', '--json').out) as {
      step: { step: { calls: { result: { raw: string } }[] } }
    }
    const address = step.step.step.calls[0]!.result.raw
    expect(command('show', saved, '--step', '1', '--memory', `${address},2`).out).toMatch(/ 00 00 /)
    expect(command('show', saved, '--memory', `${address},2`).out).toMatch(/ 2a 00 /)
    expect(command('show', saved, '--regions').out).toContain(`${address}  `)
    expect(command('show', saved, '--compare', '1,2').out).toContain(`bytes ${address}, 1: 00 -> 2a\n`)
    expect(command('show', saved, '--back-until', 'byte', address).out).toMatch(
      /^step 1: The byte at .* was 0x00;/
    )
  })

  test('say what is wrong, on standard error, with the code of a program that was not run', () => {
    const no = (...args: string[]): string => {
      const { code, out, err } = command('show', ...args)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      return err
    }
    const saved = join(folder, 'kept.vadlab-run')
    expect(no(put('no-run.c', program))).toMatch(/is no run that VadLab saved/)
    expect(no(put('newer.vadlab-run', 'VadLab run, format 7\n'))).toMatch(/has format 7; .* reads format \d/)
    expect(no(put('short.vadlab-run', readFileSync(saved).subarray(0, 1000)))).toMatch(
      /is damaged: its SHA-256/
    )
    expect(no(join(folder, 'nowhere'))).toMatch(/does not exist/)
    expect(no(saved, '--step', '4')).toMatch(/has no step 4: its steps are 0 to 3/)
    expect(no(saved, '--on', 'windows')).toMatch(/has no run on that machine/)
    expect(no(saved, '--process', 'B', '--regions')).toMatch(/There is no process B at step 3/)
    expect(no(saved, '--memory', 'p')).toMatch(/An address is a number/)
    expect(no(saved, '--compare', '1')).toMatch(/Two steps are written with a comma/)
    expect(no(saved, '--back-until', 'byte')).toMatch(/takes region, page or byte, and an address/)
  })
})

describe('vadlab run', () => {
  test('prints the program’s output alone, closes standard error with the counts, and exits with 0', () => {
    const file = put(
      'fine.c',
      mainOf('    printf("hello\\n");\n    CHECK_EQ(MEM_COMMIT, 0x1000);\n    CHECK(1 < 2);\n    return 0;')
    )
    expect(command('run', file)).toEqual({
      code: 0,
      out: 'hello\nok 9 MEM_COMMIT == 0x1000\nok 10 1 < 2\n',
      err: '2 passed, 0 failed\n'
    })
  })

  test('a failed CHECK prints what it got and what it wanted, and the exit code is 1', () => {
    const outcome = command('run', put('fail.c', mainOf('    CHECK_EQ(2 + 2, 5);\n    return 0;')))
    expect(outcome).toEqual({ code: 1, out: 'FAIL 8 2 + 2 == 5: 0x4 != 0x5\n', err: '0 passed, 1 failed\n' })
  })

  test('text that is not C is refused with file, line, column, the line and a caret', () => {
    const file = put('garbage.c', 'int main(void)\n{\n    return 0 +;\n}\n')
    const outcome = command('run', file)
    expect(outcome.code).toBe(2)
    expect(outcome.out).toBe('')
    expect(outcome.err).toContain(`${file}:3:`)
    expect(outcome.err).toMatch(/ {4}return 0 \+;\n +\^/)
  })

  test('a misspelt name is refused with the name that was meant', () => {
    const outcome = command(
      'run',
      put('typo.c', mainOf('    VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRTE);\n    return 0;'))
    )
    expect(outcome.code).toBe(2)
    expect(outcome.err).toContain('PAGE_READWRITE')
  })

  test('undefined behaviour that is executed is a warning on standard error, and the program goes on', () => {
    const file = put('undefined.c', mainOf('    int x;\n    printf("%d\\n", x * 0);\n    return 0;'))
    const outcome = command('run', file)
    expect(outcome).toMatchObject({ code: 0, out: '0\n' })
    expect(outcome.err).toContain(`${file}:9:20: warning: x is read before it was given a value`)
  })

  test('every error of a file is said at once', () => {
    const outcome = command(
      'run',
      put('two.c', 'int main(void)\n{\n    int a = nothere;\n    int b = norhere;\n    return a + b;\n}\n')
    )
    expect(outcome.err).toContain(':3:')
    expect(outcome.err).toContain(':4:')
  })

  test('an empty file, a binary, a file of 10 MB, a folder and a missing file are refused each with its reason', () => {
    for (const [path, says] of [
      [put('empty.c', ''), /main/],
      [put('binary.c', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2])), /is not text/],
      [put('big.c', 'x'.repeat(10_000_000)), /10\.0 MB/],
      [folder, /is a folder/],
      [join(folder, 'none.c'), /does not exist/]
    ] as const) {
      const outcome = command('run', path)
      expect(outcome.err).toMatch(says)
      expect(outcome).toMatchObject({ code: 2, out: '' })
    }
  })

  test('wrong arguments are usage, exit code 2', () => {
    expect(command('run').code).toBe(2)
    expect(command('run', 'a.c', '--on', 'mars').code).toBe(2)
    expect(command('run', 'a.c', '--seed', 'x').code).toBe(2)
    expect(command('fly').code).toBe(2)
  })

  test('the machine is what the options say, then what the program wishes', () => {
    const source = mainOf(
      '    MEMORYSTATUSEX m = { sizeof m };\n    GlobalMemoryStatusEx(&m);\n' +
        '    printf("%llu %llu\\n", m.ullTotalPhys >> 20, m.ullTotalPageFile >> 20);\n    return 0;'
    )
    const plain = put('plain.c', source)
    expect(command('run', plain).out).toBe('8192 12288\n')
    expect(command('run', plain, '--ram', '64M', '--page-file', '0').out).toBe('64 64\n')
    expect(command('run', plain, '--commit-limit', '2G').out).toBe('8192 2048\n')
    const wishing = put('wishing.c', `// VadLab machine: ram=128M page-file=64M speed=2\n${source}`)
    const outcome = command('run', wishing)
    expect(outcome).toMatchObject({ code: 0, out: '128 192\n' })
    expect(outcome.err).toContain(`${wishing}:1:43: warning: The machine has no setting "speed".`)
    expect(command('run', wishing, '--page-file', '256M').out).toBe('128 384\n')
    expect(command('run', wishing, '--commit-limit', '8G')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${wishing}:1:1: The commit limit is whole pages of 4 KiB, from `)
    })
  })

  test('a machine that cannot be is usage, said with what can be', () => {
    for (const [option, value, says] of [
      ['--ram', '1M', /RAM is whole pages of 4 KiB, from 16 MiB/],
      ['--ram', 'much', /RAM is a size such as 64M or 1G, not "much"/],
      ['--cluster', '0', /A page fault cluster has from 1 to 16 pages/],
      ['--seed', '4294967296', /The seed is a whole number from 0 to 4294967295/]
    ] as const) {
      const outcome = command('run', 'a.c', option, value)
      expect(outcome.code).toBe(2)
      expect(outcome.err).toMatch(says)
    }
  })

  test('without randomisation every seed gives the same addresses', () => {
    const file = put(
      'where.c',
      mainOf('    printf("%p\\n", VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRITE));\n    return 0;')
    )
    const fixed = command('run', file, '--no-randomise', '--seed', '7').out
    expect(command('run', file, '--no-randomise', '--seed', '8').out).toBe(fixed)
  })

  test('the same seed gives the same addresses', () => {
    const file = put(
      'where.c',
      mainOf('    printf("%p\\n", VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRITE));\n    return 0;')
    )
    const first = command('run', file, '--seed', '7').out
    expect(command('run', file, '--seed', '7').out).toBe(first)
    expect(command('run', file, '--seed', '8').out).not.toBe(first)
  })
})

/** Programs that ruin themselves: what must be said of each on either machine. */
const ruins: readonly (readonly [name: string, body: string, says: RegExp])[] = [
  ['writes through NULL', '    int *p = NULL;\n    *p = 1;\n    return 0;', /0xc0000005[^]*write to 0x0/],
  ['jumps to 0', '    void (*f)(void) = 0;\n    f();\n    return 0;', /0xc0000005[^]*execute at 0x0/],
  [
    'touches freed memory',
    '    char *p = VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRITE);\n    VirtualFree(p, 0, MEM_RELEASE);\n    p[0] = 1;\n    return 0;',
    /0xc0000005[^]*write to 0x/
  ],
  ['divides by zero', '    volatile int zero = 0;\n    return 1 / zero;', /0xc0000094/]
]

for (const machine of ['simulator', 'windows'])
  describe(`on the ${machine === 'windows' ? 'Windows machine' : machine}`, () => {
    const it = (name: string, work: () => void | Promise<void>): void =>
      test(name, (context) => (machine === 'windows' && !available ? context.skip(reason) : work()))

    for (const [name, body, says] of ruins)
      it(`a program that ${name} dies with its exception, address, file and line, exit code 1`, () => {
        const file = put('ruin.c', mainOf(body))
        const outcome = command('run', file, '--on', machine)
        expect(outcome.err).toMatch(says)
        expect(outcome.err).toContain(`${file}:`)
        expect(outcome.code).toBe(1)
        expect(lastLine(outcome.err)).toBe('0 passed, 0 failed')
      })

    it('a program that recurses for ever dies of STATUS_STACK_OVERFLOW', () => {
      const source = `${include}int down(int n)\n{\n    char room[256];\n    room[0] = (char)n;\n    return down(n + 1) + room[0];\n}\nint main(void)\n{\n    return down(0);\n}\n`
      const outcome = command('run', put('deep.c', source), '--on', machine)
      expect(outcome.err).toContain('0xc00000fd')
      expect(outcome.code).toBe(1)
    })

    it('a program that frees its own stack dies or goes on, and is told of', () => {
      const body =
        '    MEMORY_BASIC_INFORMATION info;\n    VirtualQuery(&info, &info, sizeof info);\n    VirtualFree(info.AllocationBase, 0, MEM_RELEASE);\n    info.RegionSize = 1;\n    return 0;'
      const outcome = command('run', put('stack.c', mainOf(body)), '--on', machine)
      expect([0, 1]).toContain(outcome.code)
      expect(lastLine(outcome.err)).toMatch(/^\d+ passed, \d+ failed$/)
    })

    it('a program that allocates until it fails ends by itself', () => {
      // Wine keeps a byte a page: reserving terabytes there would use gigabytes of this computer's memory.
      const body =
        machine === 'simulator'
          ? '    SIZE_T count = 0;\n    while (VirtualAlloc(NULL, (SIZE_T)1 << 40, MEM_RESERVE, PAGE_NOACCESS)) count++;\n    CHECK(count > 50 && count < 128);\n    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);\n    return 0;'
          : '    SIZE_T count = 0;\n    HANDLE heap = HeapCreate(0, 0, 0x100000);\n    while (HeapAlloc(heap, 0, 0x4000)) count++;\n    CHECK(count > 30);\n    CHECK(count < 64);\n    return 0;'
      const outcome = command('run', put('greedy.c', mainOf(body)), '--on', machine)
      expect(outcome.err).toBe('2 passed, 0 failed\n')
      expect(outcome.code).toBe(0)
    })

    it('a program that exits with a code has ended, and the code is said', () => {
      const outcome = command('run', put('exit.c', mainOf('    exit(3);')), '--on', machine)
      expect(outcome.err).toContain('exit code 3')
      expect(outcome.code).toBe(0)
    })

    it('a program that prints for ever is held up by a reader that is slow and stops with it', async () => {
      const child = start(
        'run',
        put('chatter.c', mainOf('    for (;;) printf("again and again and again\\n");')),
        '--on',
        machine
      )
      let length = 0
      await new Promise<void>((resolve) => {
        child.stdout?.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > 2_000_000) {
            child.stdout?.destroy()
            resolve()
          }
        })
      })
      await ended(child)
      expect(length).toBeGreaterThan(2_000_000)
    })

    it('a program that loops for ever stops at Ctrl+C', async () => {
      const child = start(
        'run',
        put('loop.c', mainOf('    printf("here\\n");\n    for (;;) {}')),
        '--on',
        machine
      )
      await new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()))
      const asked = Date.now()
      child.kill('SIGINT')
      await ended(child)
      expect(Date.now() - asked).toBeLessThan(3000)
    })
  })

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [vadlab, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise<void>((resolve) => child.once('exit', () => resolve()))
}

describe('vadlab check', () => {
  test('prints a line a program and a summary, and exits with 1 when one is not fine', () => {
    const good = put('good.c', mainOf('    CHECK(1);\n    return 0;'))
    const bad = put('bad.c', mainOf('    CHECK(0);\n    return 0;'))
    const outcome = command('check', good, bad)
    expect(outcome.out).toMatch(/^ok {3}good\.c +1 passed, 0 failed$/m)
    expect(outcome.out).toMatch(/^FAIL bad\.c +0 passed, 1 failed/m)
    expect(lastLine(outcome.out)).toContain('2 programs')
    expect(outcome.code).toBe(1)
    expect(command('check', good).code).toBe(0)
  })

  test('--outputs keeps what each program printed, and says when it cannot', () => {
    const talks = put('talks.c', mainOf('    puts("one");\n    CHECK(1);\n    puts("two");\n    return 0;'))
    const kept = join(folder, 'kept')
    expect(command('check', '--outputs', kept, talks).code).toBe(0)
    expect(readFileSync(join(kept, 'talks.txt'), 'utf8')).toMatch(/^one\nok \d+ 1\ntwo\n$/)
    const refused = command('check', '--outputs', talks, talks)
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('cannot be kept') })
  })

  test('a folder without programs and a missing one are said', () => {
    expect(command('check', join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('does not exist')
    })
  })
})

describe('vadlab export', () => {
  test('writes a C project, says how to build it, and replaces nothing unless --force is there', () => {
    const file = put('exported.c', mainOf('    CHECK(1);\n    return 0;'))
    const project = join(folder, 'project')
    const outcome = command('export', file, project)
    expect(outcome.code).toBe(0)
    expect(outcome.out).toMatch(/x86_64-w64-mingw32-gcc .*"exported\.c" -o "exported\.exe"/)
    expect(readFileSync(join(project, 'exported.c'), 'utf8')).toBe(readFileSync(file, 'utf8'))
    expect(command('export', file, project)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--force')
    })
    expect(command('export', '--force', file, project).code).toBe(0)
  })

  test('refuses a program that is not C with its place', () => {
    const file = put('broken.c', 'int main(void) { return }\n')
    expect(command('export', file, join(folder, 'nothing'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/broken\.c:1:\d+: /)
    })
  })
})

describe('without a Windows machine that works', () => {
  const onLinux = process.platform === 'linux'
  const file = put('plain.c', mainOf('    CHECK(1);\n    return 0;'))

  test.runIf(onLinux)(
    'Wine that is absent is said with what to do; compare exits with 3, the simulator runs on',
    () => {
      const env = { VADLAB_WINE: join(folder, 'no-wine-here') }
      const compared = commandWith(env, 'compare', file)
      expect(compared.code).toBe(3)
      expect(compared.err).toContain('npm run setup')
      expect(commandWith(env, 'run', file, '--on', 'windows')).toMatchObject({ code: 2, out: '' })
      expect(commandWith(env, 'run', file)).toMatchObject({ code: 0 })
    }
  )

  test.runIf(onLinux)('Wine that answers nothing sensible, or is too old, is said as such', () => {
    const fake = (name: string, script: string): string => {
      const path = put(name, `#!/bin/sh\n${script}\n`)
      chmodSync(path, 0o755)
      return path
    }
    expect(commandWith({ VADLAB_WINE: fake('broken-wine', 'exit 1') }, 'compare', file)).toMatchObject({
      code: 3,
      err: expect.stringContaining('does not work')
    })
    expect(commandWith({ VADLAB_WINE: fake('old-wine', 'echo wine-6.0') }, 'compare', file)).toMatchObject({
      code: 3,
      err: expect.stringContaining('too old')
    })
  })

  test.runIf(onLinux)(
    'Wine that says its version and then fails to run anything is a failed run with its words',
    () => {
      const path = put(
        'half-wine',
        '#!/bin/sh\n[ "$1" = --version ] && echo "wine-8.0" && exit 0\necho no prefix today >&2; exit 7\n'
      )
      chmodSync(path, 0o755)
      const outcome = commandWith({ VADLAB_WINE: path }, 'run', file, '--on', 'windows')
      expect(outcome.err).toContain('no prefix today')
      expect(outcome.code).toBe(1)
    }
  )
})

describe('vadlab memory', () => {
  const body =
    '    char *p = VirtualAlloc(NULL, 0x2000, MEM_COMMIT, PAGE_READWRITE);\n    p[0] = 7;\n    return p[1];'

  test('translates a C expression where the run stands: before the last statement of main, or before a line', () => {
    const file = put('look.c', mainOf(body))
    const written = command('memory', file, '--translate', 'p')
    expect(written.out).toMatch(/PTE at 0xfffff6[0-9a-f]{10} contains 0x80[0-9a-f]{11}867 ---DA--UW-V/)
    expect(written.out).toContain('Bytes: 07 00 00 00')
    expect(written.code).toBe(0)
    const before = command('memory', file, '--translate', 'p', '--stop-at', '9')
    expect(before.out).toContain('demand-zero fault')
    expect(command('memory', file, '--translate', 'q').code).toBe(2)
  })

  test('prints every picture, as text or as JSON', () => {
    const file = put('look.c', mainOf(body))
    const names = 'vads working-set frames sections handles files heaps modules stacks structures counters'
    for (const name of names.split(' ')) {
      const outcome = command('memory', file, `--${name}`)
      expect(outcome.out.split('\n').length, name).toBeGreaterThan(1)
      expect(outcome.code, name).toBe(0)
    }
    const pages = JSON.parse(command('memory', file, '--pages', 'p,2', '--json').out) as { shares: number[] }
    expect(pages.shares).toEqual([1, 0])
  })
})

test('vadlab check that is cancelled says how far it came', async () => {
  const endless = put('endless/b.c', mainOf('    for (;;) Sleep(0);'))
  put('endless/a.c', mainOf('    return 0;'))
  const child = spawn(process.execPath, [vadlab, 'check', '--on', 'simulator', join(endless, '..')], {
    cwd: folder
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    // The first program is done, the second has begun.
    if (out.includes('ok   a.c')) setTimeout(() => child.kill('SIGINT'), 500)
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect(out).toContain('Cancelled after 1 of 2 programs')
  expect(code).toBe(130)
})

describe('vadlab share', () => {
  const program = mainOf(
    '    void *p = VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRITE);\n    CHECK(p != NULL);'
  )

  test('prints a link that vadlab run takes, and keeps the machine', () => {
    const file = put('shared.c', `${program}// VadLab machine: seed=9\n`)
    const shared = command('share', file, '--step', '2', '--ram', '64M', '--on', 'simulator')
    expect(shared.code).toBe(0)
    expect(shared.out).toMatch(/^vadlab:\/\/program\/1\/[\w-]+\n$/)
    expect(shared.err).toMatch(/^shared\.c, step 2, a machine with RAM 64 MiB, seed 9: \d+ characters\n$/)
    const run = command('run', shared.out.trim())
    expect([run.code, run.out, lastLine(run.err)]).toEqual([
      0,
      expect.stringContaining('ok'),
      '1 passed, 0 failed'
    ])
    const counters = JSON.parse(command('memory', shared.out.trim(), '--counters', '--json').out) as object
    expect(JSON.stringify(counters)).toContain(String((64 * 2 ** 20) / 4096))
  })

  test('writes a file, replaces none unless --force is there, and reads it as a program', () => {
    const file = put('tofile.c', program)
    const name = join(folder, 'tofile.vadlab')
    expect(command('share', file, '--file', 'tofile').code).toBe(0)
    const again = command('share', file, '--file', 'tofile.vadlab')
    expect([again.code, again.err]).toEqual([2, `${name} exists already: --force replaces it.\n`])
    expect(command('share', file, '--file', name, '--force', '--on', 'windows').code).toBe(0)
    const run = command('run', name)
    expect([run.code, run.err]).toEqual([0, expect.stringContaining('--on windows')])
    // A file becomes a link, and text, too.
    expect(command('share', name, '--text').out).toMatch(/^tofile\.c, 10 lines\. Paste all of this/)
  })

  test('a program with mistakes can be shared: somebody is asked about them', () => {
    const shared = command('share', put('broken.c', 'int main(void) { return }\n'))
    expect(shared.code).toBe(0)
    const run = command('run', shared.out.trim())
    expect([run.code, run.err]).toEqual([2, expect.stringMatching(/^broken\.c:1:/)])
  })

  test('what is cut, missing or no program is refused with the code of a program that was not run', () => {
    const { out } = command('share', put('whole.c', program))
    const cut = command('run', out.trim().slice(0, -9))
    expect([cut.code, cut.out, cut.err]).toEqual([
      2,
      '',
      expect.stringMatching(/^The link is cut: \d+ of its/)
    ])
    const missing = command('run', join(folder, 'missing.vadlab'))
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('does not exist')])
    expect(command('share', join(folder, 'missing.c')).code).toBe(2)
    const step = command('share', put('step.c', program), '--step', '0')
    expect([step.code, step.err]).toEqual([2, expect.stringContaining('from 1 to 10000')])
  })
})
