import type { FunctionDefinition, Statement, Variable } from './ast'
import { CodeWriter, type Label } from './code-writer'
import type {
  CallSite,
  CompiledCode,
  CompiledFunction,
  ExternalFunction,
  ScopedVariable
} from './compiled-code'
import {
  branch,
  generate,
  generateAddress,
  generateAndDrop,
  initialise,
  type GenerationContext
} from './generate-expressions'
import {
  generateHandlerReturn,
  generateTryExcept,
  generateTryFinally,
  keepResult,
  keepStructResult,
  leaveTries,
  TryGeneration
} from './generate-exceptions'
import type { ParserState } from './parser-state'
import { entryNames } from './parse-file'
import { analyseFlow, type FunctionFlow } from './flow-analysis'
import { importName, importsOf } from './imports'
import { roundUp } from './struct-layout'
import { sizeOf, typeText, type CType } from './types'
import { kindOf } from './value-kinds'
import type { ProcessLetter } from '../../shared/contract/observation'

/** The return address and the 32 bytes of home space that every x64 frame has besides its locals. */
const frameOverhead = 40

interface Frame extends GenerationContext {
  size: number
  readonly scoped: ScopedVariable[]
  readonly labels: Map<string, Label>
  readonly breaks: Label[]
  readonly continues: Label[]
  readonly cases: Map<object, Label>
  readonly tries: TryGeneration
  readonly resultType: CType
  readonly resultHolder: Variable | null
  /** Its end owes a value, so that every return says that there is one. */
  readonly missesResult: boolean
}

const noFlow: FunctionFlow = {
  checkedLoads: new Map(),
  tracked: new Set(),
  aliases: new Map(),
  reachesEnd: false
}

/** The code of a text that was read without errors. */
export function generateProgram(p: ParserState): {
  code: CompiledCode
  statementLines: number[]
  statementPlaces: Map<number, number>
} {
  const writer = new CodeWriter()
  const sites: CallSite[] = []
  const statementPlaces = new Map<number, number>()
  const addresses = p.functions.map(() => p.data.functionAddress())
  const externals = new Map<string, number>()
  const externalList: ExternalFunction[] = []
  const errnoOffset = p.data.allocate(8, 8)
  const flows = new Map<number, FunctionFlow>()
  for (const definition of p.definitions)
    flows.set(
      definition.symbol.index,
      analyseFlow(definition, (place, message) => p.reporter.warning(place, message))
    )
  const missing = new Set<number>()
  for (const definition of p.definitions.filter((d) => owesValue(d, flows))) {
    missing.add(definition.symbol.index)
    p.reporter.warning(
      definition.end,
      `${definition.symbol.name} promises a value (${typeText(definition.symbol.type.result)}), but its end can be reached without return.`
    )
  }

  const newFrame = (size: number, resultType: CType, resultHolder: Variable | null, index = -1): Frame => ({
    flow: flows.get(index) ?? noFlow,
    missesResult: missing.has(index),
    mayMissResult: (callee) => missing.has(callee),
    writer,
    sites,
    size,
    scoped: [],
    labels: new Map(),
    breaks: [],
    continues: [],
    cases: new Map(),
    tries: new TryGeneration(),
    resultType,
    resultHolder,
    textOf: (e) => p.textOf(e.place).slice(0, 200),
    frameRoom(bytes) {
      const offset = roundUp(this.size, 16)
      this.size = offset + bytes
      return offset
    },
    externalAddress(name, origin, place) {
      const known = externals.get(name)
      if (known !== undefined) return known
      const offset = origin === 'library' ? p.data.functionAddress() : p.data.thunkAddress(importName(name))
      externals.set(name, offset)
      const { line, column } = place
      externalList.push({ offset, name, origin, line, column, length: name.length })
      return offset
    },
    functionAddress: (index) => addresses[index]!
  })

  const functions: CompiledFunction[] = []
  for (const definition of p.definitions) {
    const { symbol } = definition
    const frame = newFrame(frameSizeOf(definition), symbol.type.result, definition.resultHolder, symbol.index)
    const start = writer.here
    generateStatement(frame, definition.body, statementPlaces)
    writer.mark(definition.end)
    // Falling off the end: 0, as main has it; nothing else may use it.
    if (symbol.type.result.kind === 'void' || symbol.type.result.kind === 'struct')
      writer.emit('ReturnNothing')
    else {
      if (frame.missesResult) writer.emit('ResultMissing')
      writer.push(0n)
      writer.emit('Return')
    }
    const holder = definition.resultHolder ? [definition.resultHolder] : []
    functions[symbol.index] = {
      name: symbol.name,
      line: definition.place.line,
      start,
      end: writer.here,
      frameSize: roundUp(frame.size + frameOverhead, 16),
      params: [...holder, ...definition.params].map((param) => ({
        offset: param.offset,
        kind: kindOf(param.type),
        size: sizeOf(param.type) ?? 0
      })),
      variadic: symbol.type.variadic,
      stackSlot: definition.stackSlot?.offset ?? -1,
      alignment: definition.locals.reduce((most, v) => Math.max(most, v.alignment ?? 16), 16),
      scoped: [
        ...definition.params
          .filter((v) => v.name)
          .map((variable) => ({ variable, from: start, to: writer.here })),
        ...frame.scoped
      ],
      allLocals: definition.locals.filter((v) => v.name),
      guards: frame.tries.guards,
      addressOffset: addresses[symbol.index]!
    }
  }

  const startup = writer.here
  const frame = newFrame(0, { kind: 'void' }, null)
  for (const { variable, init } of p.staticInits) {
    writer.mark(variable.place)
    initialise(frame, variable, init, false)
  }
  writer.emit('Halt')
  const handlerReturn = generateHandlerReturn(writer, sites)

  const argumentVector = p.data.allocate(32, 16)
  const code: CompiledCode = {
    code: Int32Array.from(writer.code),
    starts: Int32Array.from(writer.starts),
    restarts: writer.restarts,
    handlerReturn,
    constants: writer.constants,
    functions,
    sites,
    externals: externalList,
    entries: entriesOf(p),
    startup,
    startupFrame: roundUp(frame.size, 16),
    dataSize: roundUp(p.data.size, 16),
    images: p.data.images,
    globals: p.globals.filter((v) => v.name && v.offset >= 0),
    lines: Int32Array.from(writer.lines),
    accessTexts: writer.accessTexts,
    accessPlaces: writer.accessPlaces,
    checkSites: writer.checkSites,
    literals: Int32Array.from(p.data.literals),
    argumentVector,
    programName: p.data.text('program.exe'),
    programNameWide: p.data.text('program.exe', true),
    readOnlyData: p.data.constants,
    functionCode: p.data.functionCode,
    imports: importsOf([...sites, ...externalList]),
    thunks: p.data.thunks,
    errnoOffset
  }
  return {
    code: { ...code, dataSize: roundUp(p.data.size, 16) },
    statementLines: [...statementPlaces.keys()].sort((a, b) => a - b),
    statementPlaces
  }
}

