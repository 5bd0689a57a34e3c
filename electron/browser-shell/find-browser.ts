import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What finding a browser looks at; other answers in tests. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly isExecutable: (path: string) => boolean
}

const here: Surroundings = {
  platform: process.platform,
  env: process.env,
  isExecutable: (path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
}

/**
 * The executable of an installed Chromium, Chrome or Edge, or null. VADLAB_BROWSER, a path, comes before all; then
 * Chromium, Chrome and Edge in the places their installers use.
 */
export function findBrowser(surroundings: Surroundings = here): string | null {
  const { platform, env, isExecutable } = surroundings
  const candidates = env.VADLAB_BROWSER ? [env.VADLAB_BROWSER] : candidatesOf(platform, env)
  return candidates.find(isExecutable) ?? null
}

function candidatesOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  switch (platform) {
    case 'win32': {
      const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
        (root) => root !== undefined
      )
      const places = [
        'Google\\Chrome\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
        'Chromium\\Application\\chrome.exe'
      ]
      return places.flatMap((place) => roots.map((root) => `${root}\\${place}`))
    }
    case 'darwin':
      return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`
      )
    default: {
      const names = [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
        'microsoft-edge-stable'
      ]
      const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
      return names.flatMap((name) =>
        folders.filter((folder) => folder !== '').map((folder) => join(folder, name))
      )
    }
  }
}

/** How to get a browser on this platform, in one sentence. */
export function howToInstallBrowser(platform: NodeJS.Platform = process.platform): string {
  switch (platform) {
    case 'win32':
      return 'Install Google Chrome or Microsoft Edge, or set VADLAB_BROWSER to the path of one.'
    case 'darwin':
      return 'Install Google Chrome (brew install --cask google-chrome), or set VADLAB_BROWSER to the path of one.'
    default:
      return 'Install Chromium (sudo apt install chromium) or Google Chrome, or set VADLAB_BROWSER to the path of one.'
  }
}
