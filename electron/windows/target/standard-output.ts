import { writeSync } from 'node:fs'

/** Writes to standard output by its descriptor: `process.stdout` and `console` throw EBADF under Wine. */
export function writeToStandardOutput(text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length;) done += writeSync(1, bytes, done)
}

/**
 * Puts plain objects in the places of `process.stdout` and `process.stderr`: under Wine even looking at them throws when
 * they are pipes, and koffi looks (it reads every property of `util`, one of which asks stderr for colours).
 */
export function replaceStandardStreams(): void {
  // What is printed goes to stderr: stdout is for replies.
  const value = { isTTY: false, write: (text: string): boolean => writeSync(2, text) >= 0 }
  for (const name of ['stdout', 'stderr']) Object.defineProperty(process, name, { value, configurable: true })
}
