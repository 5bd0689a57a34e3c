import { expect, test } from 'vitest'
import { functionTable } from '../../shared/win32/functions'
import { availability } from '../../shared/win32/functions/availability'
import { offeredFunctions } from './testing/offered-functions'

const offered = await offeredFunctions([...functionTable.keys()])
const whyNot =
  'reason' in offered
    ? offered.reason
    : offered.title === availability.measuredOn
      ? null
      : `The record was made on ${availability.measuredOn}; this is ${offered.title}.`
if (whyNot !== null) console.warn(`The record of what Windows offers is not checked: ${whyNot}`)

test.skipIf(whyNot !== null)('Windows offers what the record says: npm run coverage-page', () => {
  if ('reason' in offered) throw new Error(offered.reason)
  expect([...offered.names].sort()).toEqual(availability.windows)
})
