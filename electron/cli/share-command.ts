import { basename, resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import { settingsInWords } from '../../shared/contract/machine-words'
import {
  longLinkLength,
  maximumSharedStep,
  sharedFileExtension,
  sharedNameOf,
  type SharedProgram
} from '../../shared/contract/shared-program'
import { chooseSettings, readMachineWish } from '../engine/machine-wish'
import { encodeShared } from '../engine/share/encode-shared'
import { readProgram } from '../engine/share/read-program'
import { saveShared } from '../engine/share/save-shared'
import { exitCodes } from './exit-codes'
import { printError, printOut } from './print'

/** What `vadlab share` is asked for. */
export interface ShareWishes {
  readonly step?: number
  readonly on?: SharedProgram['machines']
  readonly text: boolean
  readonly file?: string
  readonly force: boolean
}

/** The number behind `--step`. */
export function sharedStepOf(text: string): number {
  const step = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (step < 1 || step > maximumSharedStep)
    throw new InvalidArgumentError(`A step that is shared is a number from 1 to ${maximumSharedStep}.`)
  return step
}

/** `vadlab share FILE`: the program as a link or a text on standard output, or in a file. Nothing is run. */
export async function shareCommand(
  path: string,
  given: Partial<MachineSettings>,
  wishes: ShareWishes
): Promise<number> {
  const no = (reason: string): number => {
    printError(reason)
    return exitCodes.notRun
  }
  const read = await readProgram(path)
  if (!read.ok) return no(read.reason)
  const base: SharedProgram = read.shared ?? {
    ...{ fileName: sharedNameOf(basename(read.fileName)), source: read.source, machines: 'both' },
    ...{ settings: defaultMachineSettings, insist: false },
    ...{ step: null, way: [], place: null, view: null }
  }
  const isGiven = Object.keys(given).length > 0
  const insisted = base.insist || isGiven ? { ...(base.insist ? base.settings : {}), ...given } : {}
  const chosen = chooseSettings(base.settings, readMachineWish(base.source, base.fileName), insisted)
  if (!chosen.ok) return no(chosen.problem)
  const { step, on } = wishes
  const shared: SharedProgram = {
    ...base,
    ...(on === undefined ? {} : { machines: on }),
    // The options come over what the program wishes: only who insists has all of both.
    ...(isGiven ? { settings: chosen.settings, insist: true } : {}),
    // Another step has another way, and shows other memory.
    ...(step === undefined || step === base.step ? {} : { step, way: [], place: null })
  }
  const encoded = encodeShared(shared)
  if (!encoded.ok) return no(encoded.reason)
  const machine = settingsInWords(shared.settings)
  const about = [
    shared.fileName,
    ...(shared.step === null ? [] : [`step ${shared.step}`]),
    ...(machine.length === 0 ? [] : [`a machine with ${machine.join(', ')}`])
  ].join(', ')
  if (wishes.file !== undefined) return save(wishes.file, encoded.file, about, wishes.force)
  await printOut(wishes.text ? encoded.text : `${encoded.link}\n`)
  printError(`${about}: ${wishes.text ? encoded.text.length : encoded.link.length} characters`)
  if (!wishes.text && encoded.link.length > longLinkLength)
    printError(
      `Many programs cut links as long as this one. --file NAME${sharedFileExtension} writes a file to send.`
    )
  return exitCodes.fine
}

async function save(name: string, contents: string, about: string, overwrite: boolean): Promise<number> {
  const saved = await saveShared(resolve(name), contents, overwrite)
  if (!saved.ok) {
    const { kind, message } = saved.failure
    printError(kind === 'exists' ? `${message.slice(0, -1)}: --force replaces it.` : message)
    return exitCodes.notRun
  }
  printError(`${saved.path}: ${about}`)
  return exitCodes.fine
}
