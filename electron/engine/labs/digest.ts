import { createHash } from 'node:crypto'

/** SHA-256 of texts, in hexadecimal digits. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}:`).update(text)
  return hash.digest('hex')
}

/** SHA-256 of plain data, whatever the order of its keys. */
export function digestOfData(data: unknown): string {
  return digestOf(JSON.stringify(data, (_key, value: unknown) => sorted(value)))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
