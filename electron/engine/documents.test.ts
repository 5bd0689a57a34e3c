import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AutosaveSlot, readSource, saveSource } from './documents'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vadlab-documents-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('a C file is read as it is, without its byte order mark', async () => {
  expect(await readSource(put('a.c', '\uFEFFint main(void) { return 0; }\n'))).toEqual({
    ok: true,
    source: 'int main(void) { return 0; }\n'
  })
})

test('UTF-16 text with its mark is taken', async () => {
  expect(await readSource(put('w.c', Buffer.from('\uFEFFint x;', 'utf16le')))).toEqual({
    ok: true,
    source: 'int x;'
  })
})

test('a binary file is refused as such', async () => {
  const read = await readSource(put('a.exe', new Uint8Array([0x4d, 0x5a, 0, 0, 1])))
  expect(read).toMatchObject({ ok: false, reason: expect.stringContaining('is not text') })
})

test('a file of 10 MB is refused with its size', async () => {
  const read = await readSource(put('big.c', 'a'.repeat(10_000_000)))
  expect(read).toMatchObject({ ok: false, reason: expect.stringContaining('10.0 MB') })
})

test('a missing file and a folder are refused each with its reason', async () => {
  expect(await readSource(join(folder, 'none.c'))).toMatchObject({
    reason: expect.stringContaining('does not exist')
  })
  expect(await readSource(folder)).toMatchObject({ reason: expect.stringContaining('is a folder') })
})

/** Why a file is not written. */
const whySave = async (path: string, overwrite = false): Promise<string | undefined> =>
  (await saveSource(path, '', overwrite))?.message

test('saving writes the text and leaves nothing else behind', async () => {
  const path = join(folder, 'mine.c')
  expect(await saveSource(path, 'int x;', false)).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe('int x;')
  expect(readdirSync(folder)).toEqual(['mine.c'])
})

test('saving over a file needs to be asked for', async () => {
  const path = put('mine.c', 'old')
  expect(await saveSource(path, 'new', false)).toEqual({
    kind: 'exists',
    message: `${path} exists already.`
  })
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(await saveSource(path, 'new', true)).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe('new')
})

test('a missing folder, a folder as name and a name without folder are refused each with what to do', async () => {
  expect(await whySave(join(folder, 'no', 'a.c'))).toContain('does not exist')
  mkdirSync(join(folder, 'dir.c'))
  expect(await whySave(join(folder, 'dir.c'), true)).toContain('is a folder')
  expect(await whySave('a.c')).toContain('not a whole path')
})

test('a read-only folder is refused as such', async () => {
  // Root may write wherever permissions forbid it, but not into the kernel's own file systems.
  const asRoot = process.getuid?.() === 0
  if (!asRoot) chmodSync(folder, 0o500)
  expect(await whySave(join(asRoot ? '/sys' : folder, 'a.c'))).toContain('read-only')
})

test('what is kept comes back, and the other window has its own', async () => {
  const first = new AutosaveSlot(folder, 0)
  const second = new AutosaveSlot(folder, 1)
  const document = { source: 'int a;', fileName: 'a.c', path: null }
  expect(await first.keep(document)).toBeNull()
  expect(await second.keep({ ...document, source: 'int b;' })).toBeNull()
  expect(await first.restore()).toEqual(document)
  expect(await second.restore()).toMatchObject({ source: 'int b;' })
})

test('a damaged autosave file is nothing, not an error', async () => {
  put('autosave.json', '{"source": 7')
  expect(await new AutosaveSlot(folder, 0).restore()).toBeNull()
})

test('a place that cannot be written is said, and what to do', async () => {
  const blocked = put('file', 'not a folder')
  const failure = await new AutosaveSlot(join(blocked, 'data'), 0).keep({
    source: '',
    fileName: 'a.c',
    path: null
  })
  expect(failure).toContain('Save your program to a file')
})
