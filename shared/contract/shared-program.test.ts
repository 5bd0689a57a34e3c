import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultMachineSettings } from './machine-settings'
import { linkOf, readShared, sharedFileOf, textBlobOf, type SharedProgram } from './shared-program'

const program: SharedProgram = {
  ...{
    format: 'vadlab-program',
    version: 1,
    fileName: 'a.c',
    source: 'int main(void) { return 0; } // ü 漢 😀\n'
  },
  ...{ settings: { ...defaultMachineSettings, seed: 7 }, machines: ['simulator'], step: 3, lab: null }
}

describe('a shared program', () => {
  test('comes back from a link, from a text between other texts, and from a file', () => {
    expect(readShared(linkOf(program)!)).toEqual({ ok: true, program })
    expect(readShared(sharedFileOf(program))).toEqual({ ok: true, program })
    const quoted = textBlobOf(program)
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\r\n')
    expect(readShared(`Look at this:\n${textBlobOf(program)}\nBye`)).toEqual({ ok: true, program })
    expect(readShared(`Look:\n${quoted}\nBye`)).toEqual({ ok: true, program })
  })

  test('comes back whatever its source is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(1000), (source, step) => {
        const one = { ...program, source, step }
        expect(readShared(textBlobOf(one))).toEqual({ ok: true, program: one })
      })
    )
  })

  test('that is long is no link but a text', () => {
    const long = { ...program, source: 'x'.repeat(40_000) }
    expect(linkOf(long)).toBeNull()
    expect(readShared(textBlobOf(long))).toEqual({ ok: true, program: long })
  })

  test('with a piece missing or changed is refused', () => {
    const link = linkOf(program)!
    const reason = 'A part of it is missing or was changed on the way. Copy all of it.'
    expect(readShared(link.slice(0, -20))).toEqual({ ok: false, reason })
    expect(readShared(link.replace(/.{5}\.(?=[^.]*$)/, 'AAAAA.'))).toEqual({ ok: false, reason })
  })

  test.each([
    ['hello', /neither a vadlab:\/\/ link, nor a text/],
    ['vadlab://program/2.abc', /another kind or of a newer VadLab/],
    ['{"format":', /no JSON/],
    ['{"format":"vadlab-program","version":2}', /made by a newer VadLab/],
    [JSON.stringify({ ...program, settings: { ...program.settings, ram: 1 } }), /settings/],
    [JSON.stringify({ ...program, run: true }), /Unrecognized key/],
    ['x'.repeat(6_000_000), /more than any program/]
  ])('that is none is refused with its reason: %.40s', (text, reason) => {
    expect(readShared(text)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
  })
})
