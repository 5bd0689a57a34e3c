import { describe, expect, it } from 'vitest'
import { serveLines, type RequestHandler } from './line-loop'

/** Serves these pieces of input; the lines that came back. */
function served(pieces: readonly (string | Uint8Array)[], handler: RequestHandler): string[] {
  const left = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece))
  let output = ''
  serveLines(
    {
      read(buffer) {
        const piece = left.shift()
        if (piece === undefined) return 0
        buffer.set(piece)
        return piece.length
      },
      write: (text) => (output += text)
    },
    handler
  )
  return output.split('\n').slice(0, -1)
}

const echo: RequestHandler = { handle: (request) => request }

describe('the line loop', () => {
  it('answers every line, however the bytes arrive', () => {
    expect(served(['{"a":1}\n{"b"', ':2}\n', '\n[3]\n'], echo)).toEqual(['{"a":1}', '{"b":2}', '[3]'])
  })

  it('keeps characters whole that were cut between two reads', () => {
    const bytes = new TextEncoder().encode('"é"\n')
    expect(served([bytes.subarray(0, 2), bytes.subarray(2)], echo)).toEqual(['"é"'])
  })

  it('says what is broken and goes on', () => {
    const answers = served(['nonsense\n', '1\n'], echo).map((line) => JSON.parse(line) as unknown)
    expect(answers[0]).toMatchObject({ kind: 'broken' })
    expect(answers[1]).toBe(1)
  })

  it('is idle before each request, never while one is half there', () => {
    const order: string[] = []
    served(['"x', 'y"\n'], {
      handle: () => order.push('handle'),
      beginIdle: () => order.push('begin'),
      endIdle: () => order.push('end')
    })
    expect(order).toEqual(['begin', 'end', 'handle', 'begin'])
  })
})
