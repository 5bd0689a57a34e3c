import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { MachineName } from '../../shared/contract/observation'
import type { MachineDescription } from '../../shared/contract/requests'
import { door } from '../platform/door'
import { useMessagesStore } from './messages'

export type MachineChoice = MachineName | 'both'

/** Which machines there are and which of them the next run uses. */
export const useMachinesStore = defineStore('machines', () => {
  const descriptions = ref<readonly MachineDescription[]>([])
  const wanted = ref<MachineChoice>('both')
  const version = ref('')
  const described = ref(false)

  const available = computed(() => descriptions.value.filter((m) => m.available).map((m) => m.name))
  /** What is wanted, as far as the machines are there. */
  const choice = computed<MachineChoice>(() => {
    if (available.value.length === 2 || !described.value) return wanted.value
    return available.value[0] ?? wanted.value
  })
  const chosen = computed<readonly MachineName[]>(() =>
    choice.value === 'both' ? ['simulator', 'windows'] : [choice.value]
  )

  function describe(name: MachineName): MachineDescription | undefined {
    return descriptions.value.find((m) => m.name === name)
  }
  /** Why a choice cannot be made; empty when it can. */
  function reasonAgainst(option: MachineChoice): string {
    if (!described.value) return ''
    const names: readonly MachineName[] = option === 'both' ? ['simulator', 'windows'] : [option]
    for (const name of names) {
      const machine = describe(name)
      if (machine?.available !== true)
        return machine?.reason || `${machineTitles[name]} is not available here.`
    }
    return ''
  }

  async function load(): Promise<void> {
    door().subscribe('machines/changed', (machines) => {
      descriptions.value = machines
    })
    const answer = await useMessagesStore().ask('app/describe', {})
    if (answer === undefined) return
    descriptions.value = answer.machines
    version.value = answer.version
    described.value = true
  }

  return { descriptions, wanted, choice, chosen, version, described, describe, reasonAgainst, load }
})

export const machineTitles: Readonly<Record<MachineName, string>> = {
  simulator: 'Simulator',
  windows: 'Windows'
}
