import { describe, expect, it } from 'vitest'
import { microsoftPage } from './functions'
import { exceptionWords, libraryFunctions } from './language-words'

describe('the words of structured exceptions', () => {
  it.each([...exceptionWords])('%s: how it is written, one sentence, its page', (_, { code, says, page }) => {
    expect(code).not.toBe('')
    expect(says).toMatch(/^[^\s].{3,138}[.]$/)
    expect(microsoftPage(page)).toMatch(/^https:\/\/learn\.microsoft\.com\/en-us\/[\w\-/]+$/)
  })
})

describe('the functions of the C library', () => {
  it('all have names for their parameters', () => {
    const nameless = [...libraryFunctions.values()]
      .flatMap(({ prototype }) => prototype.params.map((param) => `${prototype.name}: ${param.name}`))
      .filter((words) => /: argument\d+$/.test(words))
    expect(nameless).toEqual([])
  })

  it('each stand in a header that a program includes', () => {
    const homeless = [...libraryFunctions.values()].filter(({ header }) => !/^\w+\.h$/.test(header))
    expect(homeless.map(({ prototype }) => prototype.name)).toEqual([])
  })
})
