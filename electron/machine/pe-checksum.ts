/**
 * The CheckSum of an image whose file has these bytes, each part at an even offset, and zeros elsewhere: the sum of its
 * 16-bit words with the carries added in, plus its length. The field itself counts as zero. Microsoft, CheckSumMappedFile.
 */
export function imageChecksum(
  parts: readonly { readonly offset: number; readonly bytes: Uint8Array }[],
  size: number
): number {
  let sum = 0
  for (const { bytes } of parts) {
    for (let i = 0; i < bytes.length; i += 2) {
      sum += bytes[i]! | ((bytes[i + 1] ?? 0) << 8)
      sum = (sum & 0xffff) + (sum >>> 16)
    }
  }
  return ((sum & 0xffff) + size) >>> 0
}
