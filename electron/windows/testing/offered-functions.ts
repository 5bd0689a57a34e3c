import { createWindowsMachine } from '../windows-machine'
import { appFolder, bundleTarget } from './bundle'

/** Which functions a program can call on the Windows machine here, by asking a target; or why there is none. */
export async function offeredFunctions(
  names: readonly string[]
): Promise<{ readonly title: string; readonly names: readonly string[] } | { readonly reason: string }> {
  const targetFile = await bundleTarget('electron/windows/testing/machine-server.ts')
  const machine = createWindowsMachine({ appFolder, targetFile, spareTargets: 0 })
  const { available, title, reason } = await machine.describe()
  if (!available) return { reason }
  const run = machine.beginRun()
  const target = await run.start()
  if (target.kind === 'gone') return { reason: target.message }
  try {
    const offered: string[] = []
    for (const name of names) {
      // A function that only fails with ERROR_CALL_NOT_IMPLEMENTED is offered to programs, but it is not there.
      const request: { readonly kind: string } & Record<string, unknown> = {
        kind: 'do',
        method: 'finds',
        args: [name]
      }
      const reply: { readonly kind: string; readonly result?: unknown } = await target.request(request)
      if (reply.result === true) offered.push(name)
    }
    return { title, names: offered }
  } finally {
    await run.end()
    await machine.close()
  }
}
