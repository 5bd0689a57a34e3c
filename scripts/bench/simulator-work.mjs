// What the benchmark of the simulator measures, each in a process of its own, so that memory and compiled code start
// afresh: node --expose-gc simulator-work.mjs BUNDLE WORK [NUMBER...]; the result goes to standard output as JSON.
import { pathToFileURL } from 'node:url'

const [bundle, work, ...numbers] = process.argv.slice(2)
const { Simulator } = await import(pathToFileURL(bundle).href)

const PAGE = 4096
const MIB = 2 ** 20
const MEM_COMMIT = 0x1000
const MEM_RESERVE = 0x2000
const MEM_RELEASE = 0x8000
const PAGE_READONLY = 2
const PAGE_READWRITE = 4

/** A machine with process A ready to run; `scratch` is some room on its stack. */
function start(settings = {}) {
  const simulator = new Simulator(settings)
  const target = simulator.createProcess('A')
  const { stackTop } = target.prepare({ dataSize: 0x1000, stackSize: 0x10000 })
  return { simulator, target, scratch: stackTop - 0x800 }
}

function expected(result, wanted, what) {
  if (result !== wanted) throw new Error(`${what} answered ${result}, not ${wanted}.`)
}

function allocate(target, size, type = MEM_RESERVE | MEM_COMMIT) {
  const base = target.call('VirtualAlloc', [0, size, type, PAGE_READWRITE])
  if (typeof base !== 'number' || base === 0)
    throw new Error(`VirtualAlloc of ${size} bytes failed: ${target.refusal()}`)
  return base
}

