import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page, type Route } from 'playwright-core'
import { startEngineThread, type EngineThread } from '../engine/engine-thread'
import { appFolder as ownAppFolder, dataFolder as ownDataFolder } from '../engine/app-files'
import { isExternalLink } from '../shell/external-links'
import { PageLink } from '../shell/page-link'
import { answerFileRequest } from '../shell/renderer-files'
import { openShellLog, type ShellLog } from '../shell/shell-log'
import { takeWindowSlot } from '../shell/window-slot'
import type { ArrivedFromOutside } from '../../shared/contract/requests'
import { openedBy } from '../shell/opened-from-outside'
import { findBrowser, howToInstallBrowser } from './find-browser'
import { openExternally } from './open-externally'
import { bindPage, LinesToPage } from './page-wire'

export { findBrowser, howToInstallBrowser, openedBy }

/** The app's address in the browser. `.invalid` never resolves (RFC 6761): what is not served here goes nowhere. */
export const appOrigin = 'https://vadlab.invalid'

export interface BrowserShellOptions {
  /** No window on the screen; for tests. */
  readonly headless?: boolean
  /** Where documents, profiles and logs are kept. */
  readonly dataFolder?: string
  /** The folder that holds package.json and out/. */
  readonly appFolder?: string
  /** The browser's executable; by default the one that `findBrowser` finds. */
  readonly browser?: string
  /** The window's size in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number }
  /** A link or a file that the window is to ask about. */
  readonly arrived?: ArrivedFromOutside | null
  /** The engine; by default one in a thread of its own. */
  readonly startEngine?: (options: { dataFolder: string; appFolder: string }) => EngineThread
}

/** A window of VadLab in an installed browser. */
export interface BrowserShell {
  /** The window's page; another one after a crash. */
  readonly page: Page
  /** Settles when the window is closed, by whom ever, and nothing of it is left: no engine, no browser. */
  readonly closed: Promise<void>
  /** Closes the window; settles with `closed`. */
  close(): Promise<void>
}

/**
 * Opens VadLab as an app window of an installed Chromium, Chrome or Edge. No port is opened: the browser is driven over
 * a pipe, and the renderer's files are answered in it. Throws, with a message for the person, when there is no browser
 * or it does not start.
 */
export async function openBrowserShell(options: BrowserShellOptions = {}): Promise<BrowserShell> {
  const appFolder = options.appFolder ?? ownAppFolder()
  const executablePath = options.browser ?? findBrowser()
  if (executablePath === null) throw new Error(`No Chromium, Chrome or Edge found. ${howToInstallBrowser()}`)
  const size = options.size ?? { width: 1440, height: 900 }
  const slot = takeWindowSlot(options.dataFolder ?? ownDataFolder())
  const log = openShellLog(slot.dataFolder)
  const engine = (
    options.startEngine ?? ((engineOptions) => startEngineThread({ ...engineOptions, log: log.error }))
  )({
    dataFolder: slot.dataFolder,
    appFolder
  })

  let arrived = options.arrived ?? null
  const open = async (): Promise<BrowserWindow> => {
    const context = await launch(executablePath, slot.profileFolder, options.headless ?? false, size)
    try {
      const window = { context, page: await openPage(context, engine, appFolder, arrived) }
      // The window that is opened after a crash does not ask again.
      arrived = null
      return window
    } catch (error) {
      await context.close().catch(() => {})
      throw error
    }
  }
  const cleanUp = async (): Promise<void> => {
    await engine.close()
    slot.release()
    log.info(`Window ${slot.number} closed.`)
  }
  try {
    const window = await open()
    log.info(`Window ${slot.number} opened in ${executablePath}.`)
    return keepOpen(window, open, cleanUp, log)
  } catch (error) {
    log.error('The window did not open.', error)
    await cleanUp()
    throw new Error(`${executablePath} did not open the window: ${firstLine(error)}`, { cause: error })
  }
}

interface BrowserWindow {
  readonly context: BrowserContext
  readonly page: Page
}

/** A page that crashes again within this time is not opened again. */
const crashAgainMs = 10_000

