import { expect, it } from 'vitest'
import { defaultMachineSettings } from '../../../shared/contract/machine-settings'
import type { SharedProgram } from '../../../shared/contract/shared-program'
import { beginningOf, sharedInWords } from './shared-in-words'

const shared: SharedProgram = {
  ...{
    fileName: 'a.c',
    source: 'int x;\n',
    machines: 'both',
    insist: false,
    way: [],
    place: null,
    view: null
  },
  ...{ settings: { ...defaultMachineSettings, pageFile: 0 }, step: 12 }
}

it('says what is in a shared program, and leaves out what is as usual', () => {
  expect(sharedInWords(shared)).toBe(
    '1 line, step 12 of its run, for the simulator and Windows, a machine with no page file'
  )
  expect(
    sharedInWords({ ...shared, step: null, machines: 'windows', settings: defaultMachineSettings })
  ).toBe('1 line, for Windows')
})

it('shows the beginning of a long program, and signs that would turn the reading direction', () => {
  expect(beginningOf('a\n'.repeat(1250)).split('\n').slice(199)).toEqual(['a', '… 1,050 more lines'])
  expect(beginningOf('x'.repeat(10_000))).toHaveLength(300)
  expect(beginningOf('int a; //\u202e;b tni')).toBe('int a; //\ufffd;b tni')
})
