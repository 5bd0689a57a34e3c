import { watch } from 'vue'
import { useMessagesStore } from '../../stores/messages'
import { useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'

/** Who takes back several acts one after the other means the last. */
const restMs = 200

/** As long as it is used, the run follows the text where an act is taken back or done again in the editor. */
export function useFollowUndo(): void {
  const run = useRunStore()
  const program = useProgramStore()
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => run.stale && !run.running && run.hasRun(program.source) && program.source,
    (text) => {
      clearTimeout(timer)
      if (text !== false) timer = setTimeout(() => void follow(text), restMs)
    }
  )
  async function follow(text: string): Promise<void> {
    if (!run.stale || run.running || program.source !== text) return
    await run.start(null, { asBefore: true })
    useMessagesStore().announce('The text is as it was, and the run stands where it stood with it.')
  }
}