/** A function but main that may end without the value its type promises (C11 6.9.1p12). */
function owesValue(definition: FunctionDefinition, flows: ReadonlyMap<number, FunctionFlow>): boolean {
  const { symbol } = definition
  const { kind } = symbol.type.result
  if (kind === 'void' || kind === 'struct' || entryNames.includes(symbol.name)) return false
  return /^process_[bc]$/.test(symbol.name) ? false : flows.get(symbol.index)!.reachesEnd
}

function frameSizeOf(definition: FunctionDefinition): number {
  return definition.locals.reduce((end, v) => Math.max(end, v.offset + (sizeOf(v.type) ?? 0)), 0)
}

function entriesOf(p: ParserState): Partial<Record<ProcessLetter, number>> {
  const entries: Partial<Record<ProcessLetter, number>> = {}
  for (const { symbol } of p.definitions) {
    if (entryNames.includes(symbol.name)) entries.A = symbol.index
    if (symbol.name === 'process_b') entries.B = symbol.index
    if (symbol.name === 'process_c') entries.C = symbol.index
  }
  return entries
}

function generateStatement(f: Frame, s: Statement, lines: Map<number, number>): void {
  const { writer: w } = f
  const boundary = (line: number): void => {
    // Text that is not the user's is stepped over.
    if (line === 0) return
    w.mark({ ...s.place, line })
    const isMore = lines.has(line)
    if (!isMore) lines.set(line, w.here)
    w.emit(isMore ? 'StatementMore' : 'Statement', line)
  }
  const inside = (statement: Statement): void => generateStatement(f, statement, lines)
  switch (s.op) {
    case 'empty':
      return
    case 'expression':
      boundary(s.place.line)
      return generateAndDrop(f, s.expression)
    case 'declare':
      if (f.flow.tracked.has(s.variable)) w.emit('MarkUnset', s.variable.offset)
      return
    case 'initialise':
      boundary(s.place.line)
      return initialise(f, s.variable, s.init, s.clear)
    case 'block': {
      const from = w.here
      s.body.forEach(inside)
      inScope(f, s.variables, from)
      return
    }
    case 'if': {
      boundary(s.place.line)
      const otherwise = w.label()
      branch(f, s.condition, otherwise, false)
      inside(s.yes)
      if (!s.no) return w.set(otherwise)
      const end = w.label()
      w.jump('Jump', end)
      w.set(otherwise)
      inside(s.no)
      return w.set(end)
    }
    case 'while': {
      const again = w.label()
      const end = w.label()
      w.set(again)
      boundary(s.place.line)
      branch(f, s.condition, end, false)
      loopBody(f, s.body, end, again, lines)
      w.jump('Jump', again)
      return w.set(end)
    }
    case 'do': {
      const again = w.label()
      const test = w.label()
      const end = w.label()
      w.set(again)
      loopBody(f, s.body, end, test, lines)
      w.set(test)
      boundary(s.conditionPlace.line)
      branch(f, s.condition, again, true)
      return w.set(end)
    }
    case 'for':
      return generateFor(f, s, lines, boundary)
    case 'switch': {
      boundary(s.place.line)
      generate(f, s.value)
      const wide = sizeOf(s.holder.type) === 8
      w.emit(wide ? 'StoreLocal8' : 'StoreLocal4', s.holder.offset, 0)
      const end = w.label()
      const kind = kindOf(s.holder.type)
      const load =
        kind === 'i32' ? 'LocalI32' : kind === 'u32' ? 'LocalU32' : kind === 'i64' ? 'LocalI64' : 'LocalU64'
      for (const entry of s.cases) {
        const label = w.label()
        f.cases.set(entry, label)
        if (entry.value === null) continue
        w.emit(load, s.holder.offset)
        w.push(entry.value)
        w.emit(wide ? 'Eq64' : 'Eq')
        w.jump('JumpIfNotZero', label)
      }
      const fallback = s.cases.find((entry) => entry.value === null)
      w.jump('Jump', fallback ? f.cases.get(fallback)! : end)
      f.breaks.push(f.tries.noteGoal(end))
      inside(s.body)
      f.breaks.pop()
      return w.set(end)
    }
    case 'case':
      w.set(f.cases.get(s.case)!)
      return inside(s.body)
    case 'label':
      w.set(labelOf(f, s.name))
      return inside(s.body)
    case 'goto':
      boundary(s.place.line)
      return leaveTries(f, s.to.finallies, () => w.jump('Jump', labelOf(f, s.name)))
    case 'break':
    case 'continue':
      boundary(s.place.line)
      return leaveTo(f, (s.op === 'break' ? f.breaks : f.continues).at(-1)!)
    case 'return':
      boundary(s.place.line)
      return generateReturn(f, s)
    case 'leave': {
      boundary(s.place.line)
      const { label, finallies } = f.tries.ends.at(-1)!
      return leaveTries(f, finallies, () => w.jump('Jump', label))
    }
    case 'try-except':
      return generateTryExcept(f, s, inside, boundary)
    case 'try-finally':
      return generateTryFinally(f, s, inside)
  }
}

