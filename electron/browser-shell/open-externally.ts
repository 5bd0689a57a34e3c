import { spawn } from 'node:child_process'

/** Opens a link in the person's own browser. Never through a command line interpreter; failing is not an error. */
export function openExternally(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, args] = commandFor(url, platform)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}

/** The program that opens a link on a platform, and its arguments. */
export function commandFor(url: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  switch (platform) {
    case 'win32':
      return ['rundll32.exe', ['url.dll,FileProtocolHandler', url]]
    case 'darwin':
      return ['open', [url]]
    default:
      return ['xdg-open', [url]]
  }
}
