import { z } from 'zod'
import { machineSettingsProblem, type MachineSettings } from './machine-settings'

const number = (name: string, what: string): z.ZodNumber => z.number({ error: `${name} is ${what}.` })
const yesOrNo = (name: string): z.ZodBoolean => z.boolean({ error: `${name} is true or false.` })

/** Settings as they come over a boundary: the right shapes first, then what `machineSettingsProblem` says of them. */
export const machineSettingsSchema: z.ZodType<MachineSettings> = z
  .strictObject({
    seed: number('The seed', 'a whole number'),
    randomise: yesOrNo('Randomisation'),
    ram: number('RAM', 'a number of bytes'),
    pageFile: number('The page file', 'a number of bytes, 0 for none'),
    commitLimit: number('The commit limit', 'a number of bytes, or null for RAM and page file').nullable(),
    largePagePrivilege: yesOrNo('The large-page privilege'),
    clusterPages: number('The page fault cluster', 'a number of pages')
  })
  .superRefine((settings, context) => {
    const problem = machineSettingsProblem(settings)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
