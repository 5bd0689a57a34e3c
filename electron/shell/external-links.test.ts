import { expect, test } from 'vitest'
import { isExternalLink } from './external-links'

test.each([
  ['https://learn.microsoft.com/en-us/windows/win32/memory/', true],
  ['http://learn.microsoft.com/', false],
  ['https://learn.microsoft.com.evil.example/', false],
  ['https://evil.example/learn.microsoft.com', false],
  ['https://learn.microsoft.com@evil.example/', false],
  ['https://user:word@learn.microsoft.com/', false],
  ['https://learn.microsoft.com:8443/', false],
  ['file:///learn.microsoft.com', false],
  ['ms-msdt:/id', false],
  ['', false]
])('whether %s may be opened outside: %s', (url, expected) => expect(isExternalLink(url)).toBe(expected))
