import type { FunctionFacts, FunctionFamily } from './function-entry'

type Units = 'characters' | 'bytes'

/** What each does, by the end of its name; a buffer's size is counted in characters (Cch) or bytes (Cb). */
const does: Readonly<Record<string, (units: Units) => string>> = {
  Copy: (units) => `Copies a text into a buffer of so many ${units}, cut short where it does not fit.`,
  CopyN: (units) => `Copies so many ${units} of a text at most, cut short where they do not fit.`,
  Cat: (units) => `Appends a text within a buffer of so many ${units}, cut short where it does not fit.`,
  CatN: (units) => `Appends so many ${units} of a text at most, cut short where they do not fit.`,
  Printf: (units) => `Formats into a buffer of so many ${units}, cut short where the text does not fit.`,
  VPrintf: (units) => `Formats a list of arguments into a buffer of so many ${units}, cut short if need be.`,
  Length: (units) => `Answers how many ${units} a text has; fails where it ends too late.`
}

/** The forms of a function for characters and bytes, each for narrow and wide text. */
function forms(verb: string, says: (units: Units) => string): [string, FunctionFacts][] {
  const entry = (units: Units, short: string, form: string): [string, FunctionFacts] => [
    `String${short}${verb}${form}`,
    {
      says: says(units),
      // An HRESULT: S_OK is 0.
      fails: 'nonzero',
      dll: null,
      writes: [verb === 'Length' ? `p${short.toLowerCase()}Length` : 'pszDest']
    }
  ]
  return [
    entry('characters', 'Cch', 'A'),
    entry('characters', 'Cch', 'W'),
    entry('bytes', 'Cb', 'A'),
    entry('bytes', 'Cb', 'W')
  ]
}

/** Text functions that never write past the end of a buffer: strsafe.h, whose functions are compiled into the program. */
export const safeText: FunctionFamily = {
  title: 'Text with known room',
  header: 'strsafe.h',
  dll: '',
  functions: Object.fromEntries(Object.entries(does).flatMap(([verb, says]) => forms(verb, says)))
}
