import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { libraryFunctions } from '../../../electron/c/library'
import { api } from '../../../electron/simulator/api'
import { constantFamilies } from '../constant-families'
import { constantEntry, constantsOf, constantValues, decodeConstant, errorPage } from '../constant-knowledge'
import { windowsDeclarations } from '../headers/declarations'
import { structureOf, structureTable } from '../structures'
import { functionEntry, functionNameOf, functionTable } from '.'
import { availability } from './availability'
import { coveragePage } from './coverage-page'
import { microsoftParameters } from './testing/microsoft-parameters'

/** Entries whose prototypes are not in the headers yet. An entry leaves this list when its prototype comes. */
const awaited = new Set(
  `CreateWaitableTimerA CreateWaitableTimerW SetWaitableTimer CancelWaitableTimer QueueUserAPC GetThreadContext
  SetThreadContext InitOnceInitialize InitOnceExecuteOnce UnhandledExceptionFilter GetErrorMode RtlCaptureContext
  RtlCaptureStackBackTrace RtlUnwind RtlLookupFunctionEntry RtlVirtualUnwind INIT_ONCE`.split(/\s+/)
)

const prototypes = [...windowsDeclarations.functions.values()]
const entries = [...functionTable.values()]
const structures = [...windowsDeclarations.structures.values()]
const microsoft = new Map(
  microsoftParameters
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([name, ...params]) => [name!, params])
)

/** One sentence, not longer than a line and a half of the editor's box. */
const sentence = /^[^\s].{3,138}[.]$/
const learnPage = /^https:\/\/learn\.microsoft\.com\/en-us\/[\w\-/.()=]+$/

describe('the table of functions', () => {
  it('has an entry for each prototype of the headers, and none beside', () => {
    expect(
      prototypes.filter(({ name }) => functionEntry(name) === undefined).map(({ name }) => name)
    ).toEqual([])
    const undeclared = entries.filter(
      ({ name }) => !windowsDeclarations.functions.has(name) && !awaited.has(name)
    )
    expect(undeclared.map(({ name }) => name)).toEqual([])
  })

  it('awaits nothing that the headers have by now', () => {
    const come = [...awaited].filter(
      (name) => windowsDeclarations.functions.has(name) || structureOf(name) !== undefined
    )
    expect(come).toEqual([])
  })

  it('has an entry for each function of the simulator', () => {
    expect(Object.keys(api).filter((name) => functionEntry(name) === undefined)).toEqual([])
  })

  it('names only parameters that the prototype has', () => {
    const wrong = entries.flatMap(({ name, flags, writes, makes, releases }) => {
      const params = microsoft.get(name) ?? []
      return [...Object.keys(flags), ...writes, makes, releases]
        .filter((param) => param !== undefined && !params.includes(param))
        .map((param) => `${name}: ${param}`)
    })
    expect(wrong).toEqual([])
  })

  it.each(entries)('says what $name does in one sentence and links to its page', ({ says, limits, link }) => {
    expect(says).toMatch(sentence)
    if (limits !== undefined) expect(limits).toMatch(sentence)
    expect(link).toMatch(learnPage)
  })

  it('finds a function behind its macro and by its name of kernel32', () => {
    expect(functionNameOf('CreateFile')).toBe('CreateFileA')
    expect(functionEntry('K32QueryWorkingSetEx')?.name).toBe('QueryWorkingSetEx')
    expect(functionEntry('DeleteFile')?.name).toBe('DeleteFileA')
    expect(functionEntry('NoSuchFunction')).toBeUndefined()
  })

  it("links to Microsoft's page of the function's header", () => {
    expect(functionEntry('VirtualAlloc')?.link).toBe(
      'https://learn.microsoft.com/en-us/windows/win32/api/memoryapi/nf-memoryapi-virtualalloc'
    )
  })
})

describe('prototypes', () => {
  it.each(prototypes)("$name has Microsoft's parameter names", ({ name, params, variadic }) => {
    expect([...params.map((param) => param.name), ...(variadic ? ['...'] : [])]).toEqual(
      microsoft.get(name) ?? microsoft.get(functionNameOf(name))
    )
  })
})

describe('the record of where functions are', () => {
  it('is current for the simulator and the interpreter: npm run coverage-page', () => {
    expect(availability.simulator).toEqual(Object.keys(api).sort())
    const own = prototypes.map(({ name }) => name).filter((name) => libraryFunctions.has(name))
    expect(availability.interpreter).toEqual(own.sort())
  })
})

