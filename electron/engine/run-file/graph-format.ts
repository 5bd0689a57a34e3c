/*
 * How plain data stands in a run file: a list of nodes, each after all that it leads to, so that nothing can lead back
 * to itself; the last node is the whole. What several places share is written once. Where an array or a page of bytes
 * is much like one that was written shortly before, only the difference is.
 */

/** What a node is. */
export const node = {
  text: 1,
  /** UTF-16 units: text that UTF-8 cannot say. */
  units: 2,
  array: 3,
  /** An array with the beginning and the end of a former one. */
  arrayLike: 4,
  /** Names of an object's fields, in their order. */
  shape: 5,
  object: 6,
  map: 7,
  set: 8,
  numbers: 9,
  /** Numbers that differ from former ones, or from zeros, in some runs of bytes. */
  numbersLike: 10
} as const

/** How a value inside a node begins; from `small` on it is the number itself. */
export const tag = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  positive: 4,
  negative: 5,
  float: 6,
  bigint: 7,
  /** The number of a node follows. */
  node: 8,
  /** In an array: elements that are not there. */
  holes: 9,
  /** In an array: the value before once more, so many times. */
  again: 10,
  small: 16
} as const

/** Arrays of numbers of one size, by the place of their kind in this list. */
export const numberArrays = [
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
  Uint8ClampedArray
] as const

export type NumberArray = InstanceType<(typeof numberArrays)[number]>

/** How many former arrays of a kind are candidates for one that is like them. */
export const rememberedArrays = 6

/** Arrays shorter than this are written out. */
export const shortArray = 8

/** Fields whose value can be worked out anew: it is not written, and reads as null. */
export const derivedFields: ReadonlySet<string> = new Set(['cache'])

/** The bytes of an array of numbers. */
export function bytesOf(numbers: NumberArray): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
