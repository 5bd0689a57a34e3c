import {
  frameOwnerKinds,
  frameStates,
  type FileList,
  type FrameColumns,
  type HandleTable,
  type MachineCounters,
  type ShownControlArea
} from '../../shared/contract/memory-machine'
import {
  pageFlags,
  pageStates,
  prototypeStates,
  type PageColumns,
  type ProcessCounters,
  type ShownHeap,
  type ShownModule,
  type ShownStack,
  type ShownStructure,
  type VadColumns
} from '../../shared/contract/memory-process'
import type { TableEntry, Translation } from '../../shared/contract/memory-translation'
import { processLetters } from '../../shared/contract/observation'
import { protectionShort, typeText } from '../../shared/win32/flags'

/* Pictures of the memory manager as text, close to how WinDbg and the Sysinternals tools write them. */

const hex = (value: number, digits = 12): string => value.toString(16).padStart(digits, '0')
/** A number that the machine does not tell is -1. */
const told = (count: number): string => (count < 0 ? '?' : String(count))
const kib = (pages: number): string => (pages < 0 ? '?' : `${(pages * 4).toLocaleString('en-US')} K`)

/** Rows under a heading, their columns aligned: numbers to the right, the rest to the left. */
function table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map(String))
  const widths = heading.map((title, i) => Math.max(title.length, ...texts.map((row) => row[i]?.length ?? 0)))
  const isNumber = heading.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'))
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => (isNumber[i] ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  return [line(heading), ...texts.map(line)].join('\n')
}

/** Says that a list is longer than what is shown of it. */
const more = (shown: number, total: number): string =>
  shown < total ? `\n... and ${total - shown} more` : ''

export function translationText(seen: Translation): string {
  const lines = [`${seen.address} in process ${seen.process}: ${seen.says}`, '']
  if (seen.vad) lines.push(seen.vad.says, '')
  for (const level of seen.levels) {
    const { table: name, bits, index, entryName, entryAddress, tableFrame, entry } = level
    const where = tableFrame === null ? '' : `, in frame ${tableFrame}`
    lines.push(`${name}${where}: bits ${bits[0]} to ${bits[1]} choose entry ${index}`)
    lines.push(
      `    ${entryName} at ${entryAddress}${entry ? ` contains ${entry.value} ${entry.letters}` : ''}`
    )
    lines.push(`    ${level.says}`)
    if (entry && entryName === 'PTE') lines.push(...fieldLines(entry))
  }
  if (seen.section) {
    const { section } = seen
    lines.push('', section.says)
    if (section.fileOffset !== null) lines.push(`    in the file at 0x${section.fileOffset.toString(16)}`)
    if (section.prototype)
      lines.push(`    prototype PTE ${section.prototype.value}`, ...fieldLines(section.prototype))
  }
  lines.push(
    '',
    `Offset in the page 0x${seen.offset.toString(16)}${seen.physical ? `, physical address ${seen.physical}` : ''}`
  )
  if (seen.place.kind === 'frame') {
    const { frame, uses } = seen.place
    lines.push(
      `Frame ${frame.frame}: ${frame.state}, share count ${frame.shares}, reference count ${frame.references}, priority ${frame.priority}, ${frame.dirty ? 'modified' : 'not modified'}`
    )
    for (const use of uses) lines.push(`    process ${use.process} at 0x${hex(use.page * 4096)}`)
  }
  if (seen.bytes) lines.push(`Bytes: ${seen.bytes.replace(/..(?=.)/g, '$& ')}`)
  if (seen.touch)
    for (const touch of [seen.touch.read, seen.touch.write, seen.touch.execute]) lines.push(touch.says)
  return lines.join('\n')
}

/** The fields of an entry that are set, and those that are not known. */
function fieldLines({ fields }: TableEntry): string[] {
  return fields
    .filter(({ value }) => value !== 0)
    .map(({ name, bit, width, value, says }) => {
      const bits = width === 1 ? `${bit}` : `${bit + width - 1}-${bit}`
      const shown = value === null ? '?' : width > 5 ? `0x${value.toString(16)}` : value
      return `      ${bits.padEnd(6)} ${`${name} = ${shown}`.padEnd(36)} ${says}`
    })
}

export function vadsText(tree: VadColumns): string {
  const rows = tree.startVpn.map((start, i) => [
    `${'  '.repeat(Math.min(tree.depth[i]!, 20))}${hex(start, 9)}`,
    hex(tree.endVpn[i]!, 9),
    tree.depth[i]!,
    tree.commit[i]!,
    typeText(tree.type[i]!).replace('MEM_', ''),
    protectionShort(tree.protect[i]!),
    tree.controlArea[i] === 0 ? '' : `ca ${tree.controlArea[i]}`,
    tree.strings[tree.file[i]!] || tree.strings[tree.use[i]!] || ''
  ])
  const heading = ['VAD', 'to', 'level', 'commit', 'type', 'protect', 'section', 'what']
  return table(heading, rows) + more(rows.length, tree.total)
}

