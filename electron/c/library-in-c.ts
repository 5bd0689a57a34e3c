import type { Reporter } from './diagnostics'
import { tokenize } from './lexer'
import { timeTexts } from './time-in-c'
import { isPunct, type Token } from './token'

/**
 * Library functions that call back into the program: they are C themselves and become part of a program that names
 * them. Their results are those of C11 7.22.5; the order of equal elements is nobody's promise.
 */
const texts: Readonly<Record<string, string>> = {
  ...timeTexts,
  qsort: String.raw`
void qsort(void *base, unsigned long long count, unsigned long long size, int (*compare)(const void *, const void *))
{
  char *first = (char *)base;
  unsigned long long gap = 1, i, j, k;
  while (gap < count / 3) gap = gap * 3 + 1;
  for (; gap > 0; gap /= 3)
    for (i = gap; i < count; i++)
      for (j = i; j >= gap && compare(first + (j - gap) * size, first + j * size) > 0; j -= gap)
        for (k = 0; k < size; k++) {
          char *a = first + (j - gap) * size + k, *b = first + j * size + k, held = *a;
          *a = *b;
          *b = held;
        }
}`,
  bsearch: String.raw`
void *bsearch(const void *key, const void *base, unsigned long long count, unsigned long long size,
              int (*compare)(const void *, const void *))
{
  unsigned long long low = 0, high = count;
  while (low < high) {
    unsigned long long middle = low + (high - low) / 2;
    char *element = (char *)base + middle * size;
    int order = compare(key, element);
    if (order == 0) return element;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return (void *)0;
}`
}

/** Puts the definitions of those functions that a program names, and does not define itself, before its tokens. */
export function withLibraryInC(tokens: Token[], reporter: Reporter): Token[] {
  const named = new Set(tokens.filter((t) => t.kind === 'name').map((t) => t.text))
  const front: Token[] = []
  // From the last to the first: a text may need those before it.
  for (const [name, text] of Object.entries(texts).reverse()) {
    if (!named.has(name) || definitionOf(tokens, name)) continue
    const own = tokenize(text, reporter, false).slice(0, -1)
    for (const token of own) if (token.kind === 'name') named.add(token.text)
    front.unshift(...own)
  }
  return front.length === 0 ? tokens : [...front, ...tokens]
}

/** Where a text defines a function: its name before parentheses and a body. */
export function definitionOf(tokens: readonly Token[], name: string): Token | null {
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'name' || token.text !== name || !isPunct(tokens[at + 1]!, '(')) continue
    let depth = 0
    for (let i = at + 1; i < tokens.length - 1; i++) {
      if (isPunct(tokens[i]!, '(')) depth++
      if (!isPunct(tokens[i]!, ')') || --depth > 0) continue
      if (isPunct(tokens[i + 1]!, '{')) return token
      break
    }
  }
  return null
}
