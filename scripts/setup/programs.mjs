import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { find, lastLines, run, runOpenly } from './run.mjs'
import { wineVersion } from './wine.mjs'

/** Programs of the system that VadLab uses: how each is recognised, and Debian's packages for it. */
export const programs = [
  {
    name: 'wine64 8.0 or newer',
    packages: ['wine64', 'wine'],
    there: () => {
      const version = wineVersion()
      return version !== null && Number.parseInt(version, 10) >= 8
    }
  },
  {
    name: 'Chromium',
    packages: ['chromium'],
    // Ubuntu's name for it.
    otherwise: ['chromium-browser'],
    there: () =>
      [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
        'microsoft-edge-stable'
      ].some((name) => find(name) !== null)
  },
  {
    // Compiles programs for real: what they print is the reference for both machines.
    name: 'MinGW-w64',
    packages: ['gcc-mingw-w64-x86-64'],
    there: () => find('x86_64-w64-mingw32-gcc') !== null
  },
  { name: 'Xvfb', packages: ['xvfb'], there: () => find('Xvfb') !== null && find('xvfb-run') !== null },
  { name: 'xauth', packages: ['xauth'], there: () => find('xauth') !== null },
  { name: 'a font', packages: ['fonts-dejavu-core'], there: () => hasFont('/usr/share/fonts', 4) }
]

/** Installs programs with apt-get: true when all of them are there afterwards. */
export function installWithApt(missing) {
  const asRoot = rootCommand()
  if (asRoot === null) {
    const packages = missing.flatMap((program) => program.packages).join(' ')
    console.log('These need root, and there is no sudo here. Ask someone who may to run:')
    console.log(`    apt-get update && apt-get install --no-install-recommends ${packages}`)
    return 'by hand'
  }
  // A stale list is better than none: what counts is whether the packages come.
  apt(asRoot, ['update'])
  const packages = missing.flatMap(packagesOf)
  if (apt(asRoot, ['install', '-y', '--no-install-recommends', ...packages])) return 'done'
  // One package that cannot be had must not keep the others away.
  for (const program of missing) {
    apt(asRoot, ['install', '-y', '--no-install-recommends', ...packagesOf(program)])
  }
  return 'done'
}

/** What to install by hand on systems without apt-get. */
export function packagesByHand() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const id = /^ID="?([\w-]+)/m.exec(system)?.[1] ?? ''
  const like = `${id} ${/^ID_LIKE="?([^"\n]*)/m.exec(system)?.[1] ?? ''}`
  if (/fedora|rhel/.test(like)) {
    return 'sudo dnf install wine-core chromium mingw64-gcc xorg-x11-server-Xvfb xorg-x11-xauth dejavu-sans-fonts'
  }
  if (/arch/.test(like))
    return 'sudo pacman -S wine chromium mingw-w64-gcc xorg-server-xvfb xorg-xauth ttf-dejavu'
  if (/suse/.test(like))
    return 'sudo zypper install wine chromium mingw64-cross-gcc xorg-x11-server-Xvfb xauth dejavu-fonts'
  return 'Wine 8.0 or newer (64-bit), Chromium, MinGW-w64, Xvfb, xauth and a font, by your package manager'
}

function packagesOf(program) {
  if (!program.otherwise || hasCandidate(program.packages[0])) return program.packages
  return program.otherwise
}

function hasCandidate(name) {
  return /Candidate: (?!\(none\))/.test(run('apt-cache', ['policy', name], { env: plainEnv() }).output)
}

function apt([command, ...before], args) {
  const whole = [...before, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
  if (command === 'sudo') return runOpenly(command, whole)
  const { ok, output } = run(command, whole)
  if (!ok) console.log(lastLines(output))
  return ok
}

/** The command that runs another one as root, environment settings first; null when there is no way. */
function rootCommand() {
  if (process.getuid?.() === 0) return ['env']
  return find('sudo') === null ? null : ['sudo', 'env']
}

function plainEnv() {
  return { ...process.env, LC_ALL: 'C' }
}

function hasFont(folder, depth) {
  if (!existsSync(folder)) return false
  return readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? depth > 0 && hasFont(`${folder}/${entry.name}`, depth - 1)
      : /\.(ttf|otf|ttc)$/i.test(entry.name)
  )
}
