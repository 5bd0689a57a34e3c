/** What a function does with the memory an argument points to; null for an argument that is no such pointer. */
export type PointerUse = 'reads' | 'writes' | null

const from: readonly PointerUse[] = ['reads']
const both: readonly PointerUse[] = ['reads', 'reads']
const copies: readonly PointerUse[] = ['writes', 'reads']
const changes: readonly PointerUse[] = ['writes']

const families: readonly (readonly [readonly PointerUse[], string])[] = [
  [
    from,
    'strlen wcslen strnlen wcsnlen atoi atol atoll atof puts _putws strchr strrchr wcschr wcsrchr memchr'
  ],
  [from, 'strtol strtoul strtoll strtoull strtod wcstol wcstoul _strdup strdup _wcsdup wcsdup fputs fputws'],
  [both, 'strcmp strncmp wcscmp wcsncmp _stricmp stricmp _strnicmp _wcsicmp _wcsnicmp strstr wcsstr'],
  [both, 'strspn strcspn strpbrk memcmp wmemcmp'],
  [copies, 'strcpy strncpy strcat strncat wcscpy wcsncpy wcscat wcsncat memcpy memmove wmemcpy wmemmove'],
  [copies, 'sprintf vsprintf'],
  [changes, 'memset wmemset _strlwr _strupr _strrev strtok fgets']
]
const uses = new Map(
  families.flatMap(([pointers, names]) => names.split(' ').map((name) => [name, pointers]))
)
// strtok(NULL, ...) goes on with the text of before.
uses.set('strtok', [null, 'reads'])

/** What a library function does with the memory its first arguments point to; undefined where nothing is known. */
export function pointersOf(name: string): readonly PointerUse[] | undefined {
  return uses.get(name)
}

/** Position of the count among the arguments of a function that touches nothing when it is 0. */
export function lengthsOf(name: string): number | undefined {
  return /^(w?mem(cpy|move|cmp|chr|set)|(str|wcs)n(cpy|cat|cmp|len)|_(str|wcs)nicmp)$/.test(name)
    ? /nlen$/.test(name)
      ? 1
      : 2
    : undefined
}