export function pagesText(pages: PageColumns): string {
  const rows = pages.page.map((page, i) => {
    const behind = prototypeStates[pages.prototype[i]!] ?? '?'
    const flags = Object.entries(pageFlags).filter(([, bit]) => pages.flags[i]! & bit)
    return [
      hex(page * 4096),
      pageStates[pages.state[i]!]!,
      behind === 'none' ? '' : behind,
      protectionShort(pages.protect[i]!),
      pages.frame[i] === 0 ? '' : told(pages.frame[i]!),
      pages.shares[i]!,
      told(pages.priority[i]!),
      flags.map(([name]) => name).join(' ')
    ]
  })
  return table(['page', 'state', 'prototype', 'protect', 'frame', 'shares', 'priority', 'flags'], rows)
}

export function framesText(frames: FrameColumns): string {
  const rows = frames.frame.map((frame, i) => {
    const uses: string[] = []
    for (let use = frames.usesStart[i]!; use < frames.usesStart[i + 1]!; use++)
      uses.push(`${processLetters[frames.useProcess[use]!]}:${hex(frames.usePage[use]! * 4096)}`)
    const kind = frameOwnerKinds[frames.ownerKind[i]!]!
    const ofProcess = kind === 'private' || kind === 'page-table'
    const id = ofProcess ? processLetters[frames.ownerId[i]!] : frames.ownerId[i]
    const owner =
      kind === 'none'
        ? ''
        : `${kind} ${id} ${kind === 'private' ? hex(frames.ownerPage[i]!, 9) : frames.ownerPage[i]}`
    return [
      frame,
      frameStates[frames.state[i]!]!,
      frames.shares[i]!,
      frames.references[i]!,
      frames.priority[i]!,
      frames.dirty[i] === 1 ? 'modified' : '',
      frames.slot[i] === -1 ? '' : `slot ${frames.slot[i]}`,
      owner,
      uses.join(' ')
    ]
  })
  const heading = ['frame', 'list', 'shares', 'refs', 'priority', 'dirty', 'page file', 'owner', 'mapped at']
  return table(heading, rows) + more(rows.length, frames.total)
}

export function sectionsText(areas: readonly ShownControlArea[]): string {
  return areas
    .map((area) =>
      [
        `control area ${area.id}: ${area.path ?? 'backed by the page file'}, ${area.pages} pages, ${told(area.committedPages)} committed, ${told(area.presentPages)} in memory, ${area.writers} writers`,
        ...area.sections.map(
          (section) =>
            `    section ${section.name ?? 'without a name'}, ${section.size} bytes, ${protectionShort(section.protect)}, handles ${section.handles.map(({ process, handle }) => `${process}:${handle.toString(16)}`).join(' ')}`
        ),
        ...area.views.map(
          (view) =>
            `    view in ${view.process} at 0x${hex(view.start)}, ${view.pages} pages from 0x${view.offset.toString(16)} on, ${protectionShort(view.protect)}, ${told(view.workingSetPages)} in the working set, ${told(view.copiedPages)} copied`
        )
      ].join('\n')
    )
    .join('\n')
}

export function handlesText(handles: HandleTable): string {
  const rows = handles.handles.map((one) => [
    ...[`0x${one.handle.toString(16)}`, one.kind, one.name, `0x${one.access.toString(16)}`],
    ...[one.objectHandles, one.says]
  ])
  const names = handles.names.map((name) => [name.name, name.kind, name.handles])
  return [
    table(['handle', 'kind', 'name', 'access', 'handles', ''], rows) + more(rows.length, handles.total),
    ...(names.length > 0 ? ['', table(['name', 'kind', 'handles'], names)] : [])
  ].join('\n')
}

export function filesText(files: FileList): string {
  const rows = files.files.map((file) => [
    ...[file.path, file.size, file.handles, file.cachedPages, file.dirtyPages],
    file.deletePending ? 'to be deleted' : ''
  ])
  return (
    table(['file', 'bytes', 'handles', 'pages in memory', 'modified', ''], rows) +
    more(rows.length, files.total)
  )
}

export function heapsText(heaps: readonly ShownHeap[]): string {
  return heaps
    .map((heap) =>
      [
        `heap 0x${hex(heap.base)}${heap.isProcessHeap ? ' (process heap)' : ''}: ${heap.blockCount} blocks of ${heap.usedBytes} bytes, ${heap.largeBlocks} of them large, ${heap.freeCount} free runs of ${heap.freeBytes} bytes`,
        ...heap.segments.map(
          ({ base, committedEnd, end }) =>
            `    segment 0x${hex(base)} to 0x${hex(end)}, committed to 0x${hex(committedEnd)}`
        )
      ].join('\n')
    )
    .join('\n')
}

