import { chooseMachines, firstLine, openText, programOf, start, status, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const allocateAndProtect = programOf(
  'DWORD old;',
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'p[0] = 65;',
  'VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);',
  'VirtualFree(p, 8, MEM_RELEASE);',
  'printf("done\\n");',
  'CHECK(p[0] == 65);'
)

for (const machine of ['simulator', 'windows'] as const)
  test.describe(`on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const why = machine === 'windows' ? await whyNoWindows(bench.page) : null
      test.skip(why !== null, why ?? '')
      await chooseMachines(bench.page, machine)
    })

    test('a step shows the call, its arguments by name, its answer, and the region it made', async ({
      bench
    }) => {
      const { page } = bench
      await openText(page, allocateAndProtect)
      await start(page, machine)
      await page.keyboard.press('F10')
      const card = page.getByTestId(`step-card-${machine}`)
      await expect(card).toContainText('VirtualAlloc')
      await expect(card).toContainText('flProtect')
      await expect(card).toContainText('PAGE_READWRITE')
      const regions = page.getByTestId(`regions-${machine}-A`)
      await expect(regions).toContainText('12 K')
      await expect(regions).toContainText(String(firstLine + 1))
      await expect(page.getByTestId(`fold-${machine}-A`)).toContainText('before the program began')
    })

    test('a protected page splits its region, and stepping back joins it again', async ({ bench }) => {
      const { page } = bench
      await openText(page, allocateAndProtect)
      await start(page, machine)
      const regions = page.getByTestId(`regions-${machine}-A`)
      for (let i = 0; i < 3; i++) {
        await page.keyboard.press('F10')
        await expect(page.getByTestId('position')).toContainText(String(i + 1))
      }
      await expect(regions).toContainText('3 parts')
      await page.keyboard.press('Shift+F10')
      await expect(regions).not.toContainText('3 parts')
      await expect(status(page, machine)).toContainText('looking back')
      await page.keyboard.press('F10')
      await expect(regions).toContainText('3 parts')
    })

    test('a call that is refused says its last error by number, name and words', async ({ bench }) => {
      const { page } = bench
      await openText(page, allocateAndProtect)
      await start(page, machine)
      for (let i = 0; i < 4; i++) {
        await page.keyboard.press('F10')
        await expect(page.getByTestId('position')).toContainText(String(i + 1))
      }
      const card = page.getByTestId(`step-card-${machine}`)
      await expect(card).toContainText('87')
      await expect(card).toContainText('ERROR_INVALID_PARAMETER')
    })

    test('a run goes to the breakpoint, then to the end, and its output and checks are there', async ({
      bench
    }) => {
      const { page } = bench
      await openText(page, allocateAndProtect)
      const line = firstLine + 5
      await page
        .locator('.cm-line')
        .nth(line - 1)
        .click()
      await page.keyboard.press('F9')
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText(`paused before line ${line}`)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('ended, 1 passed, 0 failed')
      await expect(page.getByTestId(`output-${machine}`)).toContainText('done')
    })

    test('an endless loop leaves the window alive and stops when asked', async ({ bench }) => {
      const { page } = bench
      await openText(page, programOf('for (;;) {}'))
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('running')
      const asked = Date.now()
      await page.keyboard.press('Shift+F5')
      await expect(status(page, machine)).toContainText('stopped')
      // 200 ms are the engine's; the rest is for the test's own looking.
      expect(Date.now() - asked).toBeLessThan(1000)
    })

    test('an endless loop can be paused and stepped', async ({ bench }) => {
      const { page } = bench
      await openText(page, programOf('int n = 0;', 'for (;;)', '    n++;'))
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('running')
      await page.keyboard.press('F6')
      await expect(status(page, machine)).toContainText('paused before line')
      await page.keyboard.press('F10')
      await expect(status(page, machine)).toContainText('paused before line')
    })

    const ruins: readonly (readonly [name: string, lines: string[], says: RegExp])[] = [
      ['writes through NULL', ['*(int *)0 = 1;'], /EXCEPTION_ACCESS_VIOLATION.*0x0/],
      ['jumps to 0', ['((void (*)(void))0)();'], /EXCEPTION_ACCESS_VIOLATION.*0x0/],
      ['exits with a code', ['exit(5);'], /ended/],
      // A heap with a limit: reserving terabytes would make Wine itself use gigabytes.
      [
        'allocates until it fails',
        ['HANDLE heap = HeapCreate(0, 0, 0x100000);', 'while (HeapAlloc(heap, 0, 0x4000)) {}'],
        /ended/
      ]
    ]
    for (const [name, lines, says] of ruins)
      test(`a program that ${name} is told in words, and the next run works`, async ({ bench }) => {
        const { page } = bench
        await openText(page, programOf(...lines))
        await start(page, machine)
        await page.keyboard.press('F5')
        await expect(status(page, machine)).toContainText(says)
        await page.keyboard.press('Control+Shift+F5')
        await expect(status(page, machine)).toContainText('paused before line', { timeout: 30_000 })
      })

    test('recursion for ever ends in a stack overflow, not in a frozen window', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        '#include <windows.h>\nint down(int n)\n{\n    char room[512];\n    room[0] = (char)n;\n    return down(n + 1) + room[0];\n}\nint main(void)\n{\n    return down(0);\n}\n'
      )
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('STACK_OVERFLOW', { timeout: 30_000 })
    })

    test('output without end is cut, and the run stops when asked', async ({ bench }) => {
      const { page } = bench
      await openText(page, programOf('for (;;) printf("%d and on and on and on and on\\n", 1);'))
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(page.getByTestId(`output-${machine}`)).toContainText('and on')
      await page.keyboard.press('Shift+F5')
      await expect(status(page, machine)).toContainText('stopped')
    })

    test('two processes have a table each, and the turn goes between them', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        '#define LAB_PROCESS_B\n#include "lab.h"\nint process_b(void)\n{\n    VirtualAlloc((void *)0x400000000000, 0x5000, MEM_RESERVE, PAGE_NOACCESS);\n    lab_post(0, 42);\n    return 0;\n}\nint main(void)\n{\n    lab_switch_to(\'B\');\n    CHECK_EQ(lab_fetch(0), 42);\n    return 0;\n}\n'
      )
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('ended, 1 passed, 0 failed', { timeout: 30_000 })
      await expect(page.getByTestId(`regions-${machine}-B`)).toContainText('20 K')
    })
  })

test('both machines step side by side, and what differs is marked', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await chooseMachines(page, 'both')
  await openText(page, programOf('VirtualFree((void *)0x400000000000, 0x1000, MEM_DECOMMIT);'))
  await start(page, 'simulator', 'windows')
  await page.keyboard.press('F10')
  await expect(page.getByTestId('step-card-simulator')).toContainText('ERROR_INVALID_ADDRESS')
  await expect(page.getByTestId('step-card-windows')).toContainText(/\d+ ERROR_/)
  if (process.platform === 'linux') await expect(page.getByTestId('differs-error').first()).toBeVisible()
})

test('regions from before the program are folded into one row that opens', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, allocateAndProtect)
  await start(page, 'simulator')
  const regions = page.getByTestId('regions-simulator-A')
  await expect(regions).not.toContainText('kernel32.dll')
  await page.getByTestId('fold-simulator-A').click()
  await expect(regions).toContainText('.dll')
})
