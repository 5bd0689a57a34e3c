import type { Session } from 'electron'
import { expect, test } from 'vitest'
import { session } from './electron.alias'
import { guardPermissions, isPermitted, permissionRules, type Permission } from './permissions'

test('only copying and full screen are permitted, and only to the app itself', () => {
  const allowed = Object.keys(permissionRules).filter((name) =>
    isPermitted(name as Permission, 'app://vadlab/')
  )
  expect(allowed.sort()).toEqual(['clipboard-sanitized-write', 'fullscreen'])
  for (const name of allowed) expect(isPermitted(name as Permission, 'https://example.com/')).toBe(false)
})

test('every rule gives its reason', () => {
  for (const { reason } of Object.values(permissionRules)) expect(reason).toMatch(/^[A-Z].*\.$/)
})

test('a permission that is not in the table is refused', () => {
  expect(isPermitted('telepathy' as Permission, 'app://vadlab/')).toBe(false)
  expect(isPermitted('constructor' as Permission, 'app://vadlab/')).toBe(false)
})

test('the session asks the table, for requests and for checks, and gives no device', () => {
  guardPermissions(session.defaultSession as unknown as Session)
  const { request, check, device } = session.defaultSession.handlers
  const answers: boolean[] = []
  for (const name of ['media', 'fullscreen'] as const)
    request!(null as never, name, (given) => answers.push(given), { requestingUrl: 'app://vadlab/' } as never)
  expect(answers).toEqual([false, true])
  expect(check!(null, 'geolocation', 'app://vadlab/', {} as never)).toBe(false)
  expect(check!(null, 'clipboard-sanitized-write', 'app://vadlab/', {} as never)).toBe(true)
  expect(device!({} as never)).toBe(false)
})
