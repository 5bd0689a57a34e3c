import { describe, expect, it } from 'vitest'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { notations } from '../../stores/appearance'
import { notationTitles, protectionIn } from './protection-notation'

/** Protection, System Informer, x64dbg, WinDbg, r-x. */
const table: readonly (readonly [keyof typeof m, string, string, string, string])[] = [
  ['PAGE_NOACCESS', 'NA', '-----', 'NO_ACCESS', '---'],
  ['PAGE_READONLY', 'R', '-R---', 'READONLY', 'r--'],
  ['PAGE_READWRITE', 'RW', '-RW--', 'READWRITE', 'rw-'],
  ['PAGE_WRITECOPY', 'WC', '-RWC-', 'WRITECOPY', 'rc-'],
  ['PAGE_EXECUTE', 'X', 'E----', 'EXECUTE', '--x'],
  ['PAGE_EXECUTE_READ', 'RX', 'ER---', 'EXECUTE_READ', 'r-x'],
  ['PAGE_EXECUTE_READWRITE', 'RWX', 'ERW--', 'EXECUTE_READWRITE', 'rwx'],
  ['PAGE_EXECUTE_WRITECOPY', 'WCX', 'ERWC-', 'EXECUTE_WRITECOPY', 'rcx']
]

describe('a protection', () => {
  it.each(table)('%s is what each tool writes', (name, informer, x64dbg, windbg, rwx) => {
    const written = (flag: number): string[] =>
      notations.map((notation) => protectionIn(notation, m[name] | flag))
    expect(written(0)).toEqual([name, informer, x64dbg, windbg, rwx])
    expect(written(m.PAGE_GUARD)).toEqual([
      `${name} | PAGE_GUARD`,
      `${informer}+G`,
      `${x64dbg.slice(0, 4)}G`,
      `${windbg} + GUARD`,
      `${rwx}+g`
    ])
    expect(written(m.PAGE_NOCACHE)).toEqual([
      `${name} | PAGE_NOCACHE`,
      `${informer}+NC`,
      x64dbg,
      `${windbg} + NOCACHE`,
      `${rwx}+nc`
    ])
    expect(written(m.PAGE_WRITECOMBINE)).toEqual([
      `${name} | PAGE_WRITECOMBINE`,
      `${informer}+WCM`,
      x64dbg,
      `${windbg} + WRITECOMBINE`,
      `${rwx}+wcm`
    ])
  })

  it('of reserved pages is no text in any notation', () => {
    expect(notations.map((notation) => protectionIn(notation, 0)).join('')).toBe('')
  })

  it('has a title for each notation', () => {
    expect(Object.keys(notationTitles).sort()).toEqual([...notations].sort())
  })
})
