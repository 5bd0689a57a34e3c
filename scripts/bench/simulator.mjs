import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { allocationRounds } from './c-programs.mjs'
import { timed } from './timing.mjs'

const rounds = 10_000
const few = 100
const many = 100_000
const regions = 1_000_000
const fewRegions = 1_000
const steps = 100_000
const touches = 1_000_000
const stormGib = 4

/**
 * The simulator, called directly: speed against the same program compiled, and what it costs to be large or old.
 *
 * @param {{ root: string, work: string, wine: { command: string, env: NodeJS.ProcessEnv } | null }} places
 */
export async function measureSimulator({ root, work, wine }) {
  const bundle = await bundled(root, join(work, 'simulator'))
  const native = await compiledRounds(work, wine)
  const measured = async (/** @type {string} */ name, /** @type {number[]} */ ...numbers) => {
    const script = join(import.meta.dirname, 'simulator-work.mjs')
    const args = ['--expose-gc', '--max-old-space-size=8192', script, bundle, name, ...numbers.map(String)]
    return JSON.parse((await timed(process.execPath, args)).printed)
  }

  const least = { native: Infinity, first: Infinity, few: Infinity, many: Infinity }
  for (let turn = 0; turn < 5; turn++) {
    least.native = Math.min(least.native, native())
    const ours = await measured('rounds', few, rounds)
    least.first = Math.min(least.first, ours.first)
    least.few = Math.min(least.few, ours.ms)
    least.many = Math.min(least.many, (await measured('rounds', many, rounds)).ms)
  }
  const large = { bytes: 0, inOrder: Infinity, atRandom: Infinity }
  const small = { bytes: 0, inOrder: Infinity, atRandom: Infinity }
  for (let turn = 0; turn < 3; turn++) {
    for (const [into, count] of /** @type {const} */ ([
      [large, regions],
      [small, fewRegions]
    ])) {
      const { bytes, inOrder, atRandom } = await measured('regions', count)
      into.bytes = bytes
      into.inOrder = Math.min(into.inOrder, inOrder)
      into.atRandom = Math.min(into.atRandom, atRandom)
    }
  }
  const kept = await measured('steps', steps)
  const storm = await measured('storm', touches, stormGib)
  return [
    ...roundRows(least),
    ...regionRows(large, small),
    ...stepRows(kept),
    storm.limited ? stormRow(storm) : unlimitedRow()
  ]
}

/** The simulator as one file for node, as a shipped build has it: a development server's modules are slower. */
async function bundled(/** @type {string} */ root, /** @type {string} */ folder) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      ssr: join(root, 'electron', 'simulator', 'index.ts'),
      rollupOptions: { output: { format: 'es', entryFileNames: 'simulator.mjs' } }
    }
  })
  return join(folder, 'simulator.mjs')
}

/** Runs the compiled rounds; milliseconds as the program itself measured them. */
async function compiledRounds(
  /** @type {string} */ work,
  /** @type {{ command: string, env: NodeJS.ProcessEnv } | null} */ wine
) {
  mkdirSync(work, { recursive: true })
  const source = join(work, 'rounds-live.c')
  const exe = join(work, 'rounds-live.exe')
  writeFileSync(source, allocationRounds(rounds, few))
  await timed('x86_64-w64-mingw32-gcc', ['-std=gnu11', '-O2', source, '-o', exe])
  return () => {
    // Wine's services inherit a pipe and keep it open, so the output goes to a file.
    const file = join(work, 'rounds-live.txt')
    const out = openSync(file, 'w')
    const [command, args] = wine ? [wine.command, [exe]] : [exe, []]
    spawnSync(command, args, { env: wine?.env ?? process.env, stdio: ['ignore', out, 'ignore'] })
    closeSync(out)
    return Number(readFileSync(file, 'utf8')) / 1000
  }
}

const counted = (/** @type {number} */ n) => n.toLocaleString('en')
const fixed = (/** @type {number} */ n, digits = 1) => n.toFixed(digits)
const inMib = (/** @type {number} */ bytes) => `${fixed(bytes / 2 ** 20, 0)} MiB`

