import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { win32Constants } from '../../../shared/win32/constants'
import { regionList } from '../../../shared/contract/region-tree'
import { PastMachine, Simulator } from '../../simulator'
import { flagsAt, frameAt } from '../../simulator/page-table'
import { LoadedRun } from '../loaded-run'
import type { Run } from '../run'
import { firstRegion, recordedProgram } from '../testing-run'
import { Cancelled, type Work } from '../works'
import { loadRun, saveRun } from '.'
import type { LaneContents, RunContents } from './run-contents'
import { writeGraph } from './write-graph'

const source = `#include "lab.h"
int main(void)
{
    DWORD old;
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x4000, "Local\\\\lab");
    BYTE *view = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    BYTE *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    for (int i = 0; i < 20; i++)
    {
        p[i * 0x800] = (BYTE)(i + 1);
        view[i] = (BYTE)i;
        VirtualProtect(p + 0x1000 * (i / 4 + 10), 0x1000, i % 2 ? PAGE_READWRITE : PAGE_READONLY, &old);
        if (i == 10) lab_switch_to('B');
    }
    VirtualFree(p, 0, MEM_RELEASE);
    return 0;
}
void process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, "Local\\\\lab");
    BYTE *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    CHECK_EQ(view[3], 3);
}
`
const sameBytes = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : Buffer.compare(a, b) === 0

