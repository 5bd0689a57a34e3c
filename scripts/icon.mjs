// Draws build/icon.png: an address space as the lab shows it, free, reserved and committed, and one page that is being written.
import { mkdirSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

const size = 512
/** Each pixel is the mean of this many by this many samples. */
const samples = 4

const ground = [22, 27, 40]
const free = [44, 52, 72]
const reserved = [94, 129, 190]
const committed = [72, 187, 148]
const written = [255, 190, 84]

/** Rounded rectangles from back to front: left, top, width, height, radius, colour. */
const shapes = [
  [0, 0, 512, 512, 112, ground],
  [96, 84, 320, 56, 14, free],
  [96, 152, 320, 56, 14, reserved],
  [96, 220, 320, 72, 14, committed],
  [96, 304, 320, 56, 14, reserved],
  [96, 372, 320, 56, 14, free],
  [286, 206, 100, 100, 22, ground],
  [296, 216, 80, 80, 16, written]
]

function covers([left, top, width, height, radius], x, y) {
  const dx = Math.max(left + radius - x, x - (left + width - radius), 0)
  const dy = Math.max(top + radius - y, y - (top + height - radius), 0)
  return x >= left && x < left + width && y >= top && y < top + height && dx * dx + dy * dy <= radius * radius
}

function pixel(column, row) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < samples * samples; i++) {
    const x = column + ((i % samples) + 0.5) / samples
    const y = row + (Math.floor(i / samples) + 0.5) / samples
    const shape = shapes.findLast((candidate) => covers(candidate, x, y))
    if (shape === undefined) continue
    const [red, green, blue] = shape[5]
    sum[0] += red
    sum[1] += green
    sum[2] += blue
    sum[3]++
  }
  const covered = sum[3]
  if (covered === 0) return [0, 0, 0, 0]
  return [sum[0] / covered, sum[1] / covered, sum[2] / covered, (255 * covered) / samples ** 2].map(
    Math.round
  )
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n >>> 0
})

/** A chunk of a PNG file: length, type, data, CRC of type and data. */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(~crc >>> 0)
  return Buffer.concat([length, body, check])
}

const header = Buffer.alloc(13)
header.writeUInt32BE(size, 0)
header.writeUInt32BE(size, 4)
header.set([8, 6], 8) // 8 bits a channel, RGBA
const filterNone = 0
const rows = Array.from({ length: size }, (_, row) => [
  filterNone,
  ...Array.from({ length: size }, (_, column) => pixel(column, row)).flat()
]).flat()

mkdirSync(new URL('../build/', import.meta.url), { recursive: true })
writeFileSync(
  new URL('../build/icon.png', import.meta.url),
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0))
  ])
)
