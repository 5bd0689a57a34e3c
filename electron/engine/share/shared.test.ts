import fc from 'fast-check'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { defaultMachineSettings, machineSettingsProblem } from '../../../shared/contract/machine-settings'
import {
  isSharedName,
  maximumSharedLength,
  maximumSharedStep,
  sharedNameOf,
  type SharedProgram
} from '../../../shared/contract/shared-program'
import { decodeShared } from './decode-shared'
import { encodeShared } from './encode-shared'
import { dictionary, digestOf, mostUnpacked } from './shared-format'

const hello: SharedProgram = {
  fileName: 'hello.c',
  source: '#include "lab.h"\n\nint main(void)\n{\n    CHECK(1);\n    return 0;\n}\n',
  machines: 'both',
  settings: defaultMachineSettings,
  insist: false,
  step: 2,
  way: [{ how: 'over', times: 2 }],
  place: { process: 'A', address: 0x1f0000, extent: 'page' },
  view: 'translation'
}

function formsOf(shared: SharedProgram): { link: string; text: string; file: string } {
  const encoded = encodeShared(shared)
  if (!encoded.ok) throw new Error(encoded.reason)
  return encoded
}
function programIn(given: string): SharedProgram {
  const decoded = decodeShared(given)
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.program
}
function reasonOf(given: string): string {
  const decoded = decodeShared(given)
  return decoded.ok ? `opened ${decoded.program.fileName}` : decoded.reason
}
/** A link over any bytes, with a length and a digest that are right. */
function linkOver(packed: Buffer): string {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(packed.length)
  return `vadlab://program/1/${Buffer.concat([length, digestOf(packed), packed]).toString('base64url')}`
}
const packedJson = (value: unknown): string =>
  linkOver(deflateRawSync(Buffer.from(JSON.stringify(value)), { dictionary }))

const line = fc.integer({ min: 1, max: 5000 })
const programs: fc.Arbitrary<SharedProgram> = fc.record({
  fileName: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map(sharedNameOf),
  source: fc.string({ unit: 'binary', maxLength: 400 }),
  machines: fc.constantFrom('simulator', 'windows', 'both'),
  settings: fc
    .record({
      seed: fc.integer({ min: 0, max: 0xffffffff }),
      randomise: fc.boolean(),
      ram: fc.integer({ min: 4096, max: 4_000_000 }).map((pages) => pages * 4096),
      pageFile: fc.integer({ min: 0, max: 4_000_000 }).map((pages) => pages * 4096),
      commitLimit: fc.constant(null),
      largePagePrivilege: fc.boolean(),
      clusterPages: fc.integer({ min: 1, max: 16 })
    })
    .filter((settings) => machineSettingsProblem(settings) === null),
  insist: fc.boolean(),
  step: fc.option(fc.integer({ min: 1, max: maximumSharedStep })),
  way: fc.array(
    fc.oneof(
      fc.record({
        how: fc.constantFrom('over' as const, 'into' as const, 'out' as const, 'continue' as const),
        times: fc.integer({ min: 1, max: maximumSharedStep })
      }),
      fc.record({
        how: fc.constant('line' as const),
        times: fc.constant(1),
        line,
        breakpoints: fc.array(fc.record({ line, condition: fc.option(fc.string({ minLength: 1 })) }), {
          maxLength: 5
        })
      })
    ),
    { maxLength: 20 }
  ),
  place: fc.option(
    fc.record({
      process: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
      address: fc.integer({ min: 0, max: 0x7fffffffffff }),
      extent: fc.constantFrom('region' as const, 'page' as const, 'byte' as const)
    })
  ),
  view: fc.option(fc.constantFrom('bench', 'odd', 'translation'))
})

describe('a shared program', () => {
  test('is the same after each of its three forms', () => {
    fc.assert(
      fc.property(programs, (shared) => {
        const { link, text, file } = formsOf(shared)
        expect(programIn(link)).toEqual(shared)
        expect(programIn(text)).toEqual(shared)
        expect(programIn(file)).toEqual(shared)
      }),
      { numRuns: 150 }
    )
  })

  test('says what it came as', () => {
    const { link, text, file } = formsOf(hello)
    expect([link, text, file].map((form) => decodeShared(form))).toMatchObject([
      { form: 'link' },
      { form: 'text' },
      { form: 'file' }
    ])
  })

  test('keeps Windows’ line ends', () => {
    const crlf = { ...hello, source: 'int main(void)\r\n{\r\n}\r\n' }
    for (const form of Object.values(formsOf(crlf)))
      if (typeof form === 'string') expect(programIn(form).source).toBe(crlf.source)
  })

  test('of the usual size has a link that programs leave whole', () => {
    expect(formsOf(hello).link.length).toBeLessThan(200)
    expect(formsOf(hello).link).toMatch(/^vadlab:\/\/program\/1\/[\w-]+$/)
  })

  test('is read from links that format 1 has made before', () => {
    // The dictionary and the fields are part of the format: these must be read for ever.
    expect(programIn(madeBefore)).toEqual(hello)
  })

  test('in plain text has lines that mail programs leave alone', () => {
    const { text } = formsOf({
      ...hello,
      source: 'int x;\n'.repeat(3000).replace(/x/g, () => `v${Math.random()}`)
    })
    for (const one of text.split('\n')) expect(one.length).toBeLessThanOrEqual(100)
    expect(text.split('\n')[0]).toBe(
      'hello.c, 3000 lines, step 2. Paste all of this into VadLab: File, Open shared.'
    )
  })

  test('in a file can be read by a person', () => {
    expect(formsOf(hello).file).toContain(
      '"program": [\n    "#include \\"lab.h\\"",\n    "",\n    "int main(void)",'
    )
  })
})

