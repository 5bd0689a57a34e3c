import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseMachines, openFile, openText, programOf, showExamples, start, typeText } from './bench-actions'
import { expect, test } from './fixtures'

test('what is typed is there again after the app was closed without saving', async ({ bench }) => {
  await typeText(bench.page, 'int main(void) { return 41; } // not saved')
  await bench.page.waitForTimeout(800)
  await bench.restart()
  await expect(bench.page.getByTestId('editor')).toContainText('return 41; } // not saved')
})

test('mistakes are listed while typing, with line and what was meant', async ({ bench }) => {
  await typeText(bench.page, programOf('VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRTE);'))
  await expect(bench.page.getByTestId('problems')).toContainText('PAGE_READWRITE')
})

test('a program with mistakes is not started, and nothing typed is lost', async ({ bench }) => {
  const { page } = bench
  await typeText(page, programOf('int a = ;'))
  await page.keyboard.press('F5')
  await expect(page.getByTestId('problems')).toBeVisible()
  await expect(page.getByTestId('editor')).toContainText('int a = ;')
})

const refusedFiles: readonly (readonly [name: string, content: Buffer, says: RegExp])[] = [
  ['binary', Buffer.from([0x4d, 0x5a, 0, 0, 1, 2]), /text/],
  ['10 MB', Buffer.alloc(10_000_000, 'x'), /large|MB|characters/],
  ['empty', Buffer.alloc(0), /empty/]
]
for (const [name, content, says] of refusedFiles)
  test(`a file that is ${name} is refused with a message, and the editor keeps its text`, async ({
    bench
  }) => {
    const { page } = bench
    await typeText(page, 'int main(void) { return 7; }')
    await openFile(page, content, 'other.c')
    await expect(page.getByTestId('message-bar')).toContainText(says)
    await expect(page.getByTestId('editor')).toContainText('return 7;')
  })

test('saving asks for a place once, writes the file, and asks before it writes over another', async ({
  bench
}) => {
  const { page } = bench
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-save-'))
  try {
    await typeText(page, 'int main(void) { return 1; }')
    await page.keyboard.press('Control+S')
    await page.getByTestId('save-path').fill(join(folder, 'mine.c'))
    await page.getByTestId('save-confirm').click()
    await expect(page.getByTestId('dialog')).toBeHidden()
    expect(readFileSync(join(folder, 'mine.c'), 'utf8')).toBe('int main(void) { return 1; }')
    await typeText(page, 'int main(void) { return 2; }')
    await page.keyboard.press('Control+S')
    await expect.poll(() => readFileSync(join(folder, 'mine.c'), 'utf8')).toContain('return 2;')
    writeFileSync(join(folder, 'other.c'), 'precious')
    await page.keyboard.press('Control+Shift+S')
    await page.getByTestId('save-path').fill(join(folder, 'other.c'))
    await page.getByTestId('save-confirm').click()
    await expect(page.getByTestId('save-replace')).toBeVisible()
    expect(readFileSync(join(folder, 'other.c'), 'utf8')).toBe('precious')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a place that cannot be written is said in the dialog, and the text stays', async ({ bench }) => {
  const { page } = bench
  await typeText(page, 'int main(void) { return 3; }')
  await page.keyboard.press('Control+S')
  // Read-only for root, too.
  await page
    .getByTestId('save-path')
    .fill(process.platform === 'win32' ? 'C:\\Windows\\System32\\x\\a.c' : '/sys/a.c')
  await page.getByTestId('save-confirm').click()
  await expect(page.getByTestId('save-problem')).toContainText(/read-only|does not exist/)
  await page.getByTestId('save-cancel').click()
  await expect(page.getByTestId('editor')).toContainText('return 3;')
})

test('every example opens with its sentence on what to look at', async ({ bench }) => {
  const { page } = bench
  const answer = await page.evaluate(() => window.vadlab!.call('examples/list', {}))
  const examples = answer.ok ? answer.value : []
  expect(examples.length).toBeGreaterThan(60)
  for (const example of examples) expect(example.look, example.id).toMatch(/\S{3}/)
  const first = examples[0]!
  await showExamples(page)
  await page.getByTestId(`example-${first.id}`).click()
  await expect(page.locator('main')).toContainText(first.look)
  await expect(page.getByTestId('document-name')).toContainText(first.fileName)
})

test('a file dropped on the window is opened', async ({ bench }) => {
  const { page } = bench
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['int main(void) { return 99; }'], 'dropped.c', { type: 'text/plain' }))
    return data
  })
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  await expect(page.getByTestId('editor')).toContainText('return 99;')
  await expect(page.getByTestId('document-name')).toContainText('dropped.c')
})

test('edits during a run are allowed; the run says it belongs to the older text', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, programOf('int a = 1;', 'a++;'))
  await start(page, 'simulator')
  await page.locator('.cm-line').first().click()
  await page.keyboard.type('// ')
  await expect(page.getByTestId('stale')).toBeVisible()
})

test('an autosave folder that cannot be written is said, and typing goes on', async ({ bench }) => {
  const { page, dataFolder } = bench
  await page.waitForTimeout(300)
  // A folder in the file's place: not even root can write over it.
  for (const name of ['autosave.json', 'window-1/autosave.json'])
    try {
      rmSync(join(dataFolder, name), { recursive: true, force: true })
      mkdirSync(join(dataFolder, name, 'in-the-way'), { recursive: true })
    } catch {
      // That place is not used here.
    }
  await typeText(page, 'int main(void) { return 5; }')
  await expect(page.getByTestId('message-bar')).toContainText('cannot be kept')
  await expect(page.getByTestId('editor')).toContainText('return 5;')
})

test('opening another program ends the run of the former one and clears the bench', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, programOf('for (;;) {}'))
  await start(page, 'simulator')
  await openFile(page, Buffer.from(programOf('CHECK(2);')), 'next.c')
  await expect(page.getByTestId('document-name')).toContainText('next.c')
  await expect(page.getByTestId('invitation')).toBeVisible()
  await start(page, 'simulator')
  await page.keyboard.press('F5')
  await expect(page.getByTestId('status-simulator')).toContainText('ended, 1 passed, 0 failed')
})

test('a program is exported as a C project, and files that are there are replaced only after asking', async ({
  bench
}) => {
  const { page } = bench
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-export-'))
  try {
    await openText(page, programOf('CHECK(1);'))
    const target = join(folder, 'project')
    for (const again of [false, true]) {
      await page.keyboard.press('Control+E')
      await page.getByTestId('export-path').fill(target)
      await page.keyboard.press('Enter')
      if (again) {
        await expect(page.getByTestId('export-problem')).toContainText('exists already')
        await expect(page.getByTestId('export-confirm')).toContainText('Replace')
        await page.getByTestId('export-confirm').click()
      }
      await expect(page.getByTestId('export-done')).toContainText('x86_64-w64-mingw32-gcc')
      await page.getByTestId('export-close').click()
    }
    expect(readFileSync(join(target, 'opened.c'), 'utf8')).toContain('CHECK(1);')
    expect(readFileSync(join(target, 'README.txt'), 'utf8')).toContain('cl /nologo')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
