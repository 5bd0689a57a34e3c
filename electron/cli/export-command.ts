import { resolve } from 'node:path'
import { compile } from '../c'
import { cProjectOf, writeCProject } from '../engine/c-project'
import { readSource } from '../engine/documents'
import { exitCodes } from './exit-codes'
import { diagnosticText, printError } from './print'

/** `vadlab export FILE.c FOLDER`: writes the program as a C project and says how to build it. */
export async function exportCommand(path: string, folder: string, overwrite: boolean): Promise<number> {
  const read = await readSource(path)
  if (!read.ok) {
    printError(read.reason)
    return exitCodes.notRun
  }
  const compiled = compile(read.source, path)
  if (!compiled.ok) {
    for (const diagnostic of compiled.diagnostics) printError(diagnosticText(diagnostic, read.source))
    return exitCodes.notRun
  }
  const project = await cProjectOf(compiled.program)
  const target = resolve(folder)
  const failure = await writeCProject(project, target, overwrite)
  if (failure !== null) {
    const { kind, message } = failure
    printError(kind === 'exists' ? `${message.slice(0, -1)}: --force replaces it.` : message)
    return exitCodes.notRun
  }
  const { msvc, mingw } = project.commands
  process.stdout.write(
    `${target}\n${project.files.map(({ name }) => `    ${name}\n`).join('')}Microsoft C:  ${msvc}\nMinGW-w64:    ${mingw}\n`
  )
  return exitCodes.fine
}
