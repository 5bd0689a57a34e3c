// npm start: opens VadLab where it can be opened: Electron, an installed browser, or the terminal.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...path) => join(root, ...path)
const say = (text) => process.stdout.write(`${text}\n`)

const usage = `npm start [-- --headless] [LINK|FILE]

  LINK, FILE   a program to be asked about: vadlab://..., FILE.vadlab or FILE.c; nothing of it is run
  --headless   the browser shell without a window on the screen; ends with Ctrl+C

VADLAB_SHELL=electron|browser|terminal chooses where it opens; VADLAB_BROWSER is the path of a browser to use,
ELECTRON the path of an Electron program, VADLAB_DATA the folder where documents are kept.`

const shells = ['electron', 'browser', 'terminal']
const electronDownloadLimitMs = 60_000
const retryDownloadAfterMs = 24 * 60 * 60 * 1000
/** An Electron that ends sooner than this, with an error, could not open its window. */
const electronStartMs = 5000

/** Everything the build reads, and one file of each thing it makes. */
const sources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json']
const results = [
  'main/index.js',
  'main/cli.js',
  'main/browser-shell.js',
  'main/engine-worker.js',
  'main/target.js'
]
  .concat(['preload/index.cjs', 'preload/browser-door.cjs', 'renderer/index.html'])
  .map((path) => at('out', path))

function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return /\.test\.ts$/.test(path) ? 0 : mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function buildIfNeeded() {
  const missing = results.filter((path) => !existsSync(path))
  const built = missing.length === 0 ? Math.min(...results.map((path) => statSync(path).mtimeMs)) : 0
  if (missing.length === 0 && sources.every((source) => newest(at(source)) <= built)) return true
  const builder = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  if (!existsSync(builder)) {
    if (missing.length === 0) return true
    say('VadLab is not built, and what builds it is not installed. Run: npm ci')
    return false
  }
  say(
    missing.length > 0
      ? 'Building VadLab, as it is not built yet ...'
      : 'Building VadLab, as its source has changed ...'
  )
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, 'build'], {
    cwd: root,
    encoding: 'utf8'
  })
  if (status === 0) return true
  say(`${stdout}\n${stderr}\nVadLab could not be built; what is wrong stands above.`)
  return false
}

/** The Electron program, or null. */
function electronProgram() {
  if (process.env.ELECTRON) return existsSync(process.env.ELECTRON) ? process.env.ELECTRON : null
  const pathFile = at('node_modules', 'electron', 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? at('node_modules', 'electron', 'dist')
  const program = join(dist, readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

/** Tries to download Electron, at most once a day unless it works. Null when it is there, else why it is not. */
async function downloadElectron(evenIfFailedToday) {
  const installer = at('node_modules', 'electron', 'install.js')
  if (!existsSync(installer)) return 'the electron package is not installed'
  const { version } = JSON.parse(readFileSync(at('node_modules', 'electron', 'package.json'), 'utf8'))
  const memory = at('node_modules', '.cache', 'vadlab', 'electron-download.json')
  const failed = readJson(memory)
  const tried = failed?.version === version && Date.now() - failed.time < retryDownloadAfterMs
  if (tried && !evenIfFailedToday)
    return `${failed.reason}; it is tried again a day later, or with VADLAB_SHELL=electron`
  say(`Downloading Electron ${version}, for at most ${electronDownloadLimitMs / 1000} seconds ...`)
  const reason = await install(installer)
  if (reason === null) return null
  mkdirSync(dirname(memory), { recursive: true })
  writeFileSync(memory, JSON.stringify({ version, time: Date.now(), reason }))
  return reason
}

function install(installer) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
    const timer = setTimeout(() => child.kill('SIGKILL'), electronDownloadLimitMs)
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const said = errors
        .split('\n')
        .find((line) => /error/i.test(line))
        ?.trim()
        .replace(/^\w*Error: /, '')
      if (code === 0 && electronProgram() !== null) resolve(null)
      else resolve(signal ? 'its download took too long' : `its download failed (${said ?? `code ${code}`})`)
    })
  })
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** Runs Electron until its windows are closed. Null when they were, else why none opened. */
function runElectron(program, toOpen) {
  // Chromium refuses to run as root with its sandbox.
  const flags = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(program, [...flags, root, ...toOpen], { cwd: root, env, stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('error', (error) => resolve(`it does not start (${error.message})`))
    child.on('close', (code, signal) => {
      const atOnce = Date.now() - started < electronStartMs
      if (code === 0 || !atOnce || signal === 'SIGINT' || signal === 'SIGTERM') resolve(null)
      else resolve(`it ended at once (${signal ?? `code ${code}`})`)
    })
  })
}