export function modulesText(modules: readonly ShownModule[]): string {
  return modules
    .map((module) => {
      const rows = module.sections.map((section) => [
        ...[`    ${section.name}`, hex(module.base + section.address), section.pages],
        ...[protectionShort(section.protect), section.workingSetPages, section.privatePages]
      ])
      const head = `0x${hex(module.base)} ${module.path}, ${module.pages} pages, ${module.exports} exports`
      return `${head}\n${table(['    part', 'at', 'pages', 'protect', 'in working set', 'private'], rows)}`
    })
    .join('\n')
}

export function stacksText(stacks: readonly ShownStack[]): string {
  const rows = stacks.map((stack) => [
    ...[stack.threadId, hex(stack.low), stack.guards.map((guard) => hex(guard)).join(' ') || 'none'],
    ...[hex(stack.limit), hex(stack.high), stack.committedPages, stack.workingSetPages, hex(stack.teb)]
  ])
  return table(
    ['thread', 'reserved from', 'guard', 'committed from', 'to', 'pages', 'in working set', 'TEB'],
    rows
  )
}

export function structuresText(structures: readonly ShownStructure[]): string {
  return structures
    .map(({ name, address, threadId, fields }) => {
      const rows = fields.map((field) => [
        `    +0x${field.offset.toString(16)}`,
        field.name,
        field.value ?? '?',
        field.says
      ])
      const head = `${name} at 0x${hex(address)}${threadId === null ? '' : ` of thread ${threadId}`}`
      return `${head}\n${table(['    at', 'field', 'value', ''], rows)}`
    })
    .join('\n\n')
}

export function countersText(all: {
  readonly machine: MachineCounters
  readonly processes: readonly ProcessCounters[]
}): string {
  const { machine } = all
  const { paging, pageFile, cache } = machine
  const isWhole = machine.active >= 0
  const lines = [
    isWhole
      ? `RAM ${kib(machine.ram)}: system ${kib(machine.system)}, active ${kib(machine.active)}, modified ${kib(machine.modified)}, standby ${kib(machine.standby)}, free ${kib(machine.free)}, zeroed ${kib(machine.zeroed)}`
      : `RAM ${kib(machine.ram)}, available ${kib(machine.available)}, system cache ${kib(cache.pages)}; the lists of pages Windows shows to a kernel debugger alone`,
    ...(isWhole ? [`Standby by priority, pages: ${machine.standbyByPriority.join(' ')}`] : []),
    `Commit ${kib(machine.commit.total)} of ${kib(machine.commit.limit)}${isWhole ? `, sections ${kib(machine.commit.sections)}` : ''}`,
    ...(isWhole
      ? [
          `Page file ${kib(pageFile.used)} of ${kib(pageFile.size)}, at most ${kib(pageFile.peak)} so far`,
          `Paging: ${paging.pagesRead} pages read in ${paging.reads} transfers, ${paging.pageFilePages} written to the page file, ${paging.filePages} to files, ${paging.trimmedPages} trimmed, ${paging.repurposedPages} repurposed`,
          `Files in memory: ${kib(cache.pages)} of ${cache.files} files, ${kib(cache.dirty)} not on the disk yet`
        ]
      : [])
  ]
  for (const one of all.processes) {
    const { faults } = one
    const rows = [{ name: 'Total', ...one.total }, ...one.types].map((type) => [
      ...[type.name, kib(type.size), kib(type.committed), kib(type.private), kib(type.workingSet)],
      ...[kib(type.privateWorkingSet), kib(type.shareableWorkingSet), kib(type.sharedWorkingSet)],
      ...[kib(type.lockedWorkingSet), type.blocks]
    ])
    lines.push(
      '',
      `Process ${one.process} (${one.processId}): commit ${kib(one.commit)}, working set ${kib(one.workingSet)} (at most ${kib(one.peakWorkingSet)}), locked ${kib(one.locked)}`,
      `Page faults ${told(faults.total)}${faults.demandZero < 0 ? '' : `: ${faults.demandZero} demand zero, ${faults.soft} soft, ${faults.copyOnWrite} copy on write, ${faults.hard} hard`}`,
      table(
        [
          'type',
          'size',
          'committed',
          'private',
          'total WS',
          'private WS',
          'shareable WS',
          'shared WS',
          'locked WS',
          'blocks'
        ],
        rows
      )
    )
  }
  return lines.join('\n')
}
