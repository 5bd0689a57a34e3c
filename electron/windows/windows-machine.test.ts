import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appFolder, bundleTarget } from './testing/bundle'
import type { Target } from './target-process'
import { createWindowsMachine, type TargetRun } from './windows-machine'

const targetFile = await bundleTarget('electron/windows/testing/machine-server.ts')
const machine = createWindowsMachine({ appFolder, targetFile, spareTargets: 0 })
const description = await machine.describe()
if (!description.available) console.warn(`Real Windows memory is not tested: ${description.reason}`)

const accessViolation = 0xc0000005
const guardPageViolation = 0x80000001
const memCommitReserve = 0x3000
const memRelease = 0x8000
const readWrite = 0x04

interface Done {
  readonly result: unknown
  readonly exception: { readonly code: number; readonly access: string | null; readonly address: number }
  readonly lastError: number
}

const runs: TargetRun[] = []
const sleepForEver = { kind: 'do', method: 'call', args: ['Sleep', [0xffffffff]] }

/** Drives the machine interface of one target. */
class Remote {
  constructor(readonly target: Target) {}

  async do(method: string, ...args: unknown[]): Promise<Done> {
    const request = { kind: 'do', method, args }
    const reply = await this.target.request(request)
    if (reply.kind !== 'done') throw new Error(JSON.stringify(reply))
    return reply as unknown as Done
  }

  async call(name: string, ...args: unknown[]): Promise<number> {
    return (await this.do('call', name, args)).result as number
  }
}

async function start(): Promise<Remote> {
  const run = machine.beginRun()
  runs.push(run)
  const target = await run.start()
  if (target.kind === 'gone') throw new Error(target.message)
  return new Remote(target)
}

