import { SyntaxProblem } from './diagnostics'
import { parseConstant } from './parse-expressions'
import { parseStaticAssert } from './parse-statements'
import {
  keywords,
  parseDeclarator,
  parseSpecifiers,
  skipQualifiers,
  spelled,
  type Declarator,
  type Specifiers
} from './parse-types'
import { behind, type ParserState } from './parser-state'
import { packingAt } from './pragma-pack'
import { layOut, type DeclaredMember } from './struct-layout'
import { arrayOf, sizeOf, typeText, type ArrayType, type StructType } from './types'

/** A struct or union behind its word: its name, its members, or both. */
export function parseStruct(p: ParserState): StructType {
  const keyword = p.next()
  const isUnion = keyword.text === 'union'
  const attributes = p.at
  const outerAlignment = p.askedAlignment
  p.askedAlignment = 0
  skipQualifiers(p)
  let packed = saysPacked(p, attributes)
  const tag = p.token.kind === 'name' && !keywords.has(p.token.text) ? p.next() : null
  if (!tag && !p.is('{')) p.reporter.fail(p.token, `Here should be the name or the { of the ${keyword.text}.`)
  let type: StructType | undefined
  if (tag) {
    const known = p.is('{') || p.is(';') ? p.scope.tags.get(tag.text) : p.findTag(tag.text)
    if (known?.kind === 'struct') type = known
    else if (known) p.reporter.error(tag, `${tag.text} is the name of an enum, not of a ${keyword.text}.`)
  }
  if (!type) {
    const definition = {
      isUnion,
      tag: tag?.text ?? null,
      typedefName: null,
      members: null,
      size: 0,
      alignment: 1
    }
    type = { kind: 'struct', definition }
    if (tag) p.scope.tags.set(tag.text, type)
  }
  let aligned = p.askedAlignment
  p.askedAlignment = outerAlignment
  if (!p.is('{')) return type
  if (type.definition.members !== null) {
    p.reporter.error(tag ?? keyword, `${keyword.text} ${tag?.text ?? ''} is defined twice.`)
    const { definition } = type
    type = { kind: 'struct', definition: { ...definition, members: null } }
  }
  const members = p.nested(() => parseMembers(p))
  const { definition } = type
  const close = p.previous
  const behind = p.at
  p.askedAlignment = 0
  skipQualifiers(p)
  aligned = Math.max(aligned, p.askedAlignment)
  p.askedAlignment = outerAlignment
  packed ||= saysPacked(p, behind)
  const pack = packed ? 1 : packingAt(p.packing, close.start)
  Object.assign(definition, layOut(members, isUnion, pack, aligned))
  return type
}

/** Whether the attributes from there to here pack a struct: GNU C's __attribute__((packed)). */
function saysPacked(p: ParserState, from: number): boolean {
  return p.tokens.slice(from, p.at).some((token) => /^(__)?packed(__)?$/.test(token.text))
}

/** A member's type; null where it cannot be read, which was told: the member is passed over. */
function readableSpecifiers(p: ParserState): Specifiers | null {
  try {
    return parseSpecifiers(p)
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem
    while (p.token.kind !== 'end' && !p.is(';') && !p.is('}') && !p.is('{')) p.next()
    if (p.is('{')) throw problem
    return null
  }
}

function parseMembers(p: ParserState): DeclaredMember[] {
  const open = p.expect('{', 'here')
  const members: DeclaredMember[] = []
  const names = new Set<string>()
  while (!p.accept('}')) {
    if (p.token.kind === 'end') p.reporter.fail(open, 'This { is never closed: a } is missing.')
    if (p.accept(';')) continue
    if (p.is('_Static_assert') || p.is('static_assert')) {
      parseStaticAssert(p)
      continue
    }
    const from = p.at
    const specifiers = readableSpecifiers(p)
    if (specifiers === null) continue
    const { type, storage, start, alignment } = specifiers
    if (storage) p.reporter.error(start, `A member cannot be ${storage}.`)
    const base = spelled(p, from)
    if (p.is(';')) {
      if (type.kind === 'struct') members.push({ name: null, type, width: null, written: base })
      p.next()
      continue
    }
    do {
      const at = p.at
      const declarator: Declarator = p.is(':') ? { name: null, type } : parseDeclarator(p, type)
      const written =
        type.kind === 'struct' && base.includes('{')
          ? typeText(declarator.type)
          : `${base} ${spelled(p, at, declarator.name)}`.trim()
      let width: number | null = null
      if (p.accept(':')) {
        const place = p.token
        width = Number(parseConstant(p))
        const bits = (sizeOf(declarator.type) ?? 0) * 8
        if (declarator.type.kind !== 'int') p.reporter.error(place, 'A bit-field is an integer.')
        else if (width < 0 || width > bits)
          p.reporter.error(place, `${width} bits do not fit in ${typeText(declarator.type)}.`)
      }
      skipQualifiers(p)
      const place = declarator.name ?? start
      const flexible = declarator.type.kind === 'array' && declarator.type.count === null
      const memberType = flexible ? arrayOf((declarator.type as ArrayType).of, 0) : declarator.type
      if (sizeOf(memberType) === null)
        p.reporter.error(
          place,
          `A member cannot be of type ${typeText(declarator.type)}: its size is not known.`
        )
      if (declarator.name) {
        if (names.has(declarator.name.text))
          p.reporter.error(place, `There are two members ${declarator.name.text}.`)
        names.add(declarator.name.text)
      }
      members.push({ name: declarator.name?.text ?? null, type: memberType, width, written, alignment })
    } while (p.accept(','))
    if (p.is('}')) p.reporter.error(behind(p.previous), 'A ; is missing behind this member.')
    else p.expect(';', 'behind this member')
  }
  return members
}