describe('what mail and chat programs do to a text', () => {
  const { link, text } = formsOf({ ...hello, source: hello.source.repeat(20) })
  const shared = programIn(link)
  const quoted = (mark: string): string =>
    text
      .split('\n')
      .map((one) => `${mark}${one}`)
      .join('\n')
  test.each<readonly [string, string]>([
    ['prose around the text', `Hi Ada,\n\nlook at this:\n\n${text}\nBest\nBob [at work]`],
    ['quoted', quoted('> ')],
    ['quoted again and again', quoted('>> > ')],
    ['quoted with bars', quoted('| ')],
    ['Windows’ line ends', text.replaceAll('\n', '\r\n')],
    ['line breaks made blanks, as a field of one line does', text.replaceAll('\n', ' ')],
    ['no blanks at all but for the first words', text.replace(/\]\n$/, ']').replace(/\n(?=[\w+/]+)/g, '')],
    ['other line lengths', text.replace(/(.{31})/g, '$1\n')],
    ['trailing blanks and tabs', text.replaceAll('\n', ' \t\n')],
    ['soft line breaks of quoted-printable', text.replaceAll('\n', '=\r\n').replace(':=\r', ':\r')],
    ['places where a line may be broken', text.replaceAll('\n', '\u200b\n')],
    ['the other alphabet of base64', text.replaceAll('+', '-').replaceAll('/', '_')],
    ['a link in prose', `See ${link}, and call me.`],
    ['a link in brackets', `(${link}) <${link}>`],
    ['a link in a line of its own', `Look:\n\n${link}\n\nBye`],
    ['a link that was wrapped', link.replace(/(.{76})/g, '$1\r\n')],
    ['a link that was wrapped and quoted', link.replace(/(.{76})/g, '$1\n> ')],
    ['a link in capitals before its data', link.replace('vadlab://program', 'VADLAB://Program')],
    ['a link with a stroke at its end', `${link}/`]
  ])('%s does it no harm', (_what, given) => {
    expect(programIn(given)).toEqual(shared)
  })
})

