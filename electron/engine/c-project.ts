import { readFile, mkdir, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, resolve } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { RequestFailure } from '../../shared/contract/requests'
import { headersUsed, type Program } from '../c'
import { appFolder } from './app-files'
import { existsAlready, refusal } from './documents'

/** A program as a C project that any Windows C compiler builds. */
export interface CProject {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** One line each, to be run in the project's folder. */
  readonly commands: { readonly msvc: string; readonly mingw: string }
}

/** What the two compilers are told about a program beside its file. */
interface BuildFlags {
  /** Macros that are defined empty, as `#define NAME` in the text would. */
  readonly defines: readonly string[]
  /** Headers that are included before the text, which uses them without naming them. */
  readonly includes: readonly string[]
  readonly wideEntry: boolean
  /** The text itself defines UNICODE, which -municode would define with another value. */
  readonly ownUnicode: boolean
}

/** The program with lab.h, build scripts and a page that says how to build it. */
export async function cProjectOf(program: Program): Promise<CProject> {
  const name = safeName(program.fileName)
  const bare = name.replace(/\.c$/, '')
  const commands = commandsFor(name, bare, flagsOf(program))
  const lab = await readFile(join(appFolder(), 'conformance', 'lab.h'), 'utf8')
  return {
    files: [
      { name, text: program.source },
      { name: 'lab.h', text: lab },
      { name: 'build-msvc.cmd', text: `@echo off\r\ncd /d "%~dp0"\r\n${commands.msvc}\r\n` },
      { name: 'build-mingw.sh', text: `#!/bin/sh\ncd "$(dirname "$0")" && ${commands.mingw}\n` },
      { name: 'README.txt', text: readme(bare, commands, usesFrames(program.source)) }
    ],
    commands
  }
}

/**
 * Writes a project into a folder, which is made when it is not there. Answers null, or why nothing was
 * written: with `overwrite` off, no file is ever replaced.
 */
export async function writeCProject(
  project: CProject,
  folder: string,
  overwrite: boolean
): Promise<RequestFailure | null> {
  if (!isAbsolute(folder)) return refusal(`${folder} is not a whole path. Name the folder from its root.`)
  const target = resolve(folder)
  try {
    await mkdir(target, { recursive: true })
    for (const { name } of project.files)
      if (!overwrite && (await exists(join(target, name)))) return existsAlready(join(target, name))
    for (const { name, text } of project.files)
      await writeFileAtomic(join(target, name), text, name.endsWith('.sh') ? { mode: 0o755 } : {})
    return null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST' || code === 'ENOTDIR') return refusal(`${target} is a file. Name a folder.`)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      return refusal(`${target} may not be written: it is read-only. Choose another folder.`)
    return refusal(`${target} was not written: ${(error as Error).message}`)
  }
}

function flagsOf(program: Program): BuildFlags {
  const { source } = program
  const includesLab = includes(source, 'lab.h')
  const used = includesLab ? [] : headersUsed(program)
  const needsStatus = used.includes('psapi.h') && !includes(source, 'psapi.h')
  // psapi.h takes the types of windows.h for granted.
  const missing = used.filter(
    (header) => !includes(source, header) || (header === 'windows.h' && needsStatus)
  )
  // A header that comes before the text must not miss what the text defines for all of them.
  const switches = missing.length > 0 ? ['UNICODE', '_UNICODE'].filter((name) => defines(source, name)) : []
  const processes = program.processes
    .filter((letter) => letter !== 'A' && !defines(source, `LAB_PROCESS_${letter}`))
    .map((letter) => `LAB_PROCESS_${letter}`)
  return {
    defines: [...[...switches, ...processes].map((macro) => `${macro}=`), ...lateForLab(source)],
    includes: missing,
    wideEntry: /\bw(main|WinMain)\s*\(/.test(source),
    ownUnicode: defines(source, 'UNICODE')
  }
}

/** What lab.h says before it includes windows.h, where the program has included that, or strsafe.h, before lab.h. */
function lateForLab(source: string): string[] {
  const lab = source.search(/^[ \t]*#[ \t]*include[ \t]*[<"]lab\.h/m)
  const before = source.slice(0, Math.max(lab, 0))
  if (!/^[ \t]*#[ \t]*include[ \t]*[<"](windows|psapi|strsafe|tchar)\.h/im.test(before)) return []
  return ['_WIN32_WINNT=0x0A00', 'NTDDI_VERSION=0x0A000006', 'STRSAFE_NO_DEPRECATE='].filter(
    (macro) => !defines(source, macro.split('=')[0]!)
  )
}

function commandsFor(name: string, bare: string, flags: BuildFlags): CProject['commands'] {
  const { defines, includes, wideEntry, ownUnicode } = flags
  const msvc = [
    'cl /nologo /utf-8 /std:c11 /Od /W3 /D_CRT_SECURE_NO_WARNINGS',
    ...defines.map((macro) => `/D${macro}`),
    ...includes.map((header) => `/FI${header}`),
    `"${name}"`,
    `/Fe:"${bare}.exe"`,
    '/link psapi.lib'
  ]
  const mingw = [
    'x86_64-w64-mingw32-gcc -std=gnu11 -O0',
    ...(wideEntry ? ['-municode'] : []),
    ...(wideEntry && ownUnicode ? ['-UUNICODE'] : []),
    ...defines.map((macro) => `-D${macro}`),
    ...includes.map((header) => `-include ${header}`),
    `"${name}"`,
    `-o "${bare}.exe"`,
    '-lpsapi'
  ]
  return { msvc: msvc.join(' '), mingw: mingw.join(' ') }
}

function readme(bare: string, { msvc, mingw }: CProject['commands'], frames: boolean): string {
  const lines = [
    `${bare}: a program from VadLab`,
    '',
    'Build it with Microsoft C, in an "x64 Native Tools Command Prompt":',
    '',
    `    ${msvc}`,
    '',
    frames
      ? 'MinGW-w64 has no __try for C: this program needs Microsoft C.'
      : 'or with MinGW-w64 (MSYS2 on Windows, gcc-mingw-w64-x86-64 on Debian):',
    ...(frames ? [] : ['', `    ${mingw}`]),
    '',
    `and run ${bare}.exe. It prints what it prints in VadLab; addresses differ at each run.`,
    'lab.h has the words a lab program has beyond C and Win32: CHECK, probe_read, lab_switch_to ...',
    ''
  ]
  return lines.join('\r\n')
}

/** Whether a text uses frame-based exception handling. */
function usesFrames(source: string): boolean {
  return /\b__try\b/.test(source)
}

function includes(source: string, header: string): boolean {
  return new RegExp(`^\\s*#\\s*include\\s*[<"]${header.replace('.', '\\.')}[>"]`, 'im').test(source)
}

function defines(source: string, macro: string): boolean {
  return new RegExp(`^\\s*#\\s*define\\s+${macro}\\b`, 'm').test(source)
}

/** A file name that needs no quoting beyond `"` in any shell, ending in .c. */
function safeName(fileName: string): string {
  const bare = basename(fileName.replaceAll('\\', '/'))
    .replace(/\.c$/i, '')
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. -]+/, '')
  return `${bare === '' ? 'program' : bare}.c`
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  )
}
