import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync, openSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { allocationRounds } from './c-programs.mjs'
import { leastOf, time, timed } from './timing.mjs'

const rounds = 10_000

/**
 * The four calls, interpreted on the Windows machine against the same program compiled, both under the same Wine (or on
 * Windows itself). The programs measure themselves: starting them is not part of it.
 *
 * @param {{ root: string, work: string, wine: { command: string, env: NodeJS.ProcessEnv } | null }} places
 */
export async function measureWindowsCalls({ root, work, wine }) {
  mkdirSync(work, { recursive: true })
  const source = join(work, 'rounds.c')
  const exe = join(work, 'rounds.exe')
  writeFileSync(source, allocationRounds(rounds))
  await timed('x86_64-w64-mingw32-gcc', ['-std=gnu11', '-O0', source, '-o', exe])
  const native = async () => {
    // Wine's services inherit a pipe and keep it open, so the output goes to a file.
    const file = join(work, 'native.txt')
    const out = openSync(file, 'w')
    const [command, args] = wine ? [wine.command, [exe]] : [exe, []]
    spawnSync(command, args, { env: wine?.env ?? process.env, stdio: ['ignore', out, 'ignore'] })
    closeSync(out)
    return Number(readFileSync(file, 'utf8')) / 1000
  }
  const interpreted = async () => {
    const args = [join(root, 'bin', 'vadlab.js'), 'run', '--on', 'windows', source]
    return Number((await timed(process.execPath, args)).printed) / 1000
  }
  const least = await leastOf(5, { native, interpreted })
  rmSync(exe)
  const ratio = least.interpreted / least.native
  return [
    {
      name: `${rounds.toLocaleString('en')} rounds of VirtualAlloc, VirtualProtect, VirtualQuery, VirtualFree on the Windows machine`,
      measured: `${time(least.interpreted)} against ${time(least.native)} compiled`,
      ratio,
      shown: `${ratio.toFixed(1)} times slower`,
      wanted: 'at most 6 times slower than compiled',
      holds: ratio <= 6
    }
  ]
}
