import { expect, it } from 'vitest'
import { LineReader } from './line-reader'

it('lines come out whole, wherever the bytes were cut', () => {
  const text = '{"a":"é"}\n\n{"b":2}\nrest'
  const bytes = Buffer.from(text)
  for (let cut = 0; cut <= bytes.length; cut++) {
    const lines: string[] = []
    const reader = new LineReader((line) => lines.push(line))
    reader.feed(bytes.subarray(0, cut))
    reader.feed(bytes.subarray(cut))
    expect(lines).toEqual(['{"a":"é"}', '{"b":2}'])
  }
})
