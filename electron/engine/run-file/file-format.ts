import { z } from 'zod'

/** What a saved run's name ends with. */
export const runFileExtension = '.vadlab-run'

/** The version of the format that is written, and the only one that is read. */
export const formatVersion = 3

/** How the first line of every version begins. */
export const firstWords = 'VadLab run, format '

/** The largest file that is read, in bytes, and the most that it may unpack to. */
export const largestFile = 1024 * 2 ** 20
export const largestUnpacked = 2 ** 31 - 1

/** The longest header line. */
export const longestHeader = 64 * 1024

/** The third line: what the file is, for whoever reads it without unpacking it. */
export const headerSchema = z.looseObject({
  /** The version of VadLab that wrote it. */
  app: z.string().max(100),
  program: z.string().max(260),
  machines: z.array(z.string().max(100)).max(2),
  steps: z.array(z.number().int().min(0)).max(2),
  unpacked: z.number().int().min(1).max(largestUnpacked)
})

export type RunFileHeader = z.infer<typeof headerSchema>
