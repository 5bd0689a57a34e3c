/** sizeof(MEMORY_BASIC_INFORMATION) on x64. */
export const BASIC_INFORMATION = 48
/** Of every query: it is copied out at once. Bytes between the fields stay 0. x64 is little-endian, and so is what runs this. */
const record = new Uint8Array(BASIC_INFORMATION)
const fields = new Uint32Array(record.buffer)
/** A page number holds that much more than the low half of its address. */
const HIGH = 2 ** 20

/** MEMORY_BASIC_INFORMATION of so many pages, as bytes that the next query uses again. */
export function basicInformation(
  page: number,
  allocationPage: number,
  allocationProtect: number,
  count: number,
  state: number,
  protect: number,
  type: number
): Uint8Array {
  // Page numbers are small integers nearly always, and addresses are not: those would be objects.
  fields[0] = page << 12
  fields[1] = page / HIGH
  fields[2] = allocationPage << 12
  fields[3] = allocationPage / HIGH
  fields[4] = allocationProtect
  fields[6] = count << 12
  fields[7] = count / HIGH
  fields[8] = state
  fields[9] = protect
  fields[10] = type
  return record
}