const folder = mkdtempSync(join(tmpdir(), 'vadlab-run-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, `${name}.vadlab-run`)

let run: Run
let contents: RunContents
beforeAll(async () => {
  run = await recordedProgram(source)
  contents = { source, fileName: 'test.c', lanes: [run.contents] }
  expect(await saveRun(at('good'), contents, '1', false)).toMatchObject({ path: at('good') })
})

async function loaded(path = at('good')): Promise<RunContents> {
  const found = await loadRun(path)
  if (!found.ok) throw new Error(found.reason)
  return found.contents
}

describe('a run that was saved', () => {
  test('is the same again, and saved again gives the same file', async () => {
    const again = await loaded()
    expect(again.source).toBe(source)
    const [was] = contents.lanes
    const [is] = again.lanes
    expect({ ...is, moments: [] }).toEqual({ ...was, moments: [] })
    expect(is!.moments.length).toBeGreaterThan(25)
    is!.moments.forEach((moment, position) => {
      expect({ ...moment, state: null }).toEqual({ ...was!.moments[position]!, state: null })
    })
    await saveRun(at('again'), again, '1', false)
    expect(readFileSync(at('again')).equals(readFileSync(at('good')))).toBe(true)
  })

  test('has at each step the bytes and the entries it had, looked at and gone back to', async () => {
    const [lane] = (await loaded()).lanes
    const original = new PastMachine(run.settings!)
    const copy = new PastMachine(lane!.settings!)
    const simulator = new Simulator(lane!.settings!)
    const places = new Set<number>()
    for (const { processes } of run.history.moments)
      for (const { regions } of processes.values())
        for (const { base, size, type } of regionList(regions))
          if (type !== win32Constants.MEM_IMAGE)
            for (let at = base; at < base + Math.min(size, 0x10000); at += 4096) places.add(at)
    const differences: string[] = []
    const compare = (what: string, same: boolean): void => {
      if (!same) differences.push(what)
    }
    lane!.moments.forEach(({ state, processes }, position) => {
      simulator.restore(state!)
      for (const [letter, { regions }] of processes) {
        const before = original.memory(run.momentState(position)!, letter)!
        const after = copy.memory(state!, letter)!
        const restored = simulator.processes.get(letter)!
        const bases = (list: readonly { readonly base: number }[]): string =>
          list.map(({ base }) => base).join()
        compare(`${position} regions`, bases(restored.regions()) === bases(regionList(regions)))
        for (const address of places) {
          const what = `${position} ${letter} ${address.toString(16)}`
          const entry = ({ state: { pages } }: typeof before): string =>
            `${flagsAt(pages, address / 4096)} ${frameAt(pages, address / 4096)}`
          const bytes = before.peek(address, 4096)
          compare(`${what} entry`, entry(after) === entry(before))
          compare(`${what} looked at`, sameBytes(after.peek(address, 4096), bytes))
          compare(`${what} gone back to`, sameBytes(restored.peek(address, 4096), bytes))
        }
      }
    })
    expect(places.size).toBeGreaterThan(20)
    expect(differences).toEqual([])
  })

  test('takes little room for a further step', async () => {
    const perStep = readFileSync(at('good')).length / run.history.moments.length
    expect(perStep).toBeLessThan(2000)
  })

  test('is not written over another file unasked, and gets its extension', async () => {
    expect(await saveRun(at('good'), contents, '1', false)).toEqual({
      ok: false,
      failure: { kind: 'exists', message: `${at('good')} exists already.` }
    })
    expect(await saveRun(join(folder, 'short'), contents, '1', false)).toMatchObject({ path: at('short') })
  })
})

test('opening and saving end where they are cancelled, and leave nothing behind', async () => {
  const cancelled: Work = {
    report: () => undefined,
    breathe: () => Promise.reject(new Cancelled()),
    end: () => undefined
  }
  await expect(loadRun(at('good'), cancelled)).rejects.toThrow(Cancelled)
  await expect(saveRun(at('cancelled'), contents, '1', false, cancelled)).rejects.toThrow(Cancelled)
  expect(existsSync(at('cancelled'))).toBe(false)
})

describe('a file is refused with its reason', () => {
  const refusal = async (name: string, bytes: Buffer | string): Promise<string> => {
    writeFileSync(at(name), bytes)
    const found = await loadRun(at(name))
    return found.ok ? 'taken' : found.reason.replace(at(name), 'It')
  }
  /** A file whose digest is right, whatever it holds. */
  const sealed = (root: object): Buffer => {
    const graph = writeGraph(root)
    const header = { app: '1', program: 'x.c', machines: [], steps: [], unpacked: graph.length }
    const rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), gzipSync(graph)])
    const digest = createHash('sha256').update(rest).digest('hex')
    return Buffer.concat([Buffer.from(`VadLab run, format 3\nsha256 ${digest}\n`), rest])
  }
  const lane = (): LaneContents => run.contents
  const withLane = (more: object): object => ({ ...contents, lanes: [{ ...lane(), ...more }] })
  const withState = (more: object): object => {
    const [first] = lane().moments
    return withLane({ moments: [{ ...first, state: { ...first!.state, ...more } }] })
  }

  test('that is no run, or of another version', async () => {
    expect(await refusal('c', 'int main(void) { return 0; }\n')).toMatch(/It is no run that VadLab saved/)
    expect(await refusal('empty', '')).toMatch(/is no run/)
    expect(await refusal('future', 'VadLab run, format 4\n')).toMatch(
      /It has format 4; this VadLab reads format 3/
    )
    const nowhere = await loadRun(join(folder, 'nowhere'))
    expect(nowhere).toMatchObject({ ok: false, reason: expect.stringContaining('does not exist') as string })
    expect(await loadRun(folder)).toMatchObject({ reason: expect.stringContaining('is a folder') as string })
  })

  test('that is cut off anywhere, or has a changed byte anywhere', async () => {
    const good = readFileSync(at('good'))
    for (let length = 25; length < good.length; length += Math.ceil(good.length / 40))
      expect(await refusal('cut', good.subarray(0, length))).toMatch(/It is damaged: /)
    for (let byte = 25; byte < good.length; byte += Math.ceil(good.length / 40)) {
      const bad = Buffer.from(good)
      bad[byte]! ^= 4
      expect(await refusal('changed', bad)).toMatch(/It is damaged: /)
    }
  })

  test('that has another shape than a run', async () => {
    expect(await refusal('good2', sealed(contents))).toBe('taken')
    expect(await refusal('nothing', sealed([]))).toMatch(/damaged/)
    expect(await refusal('no lanes', sealed({ ...contents, lanes: [] }))).toMatch(/damaged: lanes/)
    expect(await refusal('twice', sealed({ ...contents, lanes: [lane(), lane()] }))).toMatch(
      /a machine twice/
    )
    expect(await refusal('moments', sealed(withLane({ moments: [{}] })))).toMatch(
      /damaged: lanes\.0\.moments\.0/
    )
    expect(await refusal('ram', sealed(withLane({ settings: { ...lane().settings, ram: 5 } })))).toMatch(
      /RAM/
    )
    expect(await refusal('unpacked', sealed({ ...contents, source: 'x'.repeat(2_000_000) }))).toMatch(
      /source/
    )
  })

  test('whose states would keep a reader busy for ever', async () => {
    let bomb: object = {}
    for (let level = 0; level < 60; level++) bomb = { left: bomb, right: bomb }
    expect(await refusal('bomb', sealed(withState({ system: bomb })))).toMatch(/has no end/)
    const vads = (...spans: (readonly [number, number])[]): object => ({
      epoch: 1,
      level: 0,
      parts: spans.map(([start, end]) => ({ start, end })),
      starts: spans.map(([start]) => start),
      looks: spans.flatMap(([, end]) => [end, 0, -1]),
      start: spans[0]![0],
      end: spans.at(-1)![1],
      gap: 0
    })
    const process = { ...lane().moments[0]!.state!.processes.get('A') }
    const withVads = (tree: object): Buffer =>
      sealed(withState({ processes: new Map([['A', { ...process, vads: tree }]]) }))
    expect(await refusal('vads', withVads(vads([16, 16])))).toMatch(/allocations overlap/)
    const [first] = lane().moments
    const withRegions = (regions: unknown): Buffer =>
      sealed(withLane({ moments: [{ ...first, processes: new Map([['A', { processId: 4, regions }]]) }] }))
    const tree = first!.processes.get('A')!.regions!
    expect(await refusal('tree', withRegions(tree))).toBe('taken')
    expect(await refusal('count', withRegions({ ...tree, count: 1 }))).toMatch(/counted wrongly/)
    expect(await refusal('height', withRegions({ ...tree, height: 3 }))).toMatch(/damaged/)
    const [region] = regionList(tree)
    const leaf = { height: 0, base: region!.base, count: 2, regions: [region, region] }
    expect(await refusal('same', withRegions(leaf))).toMatch(/wrong order/)
    expect(await refusal('order', withVads(vads([16, 32], [20, 40])))).toMatch(/overlap/)
  })
})

test('what a loaded run shows says that it is a record', async () => {
  const [lane] = (await loaded()).lanes
  const record = new LoadedRun({ ...lane!, status: 'paused', statusText: '' }, 'x.vadlab-run')
  expect(record.status).toBe('loaded')
  expect(record.statusText).toMatch(/record that x\.vadlab-run keeps; starting runs the program anew/)
  expect(record.contents.status).toBe('paused')
  expect(firstRegion(run)).toBeGreaterThan(0)
})
