import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import { loadFile, type FileProgram } from '../engine/load-program'
import { diagnosticText, printError } from './print'

/**
 * Reads and checks a program; says on standard error what is wrong and answers null. Warnings are said and do not stop.
 * `given` are the settings of the command line: they come over what the program wishes, and over the machine that a
 * shared program brings along.
 */
export async function loadProgram(
  path: string,
  given: Partial<MachineSettings>
): Promise<FileProgram | null> {
  const { program, source, said, problem } = await loadFile(path, defaultMachineSettings, given)
  for (const diagnostic of said) printError(diagnosticText(diagnostic, source))
  if (problem !== '') printError(problem)
  return program
}