/** Bytes in use, of objects and of pages. */
function memoryUsed() {
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Always the same, so that runs can be compared. */
function sequence(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const median = (values) => Float64Array.from(values).sort()[values.length >> 1]

/** Milliseconds of rounds of the four calls while so many allocations live: the first in a new process, and later ones. */
function rounds(live, count) {
  const { target, scratch } = start()
  for (let i = 0; i < live; i++) allocate(target, 0x10000)
  const turn = () => {
    const begin = performance.now()
    for (let i = 0; i < count; i++) {
      const base = target.call('VirtualAlloc', [0, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE])
      expected(target.call('VirtualProtect', [base, 0x1000, PAGE_READONLY, scratch]), 1, 'VirtualProtect')
      expected(target.call('VirtualQuery', [base, scratch + 64, 48]), 48, 'VirtualQuery')
      expected(target.call('VirtualFree', [base, 0, MEM_RELEASE]), 1, 'VirtualFree')
    }
    return performance.now() - begin
  }
  return { first: turn(), ms: Math.min(turn(), turn(), turn()) }
}

/** Bytes of a region and nanoseconds of a query, with so many regions: half of the pages of each reservation are committed. */
function regions(count) {
  const { target, scratch } = start()
  const empty = memoryUsed()
  const bases = new Float64Array(count / 2)
  for (let i = 0; i < bases.length; i++) {
    bases[i] = allocate(target, 2 * PAGE, MEM_RESERVE)
    target.call('VirtualAlloc', [bases[i], PAGE, MEM_COMMIT, PAGE_READWRITE])
  }
  const bytes = (memoryUsed() - empty) / count
  const random = sequence(1)
  let next = 0
  const regionAt = (i) => bases[i >> 1] + (i & 1) * PAGE
  const places = {
    inOrder: () => regionAt((next = (next + 1) % count)),
    atRandom: () => regionAt(random(count))
  }
  const nanoseconds = {}
  for (const [name, place] of Object.entries(places)) {
    const queries = 200_000
    let least = Infinity
    for (let turn = 0; turn < 6; turn++) {
      const begin = performance.now()
      for (let i = 0; i < queries; i++)
        expected(target.call('VirtualQuery', [place(), scratch, 48]), 48, 'VirtualQuery')
      // The first turn brings the code and the caches to where they stay.
      if (turn > 0) least = Math.min(least, performance.now() - begin)
    }
    nanoseconds[name] = (least / queries) * 1e6
  }
  return { bytes, ...nanoseconds, bytesAfterQueries: (memoryUsed() - empty) / count }
}

/** Bytes of a recorded step (four stores and a call), and what going to a step takes: to any, and to the last but one. */
function steps(count) {
  const { simulator, target, scratch } = start()
  const ring = Array.from({ length: 64 }, () => allocate(target, 0x10000))
  const random = sequence(2)
  const kept = []
  const sums = []
  const before = memoryUsed()
  let sum = 0
  for (let i = 0; i < count; i++) {
    for (let store = 0; store < 3; store++) {
      const at = ring[random(ring.length)] + random(0x10000 / 8) * 8
      sum = (sum + i - (target.glance(at, 4) ?? 0)) | 0
      target.store(at, 4, i)
    }
    target.store(scratch + 128, 8, i)
    const turn = i % ring.length
    switch (i & 3) {
      case 0:
        sum = (sum - sumOf(target, ring[turn])) | 0
        target.call('VirtualFree', [ring[turn], 0, MEM_RELEASE])
        ring[turn] = allocate(target, 0x10000)
        break
      case 1:
        target.call('VirtualProtect', [ring[turn], PAGE, 0x40, scratch])
        break
      default:
        target.call('VirtualQuery', [ring[turn], scratch, 48])
    }
    kept.push(simulator.snapshot())
    if (i % 1000 === 0) sums.push({ at: i, sum, ring: ring.slice() })
  }
  const bytes = (memoryUsed() - before) / count
  const visit = (step) => {
    const begin = performance.now()
    simulator.restore(kept[step])
    const there = simulator.processes.get('A')
    there.regions()
    for (const base of ring) there.peek(base, PAGE)
    there.peek(scratch, 256)
    return performance.now() - begin
  }
  // The least of some visits, as a pause of the garbage collector belongs to none of the steps.
  const least = (step) => {
    let ms = Infinity
    for (let turn = 0; turn < 3; turn++) {
      visit(step === count - 1 ? 0 : count - 1)
      ms = Math.min(ms, visit(step))
    }
    return ms
  }
  least(count - 1)
  const lastButOne = least(count - 2)
  const any = Array.from({ length: 300 }, () => least(random(count)))
  for (const moment of sums) {
    simulator.restore(kept[moment.at])
    const there = simulator.processes.get('A')
    const found = moment.ring.reduce((total, base) => (total + sumOf(there, base)) | 0, 0)
    expected(found, moment.sum, `The memory of step ${moment.at}`)
  }
  return { bytes, lastButOne, any: median(any), longest: Math.max(...any) }
}

/** All DWORDs of an allocation added up, without touching it. */
function sumOf(target, base) {
  const bytes = target.peek(base, 0x10000)
  return new Int32Array(bytes.buffer).reduce((sum, value) => (sum + value) | 0, 0)
}

/** Touches of pages all over some GiB of memory that were written before, with 64 MiB of RAM. */
function storm(touches, gib) {
  const { simulator, target } = start({ ram: 64 * MIB, pageFile: 8192 * MIB })
  const before = memoryUsed()
  const base = allocate(target, gib * 1024 * MIB)
  const pages = (gib * 1024 * MIB) / PAGE
  for (let page = 0; page < pages; page++) {
    target.store(base + page * PAGE, 8, page)
    const { usedPages, totalPages } = simulator.physicalMemory()
    if (usedPages > totalPages) return { limited: false }
  }
  const hardFaults = () => target.state.faults?.hard ?? target.state.hardFaults ?? null
  const random = sequence(3)
  const first = hardFaults()
  const begin = performance.now()
  for (let i = 0; i < touches; i++) {
    const page = random(pages)
    if (i % 4 === 0) target.store(base + page * PAGE + 8, 8, i)
    else expected(target.load(base + page * PAGE, 8), page, `Page ${page}`)
  }
  const ms = performance.now() - begin
  const hard = first === null ? null : hardFaults() - first
  return { limited: true, ms, hard, bytes: memoryUsed() - before }
}

const works = { rounds, regions, steps, storm }
console.log(JSON.stringify(works[work](...numbers.map(Number))))
