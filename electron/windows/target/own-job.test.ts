import { expect, test } from 'vitest'
import { endWithChildren, type JobFunctions } from './own-job'

function fake(
  refuses: 'nothing' | 'create' | 'limit' | 'assign'
): JobFunctions & { readonly heard: string[] } {
  const heard: string[] = []
  return {
    heard,
    createJobObject: () => (refuses === 'create' ? 0 : 0x44),
    setInformationJobObject: (job, what, limits, size) => {
      heard.push(
        `limit ${job} ${what} ${size} 0x${new DataView(limits.buffer).getUint32(16, true).toString(16)}`
      )
      return refuses === 'limit' ? 0 : 1
    },
    assignProcessToJobObject: (job, process) => {
      heard.push(`assign ${job} ${process}`)
      return refuses === 'assign' ? 0 : 1
    }
  }
}

test('a process puts itself into a job that ends what it started when its handle closes', () => {
  const system = fake('nothing')
  expect(endWithChildren(system)).toBe(true)
  expect(system.heard).toEqual(['limit 68 9 144 0x2000', 'assign 68 18446744073709551615'])
})

test('a process is never in a job without its limit, and a refusal is told', () => {
  for (const refuses of ['create', 'limit', 'assign'] as const) {
    const system = fake(refuses)
    expect(endWithChildren(system)).toBe(false)
    expect(system.heard.some((call) => call.startsWith('assign'))).toBe(refuses === 'assign')
  }
})
