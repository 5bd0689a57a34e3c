import { readdirSync, readFileSync } from 'node:fs'

/** The variable by which a target under Wine says which VadLab started it. */
export const hostVariable = 'VADLAB_HOST'

/**
 * Ends targets of a prefix whose VadLab is gone. They end by themselves when their standard input does; but one whose
 * Wine server was killed along with VadLab waits for ever and hears nothing. Answers their process ids. `processes` is
 * Linux' /proc.
 */
export function endOrphans(
  prefix: string,
  processes = '/proc',
  end: (processId: number) => void = (id) => process.kill(id, 'SIGKILL')
): number[] {
  const ended: number[] = []
  for (const name of readdirSync(processes)) {
    if (!/^\d+$/.test(name)) continue
    try {
      const variables = environmentOf(`${processes}/${name}`)
      const host = variables.find((variable) => variable.startsWith(`${hostVariable}=`))?.split('=')[1]
      if (host === undefined || !variables.includes(`WINEPREFIX=${prefix}`)) continue
      // Wine's own services inherit the variable; they are everybody's.
      if (!/node\.exe|cmd\.exe/.test(readFileSync(`${processes}/${name}/comm`, 'utf8'))) continue
      if (isThere(`${processes}/${host}`)) continue
      end(Number(name))
      ended.push(Number(name))
    } catch {
      // It has just ended, or is someone else's.
    }
  }
  return ended
}

/** A process whose first thread has ended shows its environment by its others alone. */
function environmentOf(folder: string): string[] {
  for (const thread of readdirSync(`${folder}/task`)) {
    const text = readFileSync(`${folder}/task/${thread}/environ`, 'latin1')
    if (text !== '') return text.split('\0')
  }
  return []
}

function isThere(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0
  } catch {
    return false
  }
}
