import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { k, outcome } from '../../../electron/simulator/testing/machine'
import { alloc } from '../../../electron/simulator/testing/machine'
import { translated } from '../../../electron/simulator/observe/testing/observed'
import { publicTranslation } from '../../../electron/engine/public-translation'
import {
  answerText,
  askedParts,
  isRight,
  parts,
  scoreOf,
  scoreText,
  solutionOf,
  type PartId
} from './predict'
import { RecordedMachine } from './testing/memory-door'

const part = (id: PartId) => parts.find((one) => one.id === id)!

function scene() {
  const { simulator, process } = new RecordedMachine()
  const at = alloc(process, 0x3000)
  process.store(at, 4, 1)
  return { simulator, process, at }
}

describe('the right answers', () => {
  it('for a page in a frame are its indices, the PTE, and the frame', () => {
    const { simulator, at } = scene()
    const seen = translated(simulator, at + 0x34)
    const solution = solutionOf(seen)
    expect(solution).toMatchObject({
      half: 'user',
      offset: '52',
      decides: 'PTE',
      valid: 'valid',
      place: 'frame',
      write: 'no-fault'
    })
    expect(solution.frame).toBe(String(seen.levels[3]!.entry!.frame))
    expect(isRight(part('PML4'), `0x${seen.levels[0]!.index.toString(16)}`, solution)).toBe(true)
    expect(isRight(part('PD'), String(seen.levels[2]!.index + 1), solution)).toBe(false)
  })
  it('for a page without a page table name the entry that stops the walk', () => {
    const { simulator, process } = scene()
    const far = Math.ceil(alloc(process, 0x400000) / 0x200000) * 0x200000
    expect(solutionOf(translated(simulator, far))).toMatchObject({
      ...{ decides: 'PDE', valid: 'not-valid', place: 'zeros', frame: null, write: 'demand-zero-fault' }
    })
  })
  it('for what is no page are an access violation', () => {
    const { simulator, process, at } = scene()
    outcome(process, 'VirtualFree', at, 0, k.MEM_RELEASE)
    for (const address of [BigInt(at), 1n << 48n, 0xffff800000000000n])
      expect(solutionOf(translated(simulator, address)).write).toBe('access-violation')
    expect(solutionOf(translated(simulator, 1n << 48n))).toMatchObject({
      decides: 'none',
      valid: 'none',
      place: 'nowhere'
    })
    expect(solutionOf(translated(simulator, 0xffff800000000000n)).decides).toBe('unknown')
  })
  it('on real Windows are no more than VirtualQuery tells', () => {
    const committed = {
      ...publicTranslation('A', 0x10000n, null),
      state: k.MEM_COMMIT,
      protect: k.PAGE_READWRITE
    }
    expect(solutionOf(committed)).toMatchObject({ decides: 'unknown', valid: 'unknown', write: 'unknown' })
    expect(solutionOf({ ...committed, protect: k.PAGE_READONLY }).write).toBe('access-violation')
    expect(solutionOf({ ...committed, protect: k.PAGE_READWRITE | k.PAGE_GUARD }).write).toBe('guard-page')
    expect(solutionOf(publicTranslation('A', 0x10000n, null))).toMatchObject({
      place: 'nowhere',
      write: 'access-violation'
    })
  })
})

it('every question has its answer among the choices, for any address', () => {
  const { simulator, at } = scene()
  const addresses = fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    fc.bigInt({ min: BigInt(at), max: BigInt(at) + 0x4000n })
  )
  fc.assert(
    fc.property(addresses, (address) => {
      const solution = solutionOf(translated(simulator, address))
      for (const one of askedParts({ place: solution.place ?? '' })) {
        expect(isRight(one, solution[one.id] ?? '', solution), one.id).toBe(true)
        expect(answerText(one, solution)).not.toBe('')
      }
    }),
    { numRuns: 60 }
  )
})

it('the number of a frame is asked of those alone who say that the page is in one', () => {
  expect(askedParts({}).map(({ id }) => id)).not.toContain('frame')
  expect(askedParts({ place: 'frame' }).map(({ id }) => id)).toContain('frame')
})

it('an empty answer is neither right nor wrong, and text is no number', () => {
  const { simulator, at } = scene()
  const solution = solutionOf(translated(simulator, at))
  expect(isRight(part('PT'), '  ', solution)).toBeNull()
  expect(isRight(part('PT'), 'two', solution)).toBe(false)
})

it('the score tells what was right at once, right, wrong, revealed and open', () => {
  const asked = askedParts({})
  const score = scoreOf(
    asked,
    { half: 'right', PML4: 'right', PDPT: 'wrong', PD: 'revealed' },
    { half: 1, PML4: 2, PDPT: 1 }
  )
  expect(score).toEqual({ asked: 10, right: 2, atOnce: 1, wrong: 1, revealed: 1, open: 6 })
  expect(scoreText(score)).toBe('2 of 10 right (1 at the first try), 1 wrong, 1 revealed, 6 open.')
})