/** The Unix processes of a target's group that are left. */
function leftOf(group: number): string {
  try {
    return execFileSync('pgrep', ['-g', String(group)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

describe.skipIf(!description.available)(`on ${description.title}`, { timeout: 60_000 }, () => {
  let remote: Remote
  let program: { data: number; stackTop: number; stackLimit: number }

  beforeAll(async () => {
    remote = await start()
    program = (await remote.do('prepare', { dataSize: 5000, stackSize: 0x8000 })).result as typeof program
  }, 120_000)

  afterAll(async () => {
    await Promise.all(runs.map((run) => run.end()))
    await machine.close()
  })

  it('a read, a write and a call of address 0x10 each raise an access violation that says so', async () => {
    const bad = { code: accessViolation, address: 0x10 }
    expect(await remote.do('load', 0x10, 4)).toMatchObject({ exception: { ...bad, access: 'read' } })
    expect(await remote.do('store', 0x10, 1, 5)).toMatchObject({
      result: false,
      exception: { ...bad, access: 'write' }
    })
    expect(await remote.do('execute', 0x10)).toMatchObject({
      exception: { ...bad, access: 'execute' }
    })
  })

  it('memory that is not executable refuses to be called, and a RET where it is returns', async () => {
    expect(await remote.do('execute', program.data)).toMatchObject({
      exception: { code: accessViolation, access: 'execute', address: program.data }
    })
    const code = await remote.call('VirtualAlloc', 0, 0x1000, memCommitReserve, 0x40)
    await remote.do('store', code, 1, 0xc3)
    expect((await remote.do('execute', code)).result).toBeDefined()
    // lea rax, [rcx+rdx*2]; ret
    await remote.do('store', code, 8, 0xc3_51_04_8d_48)
    expect((await remote.do('execute', code, [1, 10])).result).toBe(21)
  })

  it('a guard page raises STATUS_GUARD_PAGE_VIOLATION once', async () => {
    const page = await remote.call('VirtualAlloc', 0, 0x1000, memCommitReserve, readWrite | 0x100)
    expect(await remote.do('load', page, 1)).toMatchObject({
      exception: { code: guardPageViolation, access: 'read', address: page }
    })
    expect((await remote.do('load', page, 1)).result).toBe(0)
  })

  it('looking at a guard page leaves its guard', async () => {
    const page = await remote.call('VirtualAlloc', 0, 0x1000, memCommitReserve, readWrite | 0x100)
    expect((await remote.do('peek', page, 16)).result).toBeNull()
    expect((await remote.do('load', page, 1)).exception.code).toBe(guardPageViolation)
  })

  it('looking at pages that were never touched brings none into the working set', async () => {
    const pages = 100
    const base = await remote.call('VirtualAlloc', 0, pages * 0x1000, memCommitReserve, readWrite)
    const questions = await remote.call('VirtualAlloc', 0, 0x1000, memCommitReserve, readWrite)
    await remote.do('store', base + 5 * 0x1000 + 7, 1, 0xa5)
    const resident = async (): Promise<number[]> => {
      for (let i = 0; i < pages; i++) await remote.do('store', questions + i * 16, 8, base + i * 0x1000)
      const size = pages * 16
      const self = { word: '0xffffffffffffffff' }
      expect(await remote.call('K32QueryWorkingSetEx', self, questions, size)).toBe(1)
      const found: number[] = []
      for (let i = 0; i < pages; i++)
        if (((await remote.do('load', questions + i * 16 + 8, 4)).result as number) & 1) found.push(i)
      return found
    }
    expect(await resident()).toEqual([5])
    for (let i = 0; i < pages; i++) {
      const seen = (await remote.do('peek', base + i * 0x1000, 16)).result
      expect(seen).toEqual(Array.from({ length: 16 }, (_, at) => (i === 5 && at === 7 ? 0xa5 : 0)))
    }
    await remote.do('regions')
    expect(await resident()).toEqual([5])
  })

  it('what was stored is loaded, in every size, in data, stack and allocated memory', async () => {
    const page = await remote.call('VirtualAlloc', 0, 0x2000, memCommitReserve, readWrite)
    for (const place of [program.data, program.stackTop - 16, program.stackLimit + 64, page, page + 0xffd]) {
      for (const [size, value] of [
        [1, 0xa5],
        [2, 0xa5b6],
        [4, 0xfedcba98],
        [8, 0x1122334455667]
      ] as const) {
        expect((await remote.do('store', place, size, value)).result).toBe(true)
        expect((await remote.do('load', place, size)).result).toBe(value)
      }
    }
  })

  it('a 64-bit word keeps all its bits', async () => {
    const minusOne = await remote.call('VirtualAlloc', 0, 0x1000, memCommitReserve, readWrite)
    for (let i = 0; i < 8; i++) await remote.do('store', minusOne + i, 1, 0xff)
    expect((await remote.do('load', minusOne, 8)).result).toEqual({ word: '0xffffffffffffffff' })
  })

  it('bytes are written up to the page that refuses', async () => {
    const pages = await remote.call('VirtualAlloc', 0, 0x2000, memCommitReserve, readWrite)
    await remote.call('VirtualProtect', pages + 0x1000, 0x1000, 0x02, program.data)
    const bytes = Array.from({ length: 32 }, (_, i) => i + 1)
    const written = await remote.do('write', pages + 0xff0, bytes)
    expect(written).toMatchObject({ result: false, exception: { access: 'write', address: pages + 0x1000 } })
    expect((await remote.do('read', pages + 0xff0, 16)).result).toEqual(bytes.slice(0, 16))
    expect((await remote.do('read', pages + 0x1ff0, 32)).result).toBeUndefined()
  })

  it('the last error stays what the program made it, whatever node does in between', async () => {
    await remote.call('SetLastError', 1234)
    await remote.do('regions')
    await remote.do('load', 0x10, 1)
    expect(await remote.call('GetLastError')).toBe(1234)
    expect((await remote.do('call', 'VirtualFree', [program.data, 1, memRelease])).lastError).toBe(87)
  })

  it('an exception that a function handles itself is not the program’s, one that it does not is', async () => {
    expect(await remote.call('IsBadReadPtr', 0x10, 4)).toBe(1)
    expect(await remote.do('call', 'RaiseException', [0xe0001234, 0, 0, 0])).toMatchObject({
      exception: { code: 0xe0001234, access: null }
    })
    expect(await remote.do('call', 'RtlMoveMemory', [0x10, program.data, 4])).toMatchObject({
      exception: { code: accessViolation, access: 'write', address: 0x10 }
    })
  })

  it('functions see the program’s stack as the thread’s', async () => {
    await remote.call('GetCurrentThreadStackLimits', program.data, program.data + 8)
    const low = (await remote.do('load', program.data, 8)).result as number
    const high = (await remote.do('load', program.data + 8, 8)).result as number
    expect(low).toBeLessThan(program.stackLimit)
    expect(high).toBeGreaterThan(program.stackTop)
  })

  it('regions tell the program’s allocations from all others', async () => {
    const page = await remote.call('VirtualAlloc', 0, 0x3000, memCommitReserve, readWrite)
    const regions = (await remote.do('regions')).result as {
      base: number
      size: number
      owner: string
      use: string
    }[]
    expect(regions.find((region) => region.base === page)).toMatchObject({ size: 0x3000, owner: 'program' })
    const uses = regions.map((region) => region.use)
    expect(uses).toEqual(
      expect.arrayContaining(['Stack', 'program.exe', 'PEB', 'KUSER_SHARED_DATA', 'node.exe'])
    )
    expect(regions.find((region) => region.use === 'node.exe')?.owner).toBe('before')
    expect(regions.every((region, i) => i === 0 || region.base > regions[i - 1]!.base)).toBe(true)
    await remote.call('VirtualFree', page, 0, memRelease)
    const after = (await remote.do('regions')).result as { base: number; owner: string }[]
    expect(after.some((region) => region.base === page && region.owner === 'program')).toBe(false)
  })

  it('late functions are always offered, those that would end the interpreter’s thread never', async () => {
    expect((await remote.do('offers', 'OfferVirtualMemory')).result).toBe(true)
    expect((await remote.do('offers', 'RtlExitUserThread')).result).toBe(false)
    expect((await remote.do('offers', 'NoSuchFunction')).result).toBe(false)
  })

  it('a program that frees its own stack gets its answer and then faults', async () => {
    const own = await start()
    const { stackLimit, stackTop } = (await own.do('prepare', { dataSize: 16, stackSize: 0x4000 }))
      .result as typeof program
    await own.call('GetCurrentThreadStackLimits', stackTop - 16, stackTop - 8)
    const base = (await own.do('load', stackTop - 16, 8)).result as number
    expect(base).toBeLessThan(stackLimit)
    expect(await own.call('VirtualFree', base, 0, memRelease)).toBe(1)
    expect((await own.do('load', stackTop - 16, 8)).exception.code).toBe(accessViolation)
    expect(await own.call('GetCurrentProcessId')).toBe(own.target.processId)
    await own.target.kill()
  })

  it('a process sees another by its id, and what it allocates there is the program’s', async () => {
    const other = await start()
    await other.do('prepare', { dataSize: 16, stackSize: 0x4000 })
    const handle = await remote.call('OpenProcess', 0x1fffff, 0, other.target.processId)
    expect(handle).not.toBe(0)
    const there = await remote.call('VirtualAllocEx', handle, 0, 0x5000, memCommitReserve, readWrite)
    const regions = (await other.do('regions')).result as { base: number; size: number; owner: string }[]
    expect(regions.find((region) => region.base === there)).toMatchObject({ size: 0x5000, owner: 'program' })
    await other.target.kill()
  })

  it('ending a process that waits for ever answers the open request and leaves nothing behind', async () => {
    const endless = await start()
    const group = endless.target.systemProcessId
    const open = endless.target.request(sleepForEver)
    await endless.target.kill()
    expect(await open).toMatchObject({ kind: 'gone', message: expect.stringContaining('ended') as unknown })
    if (process.platform !== 'win32') expect(leftOf(group)).toBe('')
    expect(await endless.target.request({ kind: 'hello' })).toMatchObject({ kind: 'gone' })
  })

  it('a process killed from outside answers gone, not never', async () => {
    const victim = await start()
    const open = victim.target.request(sleepForEver)
    const told = new Promise((resolve) => victim.target.onExit(resolve))
    process.kill(victim.target.systemProcessId, 'SIGKILL')
    expect(await open).toMatchObject({
      kind: 'gone',
      message: expect.stringMatching(/killed|ended/) as unknown
    })
    expect(await told).toMatch(/killed|ended/)
    expect(victim.target.alive).toBe(false)
  })

  it('a process that ends itself says with which code', async () => {
    const own = await start()
    const handle = await own.call('OpenProcess', 0x1fffff, 0, own.target.processId)
    const request = { kind: 'do', method: 'call', args: ['TerminateProcess', [handle, 3]] }
    const reply = await own.target.request(request)
    expect(reply).toMatchObject({ kind: 'gone', message: expect.stringContaining('03') as unknown })
  })

  it('a target that does not answer in time is ended', async () => {
    const slow = await start()
    const reply = await slow.target.request(sleepForEver, 300)
    expect(reply).toMatchObject({ kind: 'gone', message: expect.stringContaining('300 ms') as unknown })
    expect(slow.target.alive).toBe(false)
  })
})
