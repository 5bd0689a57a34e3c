import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { RequestInput } from '../../../shared/contract/requests'
import {
  maximumSharedStep,
  sameSettings,
  sharedNameOf,
  type SharedProgram
} from '../../../shared/contract/shared-program'
import { chooseSettings, readMachineWish } from '../machine-wish'
import type { BenchRun } from '../run-record'
import { done, refused, type Handlers } from '../serve'
import { decodeShared } from './decode-shared'
import { encodeShared } from './encode-shared'
import { readShared, saveShared } from './save-shared'
import { wayOf } from './shared-way'

/** The run that a window shows, as far as sharing goes. */
export interface SharedRun {
  readonly run: Pick<BenchRun, 'loadedFrom' | 'moves' | 'settings'>
  /** The moment shown. */
  readonly position: number
  /** The text that it runs. */
  readonly source: string
}

type Wish = RequestInput<'share/make'>

/** The handlers of sharing. `shownRun` knows the run of an id while the window has it. */
export function sharingHandlers(
  shownRun: (runId: string) => SharedRun | null
): Pick<Handlers, 'share/make' | 'share/save' | 'share/read'> {
  const sharedBy = (wish: Wish): { readonly program: SharedProgram; readonly withoutStep: string } => {
    const { runId, fileName, place, ...rest } = wish
    const shown = runId === null ? null : shownRun(runId)
    const step = shown === null ? { step: null, way: [], withoutStep: '' } : stepOf(shown, wish.source)
    const { withoutStep, ...where } = step
    return {
      program: {
        ...rest,
        ...where,
        ...(shown === null ? {} : machineOf(shown, wish)),
        fileName: sharedNameOf(fileName),
        // A place is one of a step; at the beginning there is nothing to point at.
        place: where.step === null ? null : place
      },
      withoutStep
    }
  }
  return {
    'share/make': (wish) => {
      const { program, withoutStep } = sharedBy(wish)
      const encoded = encodeShared(program)
      return encoded.ok
        ? done({ link: encoded.link, text: encoded.text, program, withoutStep })
        : refused(encoded.reason)
    },
    'share/save': async ({ path, overwrite, ...wish }) => {
      const encoded = encodeShared(sharedBy(wish).program)
      if (!encoded.ok) return refused(encoded.reason)
      const saved = await saveShared(path, encoded.file, overwrite)
      return saved.ok ? done({ path: saved.path }) : saved
    },
    'share/read': async (from) => {
      const decoded = 'path' in from ? await readShared(from.path) : decodeShared(from.text)
      return decoded.ok ? done({ program: decoded.program, form: decoded.form }) : refused(decoded.reason)
    }
  }
}

function stepOf(
  { run, position, source }: SharedRun,
  shared: string
): Pick<SharedProgram, 'step' | 'way'> & { readonly withoutStep: string } {
  const without = (withoutStep: string): ReturnType<typeof stepOf> => ({ step: null, way: [], withoutStep })
  if (position === 0) return without('')
  if (source !== shared)
    return without(
      'The program was edited since this run began, so the step is not in it. Restart to have it.'
    )
  if (run.loadedFrom !== null)
    return without(
      'This run came from a file that does not tell how its steps were made, so the step is not in it. Restart to have it.'
    )
  if (position > maximumSharedStep)
    return without(
      `Only steps up to ${maximumSharedStep.toLocaleString('en-US')} can be shared: later ones are recorded where the program was paused.`
    )
  const way = wayOf(run.moves)
  return way === null
    ? without('The way to this step has too many turns to be shared, so the step is not in it.')
    : { step: position, way, withoutStep: '' }
}

/** The machine that the run had: as the window's settings make it, or else those that it really had. */
function machineOf({ run }: SharedRun, wish: Wish): { settings: MachineSettings; insist: boolean } {
  const { source, fileName, settings, insist } = wish
  const chosen = chooseSettings(settings, readMachineWish(source, fileName), insist ? settings : {})
  return chosen.ok && sameSettings(chosen.settings, run.settings)
    ? { settings, insist }
    : { settings: run.settings, insist: true }
}
