import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile } from '../c'
import { cProjectOf, writeCProject, type CProject } from './c-project'

async function projectOf(source: string, fileName = 'demo.c'): Promise<CProject> {
  const compiled = compile(source, fileName)
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'))
  return cProjectOf(compiled.program)
}

const labProgram = '#include "lab.h"\nint main(void)\n{\n    CHECK(1);\n    return 0;\n}\n'

describe('a C project', () => {
  test('has the program unchanged, lab.h, a build script for each compiler and a page that says how to build', async () => {
    const project = await projectOf(labProgram, 'C:\\work\\guard pages.c')
    expect(project.files.map(({ name }) => name)).toEqual([
      'guard pages.c',
      'lab.h',
      'build-msvc.cmd',
      'build-mingw.sh',
      'README.txt'
    ])
    expect(project.files[0]!.text).toBe(labProgram)
    expect(project.commands.mingw).toBe(
      'x86_64-w64-mingw32-gcc -std=gnu11 -O0 "guard pages.c" -o "guard pages.exe" -lpsapi'
    )
    expect(project.commands.msvc).toContain('cl /nologo')
    const readme = project.files.find(({ name }) => name === 'README.txt')!.text
    expect(readme).toContain(project.commands.msvc)
    expect(readme).toContain(project.commands.mingw)
  })

  test('names the headers that the text uses without including them, windows.h before psapi.h', async () => {
    const { commands } = await projectOf(
      '#include <windows.h>\nint main(void)\n{\n    PROCESS_MEMORY_COUNTERS c;\n    GetProcessMemoryInfo(GetCurrentProcess(), &c, sizeof c);\n    printf("%zu", c.WorkingSetSize);\n    return 0;\n}\n'
    )
    expect(commands.mingw).toContain('-include stdio.h -include windows.h -include psapi.h')
    expect(commands.msvc).toContain('/FIstdio.h /FIwindows.h /FIpsapi.h')
  })

  test('says what lab.h comes too late to say, where windows.h stands before it', async () => {
    const { commands } = await projectOf(
      '#include <windows.h>\n#include "lab.h"\nint main(void)\n{\n    return 0;\n}\n'
    )
    expect(commands.mingw).toMatch(
      / -D_WIN32_WINNT=0x0A00 -DNTDDI_VERSION=0x0A000006 -DSTRSAFE_NO_DEPRECATE= /
    )
    const other = await projectOf(
      '#include "lab.h"\n#include <windows.h>\nint main(void)\n{\n    return 0;\n}\n'
    )
    expect(other.commands.mingw).not.toMatch(/_WIN32_WINNT/)
  })
  test('passes UNICODE on to a header that comes before the text that defines it', async () => {
    const { commands } = await projectOf(
      '#define UNICODE\n#include <windows.h>\nint wmain(void)\n{\n    wprintf(L"x");\n    return GetModuleHandle(NULL) == NULL;\n}\n'
    )
    expect(commands.mingw).toMatch(/-municode -UUNICODE -DUNICODE= -include \w+\.h /)
  })

  test('defines LAB_PROCESS_B where the text has process_b and does not say so', async () => {
    const source = (define: string): string =>
      `${define}#include "lab.h"\nint process_b(void)\n{\n    return 0;\n}\nint main(void)\n{\n    lab_switch_to('B');\n    return 0;\n}\n`
    expect((await projectOf(source(''))).commands.mingw).toContain('-DLAB_PROCESS_B=')
    expect((await projectOf(source('#define LAB_PROCESS_B\n'))).commands.mingw).not.toContain('LAB_PROCESS_B')
  })

  test('gets a file name that needs no more than quotation marks in any shell', async () => {
    const { files } = await projectOf(labProgram, '/home/x/$(rm -rf)`&"%PATH%.c')
    expect(files[0]!.name).toMatch(/^[\w .-]+\.c$/)
    expect((await projectOf(labProgram, '.c')).files[0]!.name).toBe('program.c')
  })
})

describe('writing a C project', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vadlab-project-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('makes the folder, and replaces nothing unless it is told to', async () => {
    const project = await projectOf(labProgram)
    const target = join(folder, 'new', 'demo')
    expect(await writeCProject(project, target, false)).toBeNull()
    expect((await readdir(target)).sort()).toEqual(project.files.map(({ name }) => name).sort())
    expect((await stat(join(target, 'build-mingw.sh'))).mode & 0o100).toBe(
      process.platform === 'win32' ? 0 : 0o100
    )
    await writeFile(join(target, 'demo.c'), 'mine')
    expect((await writeCProject(project, target, false))?.kind).toBe('exists')
    expect(await readFile(join(target, 'demo.c'), 'utf8')).toBe('mine')
    expect(await writeCProject(project, target, true)).toBeNull()
    expect(await readFile(join(target, 'demo.c'), 'utf8')).toBe(labProgram)
  })

  test('a file in the place of the folder and a relative path are refused in a sentence', async () => {
    const project = await projectOf(labProgram)
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect((await writeCProject(project, file, false))?.message).toContain('is a file')
    expect((await writeCProject(project, 'relative', false))?.message).toContain('not a whole path')
  })
})
