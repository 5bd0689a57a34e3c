import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, test as base, type Page } from '@playwright/test'
import type { openBrowserShell } from '../electron/browser-shell'
import { electronProgram } from './electron-program'

/** What a project chooses: the shell its specs run in. */
export interface ShellOption {
  shell: 'browser' | 'electron'
}

/** What a spec chooses. */
interface BenchOption {
  /** A newcomer is welcomed; else the welcome has been answered, as by anybody who starts the app again. */
  welcomes: boolean
}

/** The lab's window, open. */
export interface Bench {
  /** The window's page; another one after `restart`. */
  readonly page: Page
  /** Where this test's app keeps its data; empty when the test begins. */
  readonly dataFolder: string
  /** Closes the app and opens it again with the same data. */
  restart(): Promise<void>
  /** Closes the app; settles when nothing of it is left. */
  close(): Promise<void>
}

interface OpenWindow {
  readonly page: Page
  close(): Promise<void>
}

const root = resolve(import.meta.dirname, '..')
const size = { width: 1280, height: 800 }

/** `bench` is the built app in the project's shell, with data of its own; what the page throws fails the test. */
export const test = base.extend<{ bench: Bench } & BenchOption, ShellOption>({
  welcomes: [false, { option: true }],
  shell: ['browser', { option: true, scope: 'worker' }],
  bench: async ({ shell, welcomes }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vadlab-e2e-'))
    const thrown: string[] = []
    const open = async (): Promise<OpenWindow> => {
      const opened = shell === 'browser' ? await openInBrowser(dataFolder) : await openInElectron(dataFolder)
      opened.page.on('pageerror', (error) => thrown.push(error.stack ?? error.message))
      return opened
    }
    let window: OpenWindow | null = await open()
    if (!welcomes) await answerWelcome(window.page)
    const close = async (): Promise<void> => {
      const closing = window
      window = null
      await closing?.close()
    }
    await use({
      dataFolder,
      get page() {
        if (window === null) throw new Error('The app is closed.')
        return window.page
      },
      restart: async () => {
        await close()
        window = await open()
      },
      close
    })
    await close()
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
    if (thrown.length > 0) throw new Error(`The page threw:\n${thrown.join('\n')}`)
  }
})
export { expect } from '@playwright/test'

/** Chooses the bench, and leaves it as it is when the app is started again: nothing has the focus. */
async function answerWelcome(page: Page): Promise<void> {
  await page.getByTestId('welcome-bench').press('Escape')
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
}

async function openInBrowser(dataFolder: string): Promise<OpenWindow> {
  const built = pathToFileURL(join(root, 'out', 'main', 'browser-shell.js')).href
  const shell = (await import(built)) as { openBrowserShell: typeof openBrowserShell }
  const { page, close } = await shell.openBrowserShell({ headless: true, dataFolder, size })
  return { page: page as Page, close }
}

async function openInElectron(dataFolder: string): Promise<OpenWindow> {
  const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: electronProgram()!,
    args: [...(rootOnLinux ? ['--no-sandbox'] : []), root],
    env: { ...process.env, VADLAB_DATA: dataFolder } as Record<string, string>
  })
  const page = await app.firstWindow()
  return { page, close: () => app.close() }
}
