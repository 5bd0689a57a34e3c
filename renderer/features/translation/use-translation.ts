import { computed, nextTick, onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import type { PageColumns } from '../../../shared/contract/memory-process'
import type { TableEntry, Translation } from '../../../shared/contract/memory-translation'
import type { RequestAnswer, RequestInput, RequestName } from '../../../shared/contract/requests'
import { door } from '../../platform/door'
import { useRunStore } from '../../stores/run'
import type { TranslatedPlace } from '../../stores/translation'
import { hexText, lowestBit, moveAddress } from './address-bits'
import { vadPath, type VadPath } from './vad-path'

/** The entries beside the one that the walk uses, in one table; undefined beyond the table's ends. */
export interface Neighbours {
  readonly before: TableEntry | null | undefined
  readonly after: TableEntry | null | undefined
}

/** Everything the picture of one address at one moment is drawn from. */
export interface TranslationPicture {
  readonly place: TranslatedPlace
  readonly position: number
  readonly now: Translation
  /** At the step before; null at the first, and where the process was not there yet. */
  readonly before: Translation | null
  /** From the PML4 down, for tables that are there; on the Windows machine none. */
  readonly neighbours: readonly Neighbours[]
  /** Pages of the last table around the address; null on the Windows machine. */
  readonly pages: PageColumns | null
}

/** So many bytes from the address on are shown. */
const shownBytes = 32

/**
 * Asks for an address's translation whenever the address or the moment is another, as long as the component is there. What
 * was asked for before and comes late is dropped; while the program runs nothing is asked.
 */
export function useTranslation(place: Readonly<Ref<TranslatedPlace | null>>): {
  readonly picture: Readonly<Ref<TranslationPicture | null>>
  readonly path: Readonly<Ref<VadPath | null>>
  /** Why there is no picture, in a sentence; empty when there is one, or none was asked for. */
  readonly problem: Readonly<Ref<string>>
} {
  const run = useRunStore()
  const picture = shallowRef<TranslationPicture | null>(null)
  const path = shallowRef<VadPath | null>(null)
  const problem = shallowRef('')
  let newest = 0

  const key = computed(() => {
    const at = place.value
    const view = at === null ? undefined : run.views[at.machine]
    if (at === null || view === undefined || run.runId === null) return ''
    if (view.status === 'running' || view.status === 'starting') return 'busy'
    return [run.runId, at.machine, at.letter, at.address, view.position, view.status].join(' ')
  })

  async function ask(): Promise<void> {
    const mine = ++newest
    const at = place.value
    const runId = run.runId
    if (key.value === 'busy') return
    if (at === null || key.value === '' || runId === null) {
      picture.value = null
      path.value = null
      problem.value = ''
      return
    }
    // The picture of the step itself comes first.
    await nextTick()
    await new Promise((resolve) => setTimeout(resolve))
    const isStale = (): boolean => mine !== newest
    if (isStale()) return
    const moment = { runId, machine: at.machine, position: run.views[at.machine]?.position ?? 0 }
    const ofProcess = { ...moment, process: at.letter }
    const translate = (address: bigint, length: number, position = moment.position) =>
      call('memory/translate', { ...ofProcess, position, address: hexText(address), length })

    const answer = await translate(at.address, shownBytes)
    if (isStale()) return
    if (!answer.ok) {
      picture.value = null
      path.value = null
      problem.value = answer.failure.message
      return
    }
    const now = answer.value
    const isSimulated = at.machine === 'simulator'
    // What is asked of the same moment goes together: the engine keeps one moment at hand.
    const around = Promise.all(
      now.levels.map(async ({ index, entry }, level): Promise<Neighbours> => {
        const beside = async (by: -1 | 1): Promise<TableEntry | null | undefined> => {
          if (index + by < 0 || index + by > 511) return undefined
          const there = await translate(moveAddress(at.address, BigInt(by) << BigInt(lowestBit(level))), 0)
          return there.ok ? (there.value.levels[level]?.entry ?? null) : null
        }
        if (!isSimulated || entry === null || level === 3) return { before: undefined, after: undefined }
        const [before, after] = await Promise.all([beside(-1), beside(1)])
        return { before, after }
      })
    )
    const last = now.levels.at(-1)
    const hasPageTable = isSimulated && last?.entryName === 'PTE' && last.entry !== null
    const page = Number(at.address >> 12n)
    const first = Math.max(page - 2, page - (page % 512))
    const count = Math.min(page + 2, page - (page % 512) + 511) - first + 1
    const pages = hasPageTable
      ? call('memory/pages', { ...ofProcess, page: first, count })
      : Promise.resolve(null)
    const former =
      moment.position > 0 ? translate(at.address, shownBytes, moment.position - 1) : Promise.resolve(null)
    const [neighbours, pagesThere, before] = await Promise.all([around, pages, former])
    if (isStale()) return
    problem.value = ''
    picture.value = {
      ...{ place: at, position: moment.position, now, neighbours },
      before: before?.ok === true ? before.value : null,
      pages: pagesThere?.ok === true ? pagesThere.value : null
    }
    if (!isSimulated || now.half !== 'user') {
      path.value = null
      return
    }
    const found = await vadPath(page, async (offset, count) => {
      if (isStale()) return null
      const part = await call('memory/vads', { ...ofProcess, offset, count })
      return part.ok && !isStale() ? part.value : null
    })
    if (!isStale()) path.value = found
  }

  watch(key, () => void ask(), { immediate: true, flush: 'post' })
  onBeforeUnmount(() => {
    newest++
  })
  return { picture, path, problem }
}

function call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
  return door().call(name, input)
}
