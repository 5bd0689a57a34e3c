/** An address in hex, lower case, in groups of four digits: 12 digits, 16 above 2^48. */
export function addressGroups(address: number): readonly string[] {
  const digits = address.toString(16).padStart(address < 2 ** 48 ? 12 : 16, '0')
  return digits.match(/.{4}/g) ?? [digits]
}

/** How many of the leading digits of `addressGroups` are only filling. */
export function fillingDigits(address: number): number {
  const width = address < 2 ** 48 ? 12 : 16
  return Math.min(width - 1, width - address.toString(16).length)
}

/** An address as C writes it: `0x1f000010000`. */
export function addressText(address: number): string {
  return `0x${address.toString(16)}`
}

const grouped = new Intl.NumberFormat('en-US')

/** A size in KiB with thousands separators, as VMMap shows it: `1,024 K`. */
export function kibText(bytes: number): string {
  const kib = bytes / 1024
  return `${grouped.format(Number.isInteger(kib) ? kib : Math.round(kib * 10) / 10)} K`
}

/** A size in the unit a person would say it in: `12 K`, `1.2 MB`, `128 TB`. */
export function amountText(bytes: number): string {
  const units = ['K', 'MB', 'GB', 'TB']
  let amount = bytes / 1024
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${grouped.format(amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount))} ${units[unit]}`
}

/** A size for someone who asks: `8,192 bytes (0x2000), 2 pages`. */
export function sizeInFull(bytes: number): string {
  const pages = bytes / 4096
  const inPages = Number.isInteger(pages) ? `, ${countText(pages, 'page')}` : ''
  return `${grouped.format(bytes)} bytes (0x${bytes.toString(16)})${inPages}`
}

/** A number with thousands separators. */
export function groupedText(number: number): string {
  return grouped.format(number)
}

/** `1 page`, `2,048 pages`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`
}

/** A size in the unit that was chosen: `12 K`, `3` pages, `0x3000`, `12 KiB`. */
export function sizeText(bytes: number, unit: 'k' | 'pages' | 'hex' | 'binary'): string {
  if (unit === 'pages') return grouped.format(Math.round((bytes / 4096) * 10) / 10)
  if (unit === 'hex') return addressText(bytes)
  if (unit === 'k') return kibText(bytes)
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  let amount = bytes / 1024
  let at = 0
  while (amount >= 1024 && at < units.length - 1) {
    amount /= 1024
    at++
  }
  return `${grouped.format(Math.round(amount * 10) / 10)} ${units[at]}`
}