describe('what cannot be opened is told', () => {
  const { link, text, file } = formsOf(hello)
  const fields = JSON.parse(file) as Record<string, unknown>
  const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...fields, ...change })
  test.each<readonly [string, string, RegExp]>([
    ['nothing', ' \n ', /There is nothing here/],
    ['other text', 'int main(void) { return 0; }', /no shared program in this.*vadlab:\/\/program\//],
    [
      'a link that is cut',
      link.slice(0, -20),
      /^The link is cut: \d+ of its \d+ characters are there\. Copy the whole/
    ],
    [
      'a link that is cut in a sentence',
      `${link.slice(0, -20)} is what I mean, and there is more`,
      /^The link is cut/
    ],
    ['a link with hardly a beginning', link.slice(0, 24), /^The link is cut: only 5 characters/],
    ['a link without its data', 'vadlab://program/1/', /^The link is cut: only 0 characters/],
    ['a text that is cut', text.slice(0, 140), /^The text is cut: \d+ of its .* first bracket to its last/],
    [
      'a link with another character',
      link.replace(/.{9}$/, (end) => `${end[0] === 'A' ? 'B' : 'A'}${end.slice(1)}`),
      /^The link is damaged/
    ],
    [
      'a later version',
      link.replace('/1/', '/2/'),
      /^The link has version 2 .* reads version 1\. Open it with a newer/
    ],
    ['a text of a later version', text.replace('program 1:', 'program 12:'), /^The text has version 12/],
    ['no version', 'vadlab://program', /^The link says no version/],
    ['a link to something else', 'vadlab://lab/reserve-and-commit', /leads to "lab"/],
    ['a link to nothing', 'vadlab://', /leads to ""/],
    ['a file that is cut', file.slice(0, -30), /^The file is cut/],
    ['a file that is no JSON', file.replace('"step"', 'step'), /^The file is damaged/],
    ['another JSON file', '{"name": "vadlab"}', /no program that VadLab shared.*Choose a \.vadlab file/],
    ['a file of a later version', changed({ version: 2 }), /^The file has version 2/],
    ['a file without a version', changed({ version: undefined }), /says no version/],
    [
      'a field that is not known',
      changed({ autorun: true }),
      /does not know: "autorun".*newer VadLab, or ask for the \.c/
    ],
    ['a field of our own making', changed({ source: 'x' }), /does not know: "source"/],
    ['a field that is missing', changed({ insist: undefined }), /at insist: /],
    [
      'a machine that cannot be',
      changed({ machine: { ...defaultMachineSettings, ram: 5 } }),
      /at machine: RAM is whole pages/
    ],
    ['a name with a folder', changed({ name: '../../.bashrc' }), /at name: .*folder/],
    ['a name that reads another way', changed({ name: 'exe\u202ec.cod' }), /at name/],
    ['a program that is no text', changed({ program: [1, 2] }), /at program: it is a list of lines/],
    ['a step too far', changed({ step: maximumSharedStep + 1 }), /at step/],
    ['a way without end', changed({ way: [{ how: 'over', times: 1e9 }] }), /at way\.0\.times/],
    [
      'a move to no line',
      changed({ way: [{ how: 'line', times: 1 }] }),
      /at way\.0: A move to a line names the line/
    ],
    ['packed numbers', packedJson([1, 2, 3]), /holds no program/],
    ['a program that is too long', packedJson({ ...fields, program: 'x'.repeat(1_000_001) }), /./],
    ['what is no packed data', linkOver(Buffer.from('hello, hello')), /cannot be unpacked/],
    ['what is longer than all that is shared', 'x'.repeat(maximumSharedLength + 1), /longer than anything/]
  ])('%s', (_what, given, says) => {
    expect(reasonOf(given)).toMatch(says)
  })

  test('a link of a few kilobytes that unfolds to a gigabyte is refused before it does', () => {
    const bomb = linkOver(deflateRawSync(Buffer.alloc(mostUnpacked * 20), { dictionary }))
    const before = process.memoryUsage().rss
    expect(reasonOf(bomb)).toMatch(/unfolds to more than 8 MB/)
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('a head that promises gigabytes is refused', () => {
    const head = Buffer.alloc(40)
    head.writeUInt32BE(0xffffffff)
    expect(reasonOf(`vadlab://program/1/${head.toString('base64url')}`)).toMatch(/larger than any program/)
  })

  test('any cut of a link or a text is told as one, and never opens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 22, max: link.length - 1 }), (end) => {
        expect(reasonOf(link.slice(0, end))).toMatch(/^The link is cut/)
      })
    )
  })

  test('no changed character of a link opens as another program', () => {
    const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ .>%\n']
    fc.assert(
      fc.property(
        fc.integer({ min: 19, max: link.length - 1 }),
        fc.constantFrom(...characters),
        (at, put) => {
          const decoded = decodeShared(link.slice(0, at) + put + link.slice(at + 1))
          // The last character has bits that no byte takes, so another can mean the same.
          if (decoded.ok) expect(decoded.program).toEqual(hello)
          else expect(decoded.reason).toMatch(/^The link /)
        }
      ),
      { numRuns: 500 }
    )
  })

  test('no text makes it throw', () => {
    const pieces = fc.constantFrom(
      link,
      text,
      file,
      'vadlab://',
      'program/1/',
      '[VadLab program 1:',
      '{',
      '"',
      '__proto__'
    )
    const soup = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 8 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(soup, fc.nat(2000), fc.nat(40), (given, at, gone) => {
        const damaged = given.slice(0, at) + given.slice(at + gone)
        const decoded = decodeShared(damaged)
        if (!decoded.ok) expect(decoded.reason).toMatch(/\.$/)
      }),
      { numRuns: 500 }
    )
  })

  test('no file with one field changed makes it throw or gets past the limits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(fields), '__proto__', 'constructor'),
        fc.jsonValue(),
        (key, value) => {
          const given = file.replace(/\}\s*$/, `, ${JSON.stringify(key)}: ${JSON.stringify(value)} }`)
          const decoded = decodeShared(given)
          if (decoded.ok) expect(isSharedName(decoded.program.fileName)).toBe(true)
          else expect(decoded.reason).toMatch(/^The file .*\.$/s)
        }
      ),
      { numRuns: 300 }
    )
  })
})

test('a program that is too much for a link is refused on sharing, with what to do', () => {
  const noise = Array.from({ length: 1_000_000 }, () => '\u0001').join('')
  const encoded = encodeShared({ ...hello, source: noise })
  expect(encoded.ok ? '' : encoded.reason).toMatch(/hello\.c is too large.*Save it as a \.c file/)
})

test('names that a file cannot have are made ones that it can', () => {
  expect(['a/b.c', '..', 'x\u202ey.c', 'ok.c', ''].map(sharedNameOf)).toEqual([
    'a_b.c',
    'program.c',
    'x_y.c',
    'ok.c',
    'program.c'
  ])
})

const madeBefore =
  'vadlab://program/1/AAAAN7IrL9ppl6vrgyeEjNScnHz0ZDBUotYIPV5RY8GImJA1MjA2NDM0QwpgkAdAwYs1RBFBSFLGgxQlhtgzu1ItAA'
