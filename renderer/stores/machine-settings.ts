import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import {
  defaultMachineSettings,
  machineSettingsProblem,
  type MachineSettings
} from '../../shared/contract/machine-settings'
import { settingsInWords } from '../../shared/contract/machine-words'

const key = 'vadlab.machine-settings'

interface Remembered {
  settings: MachineSettings
  insist: boolean
}

/** What was remembered, as far as there can be such a machine. */
function recall(): Remembered {
  const usual: Remembered = { settings: defaultMachineSettings, insist: false }
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return usual
    const { settings, insist } = stored as Partial<Record<keyof Remembered, unknown>>
    if (typeof settings !== 'object' || settings === null) return usual
    const kept = Object.fromEntries(
      Object.entries(defaultMachineSettings).map(([name, value]) => {
        const given = (settings as Record<string, unknown>)[name]
        const fits = typeof given === typeof value || (name === 'commitLimit' && typeof given === 'number')
        return [name, fits ? given : value]
      })
    ) as unknown as MachineSettings
    if (machineSettingsProblem(kept) !== null) return usual
    return { settings: kept, insist: insist === true }
  } catch {
    // Storage may be off or hold another version's text: the common machine is good.
    return usual
  }
}

/** What the simulated machine of the next run is like, remembered between sessions. */
export const useMachineSettingsStore = defineStore('machine-settings', () => {
  const remembered = recall()
  const own = shallowRef(remembered.settings)
  const ownInsist = ref(remembered.insist)
  /** The machine that a lab needs, while one is open; the person's own choice waits. */
  const lent = shallowRef<MachineSettings | null>(null)
  const settings = computed(() => lent.value ?? own.value)
  /** The person wants these settings even for a program that wishes others. */
  const insist = computed(() => lent.value === null && ownInsist.value)
  const dialogOpen = ref(false)
  /** Where they are not the common machine's, in words. */
  const words = computed(() => settingsInWords(settings.value))

  /** Takes settings that `machineSettingsProblem` has nothing against. */
  function choose(chosen: MachineSettings, insisted: boolean): void {
    if (lent.value !== null) lent.value = chosen
    else {
      own.value = chosen
      ownInsist.value = insisted
    }
  }

  watch([own, ownInsist], () => {
    try {
      localStorage.setItem(key, JSON.stringify({ settings: own.value, insist: ownInsist.value }))
    } catch {
      // Without storage the choice lasts for this window.
    }
  })
  return { settings, insist, lent, words, dialogOpen, choose }
})
