// npm run setup: installs what VadLab needs beside its npm packages, and only what is missing.
import { machine } from 'node:os'
import { alone } from './setup/lock.mjs'
import { runtimeFolder, winePrefix } from './setup/places.mjs'
import { installWithApt, packagesByHand, programs } from './setup/programs.mjs'
import { find, lastLines } from './setup/run.mjs'
import { installRuntime, nodeFile, runtimeIsThere } from './setup/runtime.mjs'
import { forgetWineVersion, makePrefix, prefixIsReady, tryNode, wineVersion } from './setup/wine.mjs'

const onWindows = process.platform === 'win32'
const onLinux = process.platform === 'linux'
let changed = false
let failed = false

/** One thing to have: says whether it is there, else makes it and says how long that took. */
function step(name, there, make) {
  if (there()) {
    console.log(`${name} ... already there`)
    return true
  }
  console.log(`${name} ... installing`)
  const start = Date.now()
  const problem = make()
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  if (problem === null) {
    changed = true
    console.log(`${name} ... done in ${seconds} s`)
    return true
  }
  failed = true
  console.log(`${name} ... failed after ${seconds} s:\n${lastLines(problem)}`)
  return false
}

function installPrograms() {
  const missing = programs.filter((program) => {
    const there = program.there()
    if (there) console.log(`${program.name} ... already there`)
    return !there
  })
  if (missing.length === 0) return
  const names = missing.map((program) => program.name).join(', ')
  if (find('apt-get') === null) {
    console.log(`${names} ... missing. Install by hand, then run this again:\n    ${packagesByHand()}`)
    return
  }
  console.log(`${names} ... installing with apt-get`)
  const start = Date.now()
  const how = installWithApt(missing)
  forgetWineVersion()
  if (how === 'by hand') return
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  for (const program of missing) {
    const there = program.there()
    if (!there) failed = true
    console.log(
      there
        ? `${program.name} ... done (${seconds} s for all)`
        : `${program.name} ... failed. Try by hand: apt-get install ${program.packages.join(' ')}`
    )
  }
}

function setUpWindowsMemory() {
  const runtime = step(`Windows runtime in ${runtimeFolder}`, runtimeIsThere, installRuntime)
  if (onWindows) return runtime
  if (wineVersion() === null) {
    console.log('Wine ... missing, so there is no real Windows memory here. The simulator works without it.')
    return false
  }
  const prefix = step(`Wine prefix in ${winePrefix}`, prefixIsReady, makePrefix)
  if (changed && runtime && prefix) {
    step(
      'node.exe under Wine',
      () => false,
      () => {
        const { ok, output } = tryNode(nodeFile)
        return ok && output.startsWith('v') ? null : output || 'It does not start.'
      }
    )
  }
  return runtime && prefix
}

function setUp() {
  if (onLinux) installPrograms()
  if (!onLinux && !onWindows) {
    console.log('Real Windows memory ... needs Windows, or Linux with Wine. The simulator works here.')
    console.log('For the app window, Electron or an installed Chrome, Chromium or Edge is enough.')
    return
  }
  if (!/^(x86_64|x64|amd64)$/i.test(machine())) {
    console.log(
      `Real Windows memory ... needs an x64 processor; this one is ${machine()}. The simulator works here.`
    )
    return
  }
  setUpWindowsMemory()
}

function everythingIsThere() {
  if (onLinux && !programs.every((program) => program.there())) return false
  return (onLinux || onWindows) && runtimeIsThere() && (onWindows || prefixIsReady())
}

if (everythingIsThere()) setUp()
else await alone(setUp)
if (failed)
  console.log('Setup ended with the failures above. What worked stays; run it again after mending them.')
process.exitCode = failed ? 1 : 0
