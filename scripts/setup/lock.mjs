import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { cacheFolder } from './places.mjs'

const file = join(cacheFolder(), 'setup.lock')

/** Does the work while no other setup of this user does; waits for one that runs. */
export async function alone(work) {
  mkdirSync(dirname(file), { recursive: true })
  let told = false
  while (!taken()) {
    if (!told) console.log('Another setup is running ... waiting for it')
    told = true
    await setTimeout(500)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function taken() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!ownerLives()) rmSync(file, { force: true })
    return false
  }
}

function ownerLives() {
  try {
    const owner = Number(readFileSync(file, 'utf8'))
    // Empty for the moment between making and writing it.
    if (owner === 0) return true
    process.kill(owner, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM' || error.code === 'ENOENT'
  }
}
