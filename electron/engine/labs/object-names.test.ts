import { expect, it } from 'vitest'
import { shareObjectNames } from './object-names'

const named = (name: string): string =>
  `#include "lab.h"\nint main(void) { CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, ${name}); printf("%d done\\n", 1); return 0; }`

it('finds programs that would meet each other’s objects', () => {
  expect(shareObjectNames(named('"Local\\\\lab"'), named('"Local\\\\lab"'))).toBe(true)
  expect(shareObjectNames(named('"shared"'), `${named('NAME')}\n#define NAME "shared"`)).toBe(true)
})

it('lets programs alone that name nothing alike', () => {
  expect(shareObjectNames(named('"a"'), named('"b"'))).toBe(false)
  expect(shareObjectNames(named('NULL'), named('NULL'))).toBe(false)
  expect(shareObjectNames('int main(void) { puts("a"); }', 'int main(void) { puts("a"); }')).toBe(false)
})