function generateFor(
  f: Frame,
  s: Extract<Statement, { op: 'for' }>,
  lines: Map<number, number>,
  boundary: (line: number) => void
): void {
  const { writer: w } = f
  const from = w.here
  const test = w.label()
  const step = w.label()
  const end = w.label()
  // The first statement of the header is the loop's first boundary; without one, the loop itself is.
  if (s.init.length === 0) boundary(s.place.line)
  for (const part of s.init) generateStatement(f, part, lines)
  w.set(test)
  if (s.condition) branch(f, s.condition, end, false)
  loopBody(f, s.body, end, step, lines)
  w.set(step)
  boundary(s.place.line)
  if (s.step) generateAndDrop(f, s.step)
  w.jump('Jump', test)
  w.set(end)
  inScope(f, s.variables, from)
}

function loopBody(f: Frame, body: Statement, end: Label, next: Label, lines: Map<number, number>): void {
  f.breaks.push(f.tries.noteGoal(end))
  f.continues.push(f.tries.noteGoal(next))
  generateStatement(f, body, lines)
  f.breaks.pop()
  f.continues.pop()
}

function leaveTo(f: Frame, label: Label): void {
  leaveTries(f, f.tries.goalOf(label), () => f.writer.jump('Jump', label))
}

function labelOf(f: Frame, name: string): Label {
  let label = f.labels.get(name)
  if (!label) f.labels.set(name, (label = f.writer.label()))
  return label
}

/** Variables of a block are those its own scope declared; inner blocks have entered theirs already. */
function inScope(f: Frame, variables: readonly Variable[], from: number): void {
  const to = f.writer.here
  for (const variable of variables)
    if (variable.name && !f.scoped.some((s) => s.variable === variable)) f.scoped.push({ variable, from, to })
}

function generateReturn(f: Frame, s: Extract<Statement, { op: 'return' }>): void {
  const { writer: w } = f
  const guarded = f.tries.finallies.length > 0
  if (s.value === null || f.resultType.kind === 'void') {
    if (s.value) generateAndDrop(f, s.value)
    return leaveTries(f, 0, () => {
      if (f.resultType.kind === 'void') return w.emit('ReturnNothing')
      if (f.missesResult) w.emit('ResultMissing')
      w.push(0n)
      w.emit('Return')
    })
  }
  if (f.resultType.kind === 'struct' && f.resultHolder) {
    const holder = f.resultHolder.offset
    if (guarded) keepStructResult(f, holder, s.value)
    else {
      w.emit('LocalU64', holder)
      generateAddress(f, s.value)
      return w.emit('ReturnStruct', sizeOf(f.resultType) ?? 0)
    }
    return leaveTries(f, 0, () => {
      w.emit('LocalU64', holder)
      w.emit('LocalU64', holder)
      w.emit('ReturnStruct', sizeOf(f.resultType) ?? 0)
    })
  }
  generate(f, s.value)
  const leave = (): void => {
    if (f.missesResult) w.emit('ResultGiven')
    w.emit('Return')
  }
  if (!guarded) return leave()
  const bringBack = keepResult(f, f.resultType)
  leaveTries(f, 0, () => {
    bringBack()
    leave()
  })
}
