import { programFiles } from '../engine/program-files'
import { printError } from './print'

/** The C programs that paths name, those in folders by name; says what is wrong and answers null where there are none. */
export async function programsIn(paths: readonly string[]): Promise<readonly string[] | null> {
  const found = await programFiles(paths)
  if (!found.ok) {
    printError(found.reason)
    return null
  }
  for (const { reason } of found.unread) printError(reason)
  return found.files
}