describe('docs/win32-coverage.md', () => {
  it('says what the table and the record say: npm run coverage-page', async () => {
    const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'win32-coverage.md')
    const wanted = await format(coveragePage(availability), {
      ...(await resolveConfig(file)),
      parser: 'markdown'
    })
    expect(readFileSync(file, 'utf8')).toBe(wanted)
  })
})

describe('the table of structures', () => {
  it('has an entry for each structure of the headers, and none beside', () => {
    expect(structures.filter(({ name }) => !structureTable.has(name)).map(({ name }) => name)).toEqual([])
    const declared = new Set(structures.map(({ name }) => name))
    expect([...structureTable.keys()].filter((name) => !declared.has(name) && !awaited.has(name))).toEqual([])
  })

  it.each(structures)('says what $name holds, field by field', (structure) => {
    const { facts, link } = structureOf(structure.name)!
    expect(facts.says).toMatch(sentence)
    expect(link).toMatch(learnPage)
    const paths = structure.fields.flatMap(({ name, fields }) => [
      name,
      ...fields.map((inner) => `${name}.${inner.name}`)
    ])
    if (facts.otherFields === undefined)
      expect(Object.keys(facts.fields).sort()).toEqual([...new Set(paths)].sort())
    else expect(Object.keys(facts.fields).filter((name) => !paths.includes(name))).toEqual([])
    for (const words of Object.values(facts.fields)) expect(words).toMatch(/^.{1,100}[^.]$/)
    for (const field of Object.keys(facts.constants ?? {})) expect(paths).toContain(field)
  })

  it('is found by the name of a pointer to it and by its tag', () => {
    for (const name of [
      'PMEMORY_BASIC_INFORMATION',
      'struct _MEMORY_BASIC_INFORMATION *',
      'MEMORY_BASIC_INFORMATION64'
    ])
      expect(structureOf(name)?.declaration.name).toBe('MEMORY_BASIC_INFORMATION')
    expect(structureOf('DWORD')).toBeUndefined()
  })
})

describe('the table of constants', () => {
  const families = Object.entries(constantFamilies)

  it.each(families)('%s: names that exist, each with one sentence', (_, { members, page, title }) => {
    expect(Object.keys(members).filter((name) => !constantValues.has(name))).toEqual([])
    for (const text of Object.values(members)) expect(text).toMatch(sentence)
    expect(title).not.toBe('')
    expect(page).toMatch(/^[\w\-/.]+$/)
  })

  it('has a sentence for everything that is about memory, waiting, errors and exceptions', () => {
    const about = /^(PAGE|MEM|SEC|FILE_MAP|HEAP|GMEM|LMEM|SECTION|WAIT|PROCESS|THREAD|STATUS|EXCEPTION)_/
    const silent = [...constantValues.keys()]
      .filter((name) => about.test(name) && !name.startsWith('PROCESSOR_'))
      .filter((name) => constantEntry(name)?.says === '')
    expect(silent).toEqual([])
  })

  it('answers what a place makes of a constant', () => {
    expect(constantEntry('MEM_RESERVE')?.kind).toBe('allocation type')
    expect(constantEntry('MEM_RESERVE', 'memoryState')?.says).toContain('nothing backs them')
    expect(constantEntry('ERROR_INVALID_ADDRESS')).toMatchObject({ value: 487, kind: 'error code' })
    expect(constantEntry('PAGE_READWRTE')).toBeUndefined()
  })

  it('puts a number in words where its family makes it up', () => {
    expect(decodeConstant('allocationType', 0x3000)).toBe('MEM_COMMIT | MEM_RESERVE')
    expect(decodeConstant('protection', 0x104)).toBe('PAGE_READWRITE | PAGE_GUARD')
    expect(decodeConstant('creationDisposition', 3)).toBe('OPEN_EXISTING')
    expect(decodeConstant('creationDisposition', 99)).toBeNull()
    expect(decodeConstant('protection', 0)).toBeNull()
  })

  it('proposes protections where a protection is asked for', () => {
    expect(constantsOf('protection')[0]).toBe('PAGE_READWRITE')
  })

  it('links an error code to the page that lists it', () => {
    expect(errorPage(487)).toBe('debug/system-error-codes--0-499-')
    expect(errorPage(998)).toBe('debug/system-error-codes--500-999-')
  })
})