/** Runs the browser shell until its window is closed. Null when it was, else why none opened. */
async function runBrowser(headless, whyNotElectron, toOpen) {
  const { findBrowser, howToInstallBrowser, openBrowserShell, openedBy } = await import(
    pathToFileURL(at('out', 'main', 'browser-shell.js')).href
  )
  const browser = findBrowser()
  if (browser === null) return `no Chromium, Chrome or Edge was found. ${howToInstallBrowser()}`
  say(`VadLab opens in ${browser}${whyNotElectron === null ? '' : `, not in Electron: ${whyNotElectron}`}.`)
  let shell
  let stopped = false
  const stop = () => {
    stopped = true
    void shell?.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  try {
    shell = await openBrowserShell({ headless, browser, arrived: openedBy(toOpen, root) })
  } catch (error) {
    return error.message
  }
  if (stopped) stop()
  if (headless) say('VadLab is open, without a window. Ctrl+C ends it.')
  await shell.closed
  return null
}

/** Shows in the terminal what the window would show first: the first example on both machines. */
function runTerminal(why) {
  const [example] = JSON.parse(readFileSync(at('examples', 'index.json'), 'utf8'))
  const file = join('examples', example.fileName)
  say(`No window: ${why}`)
  say(`Here is what it would show first: ${example.title} (${file}), on the simulator and on real memory.\n`)
  const vadlab = (command) =>
    spawnSync(process.execPath, [at('out', 'main', 'cli.js'), command, file], { cwd: root, stdio: 'inherit' })
      .status
  const windowsMissing = 3
  if (vadlab('compare') === windowsMissing) {
    say('\nOn the simulator alone:\n')
    vadlab('run')
  }
  say('\nMore of this:  npx vadlab compare FILE.c    npx vadlab run FILE.c    npx vadlab --help')
  say('For the window: npm start on a desktop, or xvfb-run -a npm start for one nobody sees.')
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

async function start() {
  const args = process.argv.slice(2)
  const headless = args.includes('--headless')
  const chosen = process.env.VADLAB_SHELL
  const isToOpen = (arg) => /^vadlab:|\.(vadlab|c|h)$/i.test(arg) && !arg.startsWith('-')
  const unknown = args.find((arg) => arg !== '--headless' && !isToOpen(arg))
  // Where npm was called from, which is not where it starts this.
  const from = process.env.INIT_CWD ?? process.cwd()
  const toOpen = args.filter(isToOpen).map((arg) => (/^vadlab:/i.test(arg) ? arg : resolve(from, arg)))
  if (unknown !== undefined) {
    say(unknown === '--help' ? usage : `There is no option ${unknown}.\n\n${usage}`)
    return unknown === '--help' ? 0 : 2
  }
  if (chosen && !shells.includes(chosen)) {
    say(`VADLAB_SHELL is ${chosen}; it can be ${shells.join(', ')}.`)
    return 2
  }
  if (!buildIfNeeded()) return 1

  if (chosen === 'terminal') return terminal('VADLAB_SHELL says terminal.')
  if (!headless && !hasDisplay())
    return terminal('there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).')

  let whyNotElectron = null
  if (!headless && chosen !== 'browser') {
    if (electronProgram() === null) whyNotElectron = await downloadElectron(chosen === 'electron')
    const program = electronProgram()
    if (program !== null) whyNotElectron = await runElectron(program, toOpen)
    if (whyNotElectron === null) return 0
  }
  const whyNotBrowser = await runBrowser(headless, whyNotElectron, toOpen)
  if (whyNotBrowser === null) return 0
  if (headless) {
    say(whyNotBrowser)
    return 1
  }
  return terminal(
    whyNotElectron === null ? whyNotBrowser : `Electron: ${whyNotElectron}; a browser: ${whyNotBrowser}`
  )
}

function terminal(why) {
  runTerminal(why)
  return 0
}

process.exitCode = await start()
