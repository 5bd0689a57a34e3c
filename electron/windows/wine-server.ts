import { readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

/**
 * Watches over the wineserver of a prefix. Processes of a Wine whose server was killed may wait for its answers for
 * ever: the pipe that would tell them is held open by others that wait likewise.
 */
export interface ServerWatch {
  /** False once the server that was seen first is gone, even where another took its place. */
  isThere(): Promise<boolean>
  /** The server that is there now counts from here on. */
  meet(): Promise<void>
}

/**
 * Where Wine's server may listen: in a folder named after the prefix's device and inode (Wine, dlls/ntdll/unix/server.c,
 * init_server_dir), below one that is `.wine-USER` in Wine's own builds and `wine-` with six characters in Debian's.
 */
export function serverSockets(prefix: string, env: NodeJS.ProcessEnv): string[] {
  const { dev, ino } = statSync(prefix)
  const name = `server-${dev.toString(16)}-${ino.toString(16)}`
  const folders = new Set(['/tmp', env['TMPDIR'] ?? '/tmp'])
  const homes = [...folders].flatMap((folder) =>
    readdirSync(folder)
      .filter((entry) => entry === `.wine-${process.getuid?.() ?? 0}` || /^wine-\w{6}$/.test(entry))
      .map((entry) => join(folder, entry))
  )
  const runtime = env['XDG_RUNTIME_DIR']
  if (runtime !== undefined) homes.push(join(runtime, 'wine'))
  return homes.map((home) => join(home, name, 'socket'))
}

/** Looks at a socket that nobody answers before a server that was never met counts as gone. */
const patience = 4

/** `sockets`: where the server may be found, asked each time until it was. */
export function watchServer(sockets: () => readonly string[]): ServerWatch {
  let met: { readonly path: string; readonly identity: string } | null = null
  let unanswered = 0
  const watch: ServerWatch = {
    async isThere() {
      let isDead = false
      for (const path of met === null ? sockets() : [met.path]) {
        const identity = identityOf(path)
        if (identity === null) continue
        isDead = !(await answers(path))
        if (isDead) continue
        met ??= { path, identity }
        return met.identity === identity
      }
      if (met !== null) return false
      // Not started yet, or at a place that this Wine does not use: nothing is known. Or killed before it was met.
      unanswered = isDead ? unanswered + 1 : 0
      return unanswered < patience
    },
    async meet() {
      met = null
      await watch.isThere()
    }
  }
  return watch
}

/** File systems give a number anew at once: only with its time it says which socket it is. */
function identityOf(path: string): string | null {
  try {
    const { ino, ctimeMs } = statSync(path)
    return `${ino} ${ctimeMs}`
  } catch {
    return null
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const say = (answer: boolean) => (): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', say(true)).once('error', say(false))
  })
}
