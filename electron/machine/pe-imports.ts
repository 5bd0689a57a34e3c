/** What an image imports from one library: the library's file name and the names of its functions. */
export interface ImportedLibrary {
  readonly library: string
  readonly names: readonly string[]
}

/** The import section of an image: its bytes, where its directory and its address table are, and each function's entry. */
export interface ImportSection {
  readonly bytes: Uint8Array
  readonly directorySize: number
  /** The import address table: its address and its size. */
  readonly table: { readonly address: number; readonly size: number }
  /** The relative virtual address of each function's entry in the import address table, by name. */
  readonly slots: ReadonlyMap<string, number>
}

const descriptorSize = 20
const thunkSize = 8
const textPiece = 32

/**
 * Lays out .idata at a relative virtual address: IMAGE_IMPORT_DESCRIPTORs, the lookup tables, the address tables, which
 * hold the same until the loader puts addresses into them, hints with names, and the libraries' names. Microsoft, PE Format
 * (The .idata Section).
 */
export function importSection(libraries: readonly ImportedLibrary[], address: number): ImportSection {
  const directorySize = (libraries.length + 1) * descriptorSize
  const lookupsAt = Math.ceil(directorySize / thunkSize) * thunkSize
  const tableSize = libraries.reduce((sum, { names }) => sum + (names.length + 1) * thunkSize, 0)
  const tableAt = lookupsAt + tableSize
  const namesAt = tableAt + tableSize
  const even = (length: number): number => length + (length % 2)
  const size = libraries.reduce(
    (sum, { library, names }) =>
      names.reduce((end, name) => end + even(2 + name.length + 1), sum) + even(library.length + 1),
    namesAt
  )
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let end = namesAt
  const put = (text: string, hint: boolean): number => {
    const start = end
    const from = hint ? start + 2 : start
    for (let i = 0; i < text.length; i++) bytes[from + i] = text.charCodeAt(i)
    end += even((hint ? 2 : 0) + text.length + 1)
    return address + start
  }
  const slots = new Map<string, number>()
  let offset = 0
  libraries.forEach(({ library, names }, i) => {
    const descriptor = i * descriptorSize
    view.setUint32(descriptor, address + lookupsAt + offset, true)
    view.setUint32(descriptor + 16, address + tableAt + offset, true)
    for (const name of names) {
      const entry = put(name, true)
      view.setUint32(lookupsAt + offset, entry, true)
      view.setUint32(tableAt + offset, entry, true)
      slots.set(name, address + tableAt + offset)
      offset += thunkSize
    }
    offset += thunkSize
    view.setUint32(descriptor + 12, put(library, false), true)
  })
  return { bytes, directorySize, table: { address: address + tableAt, size: tableSize }, slots }
}

/** What stands in an image's import directory, read from the image in memory. */
export interface ImportEntry {
  readonly library: string
  readonly name: string
  /** The relative virtual address of its entry in the import address table. */
  readonly slot: number
}

/** Reads an image's imports by name; `read` answers the bytes from a relative virtual address on, and null where there are none. */
export function readImports(
  read: (address: number, length: number) => Uint8Array | null,
  directory: number
): ImportEntry[] {
  const entries: ImportEntry[] = []
  const u32 = (at: number): number => {
    const bytes = read(at, 4)
    return bytes === null ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  }
  const text = (at: number): string => {
    let result = ''
    for (let from = at; ; from += textPiece) {
      // A piece of a text may end behind the image, where there is nothing to read.
      const piece = read(from, textPiece) ?? read(from, 1) ?? Uint8Array.of(0)
      for (const byte of piece) {
        if (byte === 0) return result
        result += String.fromCharCode(byte)
      }
      if (piece.length < textPiece) from += piece.length - textPiece
    }
  }
  for (let at = directory; u32(at + 12) !== 0; at += descriptorSize) {
    const library = text(u32(at + 12))
    const lookups = u32(at) || u32(at + 16)
    const table = u32(at + 16)
    for (let i = 0; u32(lookups + i) !== 0; i += thunkSize) {
      entries.push({ library, name: text(u32(lookups + i) + 2), slot: table + i })
    }
  }
  return entries
}
