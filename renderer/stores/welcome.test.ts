// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useTourStore } from './tour'
import { useWelcomeStore } from './welcome'

/** The app is started again: what is remembered stays. */
function restart(): void {
  setActivePinia(createPinia())
}
beforeEach(() => {
  localStorage.clear()
  restart()
})

describe('the welcome', () => {
  it('is there at the first start, and at each until it was answered', () => {
    expect(useWelcomeStore().open).toBe(true)
    localStorage.setItem('vadlab.appearance', '{}')
    restart()
    expect(useWelcomeStore().open).toBe(true)
    useWelcomeStore().answer()
    expect(useWelcomeStore().open).toBe(false)
    restart()
    expect(useWelcomeStore().open).toBe(false)
  })

  it('is not for who has used VadLab before there was one', () => {
    localStorage.setItem('vadlab.appearance', '{}')
    expect(useWelcomeStore().open).toBe(false)
  })

  it('comes back when it is asked for, in the place of the tour', () => {
    useWelcomeStore().answer()
    useTourStore().start()
    useWelcomeStore().ask()
    expect(useWelcomeStore().open).toBe(true)
    expect(useTourStore().open).toBe(false)
  })
})

describe('the tour', () => {
  it('goes on where it was left, also at the next start, and begins anew once it is over', () => {
    useTourStore().start()
    useTourStore().goTo(3)
    useTourStore().leave()
    restart()
    useTourStore().ask()
    expect([useTourStore().open, useTourStore().at]).toEqual([true, 3])
    useTourStore().finish()
    restart()
    expect([useTourStore().open, useTourStore().at]).toEqual([false, 0])
  })

  it('stays within its stops, and a stop that it does not have is its first', () => {
    useTourStore().goTo(9)
    expect(useTourStore().at).toBe(4)
    useTourStore().goTo(-1)
    expect(useTourStore().at).toBe(0)
    localStorage.setItem('vadlab.tour', '17')
    restart()
    expect(useTourStore().at).toBe(0)
  })
})
