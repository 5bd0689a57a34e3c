import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { appFolder } from '../engine/app-files'
import { makeBatch } from './campaign'
import { renderProgram } from './render'

const compiler = 'x86_64-w64-mingw32-gcc'
const folder = mkdtempSync(join(tmpdir(), 'vadlab-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const isHere = spawnSync(compiler, ['--version']).error === undefined

for (const seed of [1, 2, 5])
  test(`the program of seed ${seed} compiles with MinGW and lab.h`, (context) => {
    if (!isHere) context.skip('MinGW-w64 is missing: run npm run setup')
    const file = join(folder, `${seed}.c`)
    writeFileSync(file, renderProgram(makeBatch(seed).sequences.slice(0, 10)).source)
    const args = ['-std=gnu11', '-w', '-fsyntax-only', '-I', join(appFolder(), 'conformance'), file]
    const { status, stderr } = spawnSync(compiler, args, { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
