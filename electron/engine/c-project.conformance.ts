import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile } from '../c'
import { winePrefix } from '../windows/places'
import { findWine } from '../windows/wine'
import { appFolder } from './app-files'
import { cProjectOf, writeCProject } from './c-project'

const compiler = 'x86_64-w64-mingw32-gcc'
const compilerIsHere = spawnSync(compiler, ['--version']).status === 0

/** `conformance/more/language` is not here: its programs cut values off on purpose, which compilers warn of. */
const folders = ['private', 'sections', 'process', 'seeds', 'more/private'].map(
  (name) => `conformance/${name}`
)
const programs = ['examples', ...folders].flatMap((folder) =>
  readdirSync(join(appFolder(), folder))
    .filter((name) => name.endsWith('.c'))
    .map((name) => join(appFolder(), folder, name))
)

/** What a program does on purpose, and the one warning of it. */
const onPurpose: Record<string, RegExp> = {
  // It asks malloc for more than there can be.
  'malloc-is-on-a-heap.c': /^(?!.*warning:(?!.*-Walloc-size-larger-than))[^]*-Walloc-size-larger-than/
}

/** Programs that leave to the project to name what they use, and what they print. */
const unassuming: Record<string, readonly [source: string, prints: string]> = {
  'no-includes-but-windows.c': [
    '#include <windows.h>\nint main(void)\n{\n    PROCESS_MEMORY_COUNTERS c;\n    GetProcessMemoryInfo(GetCurrentProcess(), &c, sizeof c);\n    printf("%d\\n", c.WorkingSetSize > 0);\n    return 0;\n}\n',
    '1\n'
  ],
  'wide.c': [
    '#define UNICODE\n#include <windows.h>\nint wmain(void)\n{\n    wprintf(L"%d\\n", GetModuleHandle(NULL) != NULL);\n    return 0;\n}\n',
    '1\n'
  ],
  'two processes.c': [
    '#include "lab.h"\nint process_b(void)\n{\n    lab_post(0, 7);\n    return 0;\n}\nint main(void)\n{\n    lab_switch_to(\'B\');\n    CHECK_EQ(lab_fetch(0), 7);\n    return 0;\n}\n',
    'ok 10 lab_fetch(0) == 7\n'
  ]
}

/** Exports a program and builds it with the project's own line: what the compiler said. */
async function build(source: string, fileName: string, folder: string): Promise<string> {
  const compiled = compile(source, fileName)
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'))
  const project = await cProjectOf(compiled.program)
  const failure = await writeCProject(project, folder, true)
  if (failure !== null) throw new Error(failure.message)
  const { status, stdout, stderr } = spawnSync('sh', ['-c', project.commands.mingw], {
    cwd: folder,
    encoding: 'utf8'
  })
  return status === 0 ? stdout + stderr : `exit code ${status}\n${stdout}${stderr}`
}

describe('an exported C project', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vadlab-export-'))
    if (!compilerIsHere) return
    // Compiled once beforehand, lab.h with the headers of Windows no longer takes a second a program.
    execFileSync('cp', [join(appFolder(), 'conformance', 'lab.h'), folder])
    execFileSync(compiler, ['-std=gnu11', '-O0', 'lab.h', '-o', 'lab.h.gch'], { cwd: folder })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('lab.h itself builds without a warning, with every warning switched on', (context) => {
    if (!compilerIsHere) return context.skip(`${compiler} is not here: npm run setup installs it`)
    const args = ['-std=gnu11', '-Wall', '-Wextra', '-fsyntax-only', '-x', 'c', '-']
    const { stderr } = spawnSync(compiler, ['-I', join(appFolder(), 'conformance'), ...args], {
      input:
        '#define LAB_PROCESS_B\n#include "lab.h"\nint process_b(void) { return 0; }\nint main(void) { return 0; }\n',
      encoding: 'utf8'
    })
    expect(stderr).toBe('')
  })

  for (const path of programs)
    test(`of ${basename(path)} builds without a warning`, async (context) => {
      if (!compilerIsHere) return context.skip(`${compiler} is not here: npm run setup installs it`)
      const said = await build(readFileSync(path, 'utf8'), path, folder)
      const expected = onPurpose[basename(path)]
      if (expected === undefined) expect(said).toBe('')
      else expect(said).toMatch(expected)
    })

  for (const [name, [source, printsWhat]] of Object.entries(unassuming))
    test(`of ${name}, which leaves things unsaid, builds without a warning and prints the same lines`, async (context) => {
      if (!compilerIsHere) return context.skip(`${compiler} is not here: npm run setup installs it`)
      expect(await build(source, name, folder)).toBe('')
      const wine = await findWine()
      if (wine === null && process.platform !== 'win32')
        return context.skip('Wine is not here: npm run setup')
      const exe = join(folder, name.replace(/\.c$/, '.exe'))
      const [command, args] = wine === null ? [exe, []] : [wine.command, [exe]]
      const env = { ...process.env, WINEPREFIX: winePrefix(), WINEDEBUG: '-all' }
      const printed = join(folder, 'printed.txt')
      const file = openSync(printed, 'w')
      spawnSync(command, args, { env, stdio: ['ignore', file, 'ignore'] })
      closeSync(file)
      expect(readFileSync(printed, 'utf8').replaceAll('\r', '')).toBe(printsWhat)
    })
})
