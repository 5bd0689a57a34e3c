import { expect, test } from 'vitest'
import { fitValues } from './fit-beside'

test('values that fit behind the code stand there in full', () => {
  expect(fitValues(300, 120)).toEqual({ brief: false, reserve: 140, room: 120 })
})

test('values that are longer than the room end within it, off the code', () => {
  const fit = fitValues(200, 400)
  expect(fit).toEqual({ brief: false, reserve: 200, room: 180 })
  expect(fit.reserve).toBeLessThanOrEqual(200)
})

test('where the code leaves no room, a sign stands for the values', () => {
  for (const free of [90, 0, -400]) expect(fitValues(free, 400)).toMatchObject({ brief: true, room: 22 })
})

test('a short value needs no more room than itself', () => {
  expect(fitValues(70, 48)).toMatchObject({ brief: false, room: 48 })
})
