import { expect, test } from 'vitest'
import { commandFor } from './open-externally'

test.each(['win32', 'darwin', 'linux'] as const)(
  'on %s the link is one argument of a program, never a command line',
  (platform) => {
    const url = 'https://learn.microsoft.com/?a=1&calc.exe'
    const [command, args] = commandFor(url, platform)
    expect(args.at(-1)).toBe(url)
    expect(command).not.toMatch(/cmd|sh$|powershell/)
  }
)