function roundRows(/** @type {Record<'native' | 'first' | 'few' | 'many', number>} */ least) {
  // A round is four calls.
  const each = (/** @type {number} */ ms) => `${fixed((ms * 1000) / rounds / 4, 2)} µs a call`
  const against = (/** @type {string} */ name, /** @type {number} */ ms) => ({
    name,
    measured: `${each(ms)} against ${each(least.native)} compiled`,
    ratio: ms / least.native,
    shown: `${fixed(ms / least.native, 2)} times the compiled program's time`,
    wanted: 'not slower than the compiled program',
    holds: ms <= least.native
  })
  const growth = least.many / least.few
  return [
    against(
      `${counted(rounds)} rounds of VirtualAlloc, VirtualProtect, VirtualQuery, VirtualFree called on the simulator, ${few} live allocations`,
      least.few
    ),
    against(
      'The first of these rounds in a new process, while JavaScript is still being compiled',
      least.first
    ),
    {
      name: `The same rounds with ${counted(many)} live allocations`,
      measured: `${each(least.many)} against ${each(least.few)} with ${few}`,
      ratio: growth,
      shown: `${fixed(growth, 2)} times`,
      wanted: 'at most 2 times',
      holds: growth <= 2
    }
  ]
}

function regionRows(/** @type {any} */ large, /** @type {any} */ small) {
  const queries = (/** @type {string} */ how, /** @type {number} */ among, /** @type {number} */ before) => ({
    name: `VirtualQuery of ${counted(regions)} live regions, ${how}`,
    measured: `${fixed(among, 0)} ns against ${fixed(before, 0)} ns with ${counted(fewRegions)}`,
    ratio: among / before,
    shown: `${fixed(among / before, 2)} times`,
    wanted: 'at most 2 times',
    holds: among <= 2 * before
  })
  return [
    {
      name: `${counted(regions)} live regions, memory`,
      measured: `${fixed(large.bytes, 0)} bytes a region`,
      ratio: large.bytes,
      shown: '',
      wanted: '',
      holds: true
    },
    queries('one after the other', large.inOrder, small.inOrder),
    queries('at random', large.atRandom, small.atRandom)
  ]
}

function stepRows(/** @type {any} */ kept) {
  const longer = kept.longest - kept.lastButOne
  return [
    {
      name: `${counted(steps)} recorded steps (four stores and a call each), memory`,
      measured: `${counted(Math.round(kept.bytes))} bytes a step`,
      ratio: kept.bytes,
      shown: '',
      wanted: '',
      holds: true
    },
    {
      name: 'Going to any of these steps and looking at regions and memory there',
      measured: `${fixed(kept.any, 2)} ms, ${fixed(kept.longest, 2)} ms at most, against ${fixed(kept.lastButOne, 2)} ms to the last but one`,
      ratio: longer,
      shown: `${fixed(longer)} ms longer at most`,
      wanted: 'at most 50 ms longer',
      holds: longer <= 50
    }
  ]
}

function stormRow(/** @type {any} */ storm) {
  const faults = storm.hard === null ? 'hard faults not counted' : `${counted(storm.hard)} hard faults`
  return {
    name: `Hard-fault storm: ${counted(touches)} touches at random over ${stormGib} GiB, 64 MiB of RAM`,
    measured: `${counted(Math.round((touches / storm.ms) * 1000))} touches a second, ${faults}, ${inMib(storm.bytes)} of memory`,
    ratio: storm.ms,
    shown: '',
    wanted: '',
    holds: true
  }
}

function unlimitedRow() {
  return {
    name: `Hard-fault storm: ${counted(touches)} touches at random over ${stormGib} GiB, 64 MiB of RAM`,
    measured: 'the process got more than 64 MiB of RAM',
    ratio: Infinity,
    shown: 'not measured',
    wanted: 'physical memory has an end',
    holds: false
  }
}