/** Holds the window until it is closed. A page that crashes gets a new window: Playwright cannot revive it in the old one. */
function keepOpen(
  first: BrowserWindow,
  open: () => Promise<BrowserWindow>,
  cleanUp: () => Promise<void>,
  log: ShellLog
): BrowserShell {
  let window = first
  let ending: Promise<void> | null = null
  let lastCrash = -Infinity
  let settle: (end: Promise<void>) => void
  const closed = new Promise<void>((resolve) => (settle = resolve))

  const end = (): Promise<void> => {
    ending ??= window.context
      .close()
      .catch(() => {})
      .then(cleanUp)
    settle(ending)
    return ending
  }
  const reopen = async (crashed: BrowserWindow): Promise<void> => {
    const again = performance.now() - lastCrash < crashAgainMs
    lastCrash = performance.now()
    log.error(again ? 'The page crashed again.' : 'The page crashed and is opened again.')
    if (again) return end()
    await crashed.context.close().catch(() => {})
    if (ending !== null) return
    window = await open()
    if (ending === null) watch(window)
    else await window.context.close().catch(() => {})
  }
  const watch = (watched: BrowserWindow): void => {
    // After a crash the old window's closing is ours, not the person's.
    let crashed = false
    const closedByPerson = (): void => {
      if (!crashed) void end()
    }
    watched.page.once('close', closedByPerson)
    watched.context.once('close', closedByPerson)
    watched.page.once('crash', () => {
      crashed = true
      reopen(watched).catch((error: unknown) => {
        log.error('The window did not open again.', error)
        void end()
      })
    })
  }
  watch(first)
  return {
    get page() {
      return window.page
    },
    closed,
    close: end
  }
}

function launch(
  executablePath: string,
  profileFolder: string,
  headless: boolean,
  { width, height }: { readonly width: number; readonly height: number }
): Promise<BrowserContext> {
  // Chromium's sandbox does not work for root on Linux; without it, it says so in a bar, which --test-type keeps away.
  const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0
  return chromium.launchPersistentContext(profileFolder, {
    executablePath,
    headless,
    chromiumSandbox: !rootOnLinux,
    viewport: headless ? { width, height } : null,
    serviceWorkers: 'block',
    acceptDownloads: false,
    // The window's end is handled here and by whoever opened it, in order: page, engine, browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      `--app=data:text/html,${encodeURIComponent('<title>VadLab</title><meta name="color-scheme" content="light dark">')}`,
      `--window-size=${width},${height}`,
      '--disable-quic',
      '--no-pings',
      '--disable-domain-reliability',
      ...(rootOnLinux ? ['--test-type'] : [])
    ]
  })
}

async function openPage(
  context: BrowserContext,
  engine: EngineThread,
  appFolder: string,
  arrived: ArrivedFromOutside | null
): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage())
  const lines = new LinesToPage(page)
  const link = new PageLink(engine, (text) => lines.send(text))
  if (arrived !== null) link.offer(arrived)
  context.on('page', (other) => void other.close().catch(() => {}))
  await context.route('**/*', (route) => answer(route, join(appFolder, 'out', 'renderer')))
  await bindPage(page, link, lines, appOrigin)
  const door = await readFile(join(appFolder, 'out', 'preload', 'browser-door.cjs'), 'utf8')
  // In a function of its own, its names are none of the page's.
  await page.addInitScript({ content: `(() => {\n${door}\n})()` })
  context.on('close', () => link.close())
  page.on('crash', () => link.close())
  await page.goto(`${appOrigin}/`)
  return page
}

/** The app's own files; links of the list go to the person's browser; all else is refused. */
async function answer(route: Route, rendererFolder: string): Promise<void> {
  const request = route.request()
  const url = request.url()
  if (new URL(url).origin === appOrigin) {
    const { status, headers, body } = await answerFileRequest(rendererFolder, request.method(), url)
    await route.fulfill({ status, headers: { ...headers }, body })
  } else if (request.isNavigationRequest()) {
    if (isExternalLink(url)) openExternally(url)
    // 204: the page stays where it is. A refused navigation would put an error page in its place.
    await route.fulfill({ status: 204 })
  } else await route.abort('blockedbyclient')
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
