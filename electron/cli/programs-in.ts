import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { printError } from './print'

/** The C programs that paths name, those in folders by name; says what is wrong and answers null where there are none. */
export async function programsIn(paths: readonly string[]): Promise<string[] | null> {
  const files: string[] = []
  for (const path of paths) {
    const about = await stat(path).catch(() => null)
    if (about === null) {
      printError(`${path} does not exist. Name .c files or folders that have some.`)
      return null
    }
    if (!about.isDirectory()) files.push(path)
    else
      for (const name of (await readdir(path, { recursive: true })).sort())
        if (name.endsWith('.c')) files.push(join(path, name))
  }
  if (files.length > 0) return files
  printError(`There is no .c file in ${paths.join(', ')}.`)
  return null
}
