import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { appFolder } from '../../engine/app-files'
import { createWindowsMachine } from '../../engine/windows-machine'

/** The built command, as a person has it. */
export const vadlab = join(appFolder(), 'bin', 'vadlab.js')

/** What a command left. */
export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Whether there is a Windows machine here, or why not. */
export async function windowsHere(): Promise<{ readonly available: boolean; readonly reason: string }> {
  const windows = createWindowsMachine({ spareTargets: 0 })
  const { available, reason } = await windows.describe()
  await windows.close()
  return { available, reason }
}

/** Runs the command in a folder of its own, which goes with the tests. */
export function builtCommand(): {
  readonly folder: string
  /** Puts a file into the folder, and answers its path. */
  put(name: string, content: string | Uint8Array): string
  command(...args: string[]): Outcome
  commandWith(env: NodeJS.ProcessEnv, ...args: string[]): Outcome
} {
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const commandWith = (env: NodeJS.ProcessEnv, ...args: string[]): Outcome => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [vadlab, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: 90_000,
      maxBuffer: 64_000_000
    })
    return { code: status, out: stdout, err: stderr }
  }
  return {
    folder,
    put: (name, content) => {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
      return path
    },
    command: (...args) => commandWith({}, ...args),
    commandWith
  }
}

export const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

export const include =
  '#include <windows.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include "lab.h"\n'

/** A program with this text in its main. */
export const mainOf = (body: string): string => `${include}int main(void)\n{\n${body}\n}\n`
