import { describe, expect, test } from 'vitest'
import { k, startMachine } from '../testing/machine'

/** Code in an executable page of a fresh process, and how to call it. */
function codeOf(hex: string) {
  const { process } = startMachine()
  const code = process.call('VirtualAlloc', [0, 0x1000, 0x3000, k.PAGE_EXECUTE_READWRITE]) as number
  process.write(
    code,
    Uint8Array.from(hex.split(/\s+/), (byte) => parseInt(byte, 16))
  )
  return { process, code, call: (...args: (number | bigint)[]) => process.execute(code, args) }
}

describe('machine code on the simulator', () => {
  test('mov eax, 42; ret answers 42', () => {
    expect(codeOf('b8 2a 00 00 00 c3').call()).toBe(42)
  })

  test('arguments come in rcx, rdx, r8 and r9, further ones above 32 bytes and the return address', () => {
    // lea rax, [rcx+rdx]; add rax, r8; add rax, r9; add rax, [rsp+28h]; add rax, [rsp+30h]; ret
    const { call } = codeOf('48 8d 04 11 4c 01 c0 4c 01 c8 48 03 44 24 28 48 03 44 24 30 c3')
    expect(call(1, 20, 300, 4000, 50_000, 600_000)).toBe(654_321)
  })

  test('a loop with a conditional jump sums 1 to n', () => {
    // xor eax, eax; again: add eax, ecx; dec ecx; jnz again; ret
    expect(codeOf('31 c0 01 c8 ff c9 75 fa c3').call(100)).toBe(5050)
  })

  test('a recursive function calls itself on its stack: 10! is 3628800', () => {
    // cmp ecx,1; jle one; push rcx; sub rsp,20h; dec ecx; call start; add rsp,20h; pop rcx; imul eax,ecx; ret; one: mov eax,1; ret
    const { call } = codeOf(
      '83 f9 01 7e 14 51 48 83 ec 20 ff c9 e8 ef ff ff ff 48 83 c4 20 59 0f af c1 c3 90 b8 01 00 00 00 c3'.replace(
        '7e 14',
        '7e 16'
      )
    )
    expect(call(10)).toBe(3_628_800)
  })

  test('a 32-bit result clears the upper half of the register, an 8-bit one leaves the rest', () => {
    // mov rax, -1; mov eax, 5; ret
    expect(codeOf('48 c7 c0 ff ff ff ff b8 05 00 00 00 c3').call()).toBe(5)
    // mov rax, -1; mov al, 5; ret
    expect(codeOf('48 c7 c0 ff ff ff ff b0 05 c3').call()).toBe(0xffffffffffffff05n)
    // mov eax, 1234h; mov ah, 0abh; ret
    expect(codeOf('b8 34 12 00 00 b4 ab c3').call()).toBe(0xab34)
  })

  test('a store through a register is a touch: it faults at an address that is not there and guards fire', () => {
    // mov dword ptr [rcx], 7; ret
    const { process, call } = codeOf('c7 01 07 00 00 00 c3')
    expect(call(0x10)).toBeUndefined()
    expect(process.exception).toMatchObject({ code: 0xc0000005, access: 'write', address: 0x10 })
    const guarded = process.call('VirtualAlloc', [0, 0x1000, 0x3000, k.PAGE_READWRITE | k.PAGE_GUARD])!
    expect(call(guarded)).toBeUndefined()
    expect(process.exception?.code).toBe(k.STATUS_GUARD_PAGE_VIOLATION)
    expect(call(guarded)).not.toBeUndefined()
    expect(process.load(guarded, 4)).toBe(7)
  })

  test('a call through a register to an exported function calls Windows', () => {
    // sub rsp, 28h; mov rax, rcx; xor ecx, ecx; mov edx, 1000h; mov r8d, 3000h; mov r9d, 4; call rax; add rsp, 28h; ret
    const { process, call } = codeOf(
      '48 83 ec 28 48 89 c8 31 c9 ba 00 10 00 00 41 b8 00 30 00 00 41 b9 04 00 00 00 ff d0 48 83 c4 28 c3'
    )
    const kernel32 = process.state.modules.find((module) => module.path.endsWith('kernel32.dll'))!
    const scratch = process.call('VirtualAlloc', [0, 0x1000, 0x3000, k.PAGE_READWRITE])!
    process.write(scratch, new TextEncoder().encode('VirtualAlloc\0'))
    const base = call(process.call('GetProcAddress', [kernel32.base, scratch])!)
    expect(process.store(base!, 8, 1)).toBe(true)
  })

  test('int3, ud2, hlt and a division by zero raise what Windows makes of them', () => {
    const raises = (hex: string): number | undefined => {
      const { process, call } = codeOf(hex)
      expect(call(0)).toBeUndefined()
      return process.exception?.code
    }
    expect(raises('cc c3')).toBe(k.EXCEPTION_BREAKPOINT)
    expect(raises('0f 0b')).toBe(k.EXCEPTION_ILLEGAL_INSTRUCTION)
    expect(raises('f4')).toBe(k.EXCEPTION_PRIV_INSTRUCTION)
    expect(raises('b8 01 00 00 00 99 f7 f9 c3')).toBe(k.EXCEPTION_INT_DIVIDE_BY_ZERO)
  })

  test('an instruction that the simulator does not know is named, and code without end is ended', () => {
    const unknown = codeOf('0f a2 c3')
    expect(unknown.call()).toBeUndefined()
    expect(unknown.process.exception?.why).toContain('0F A2')
    const endless = codeOf('eb fe')
    expect(endless.call()).toBeUndefined()
    expect(endless.process.exception?.why).toContain('did not return')
  })

  test('code that runs from one page into the next stops where that one is not executable', () => {
    const { process } = startMachine()
    const code = process.call('VirtualAlloc', [0, 0x2000, 0x3000, k.PAGE_EXECUTE_READWRITE]) as number
    const old = process.call('VirtualAlloc', [0, 0x1000, 0x3000, k.PAGE_READWRITE])!
    process.write(code + 0xffe, Uint8Array.of(0x90, 0xb8, 1, 0, 0, 0, 0xc3))
    process.call('VirtualProtect', [code + 0x1000, 0x1000, k.PAGE_READWRITE, old])
    expect(process.execute(code + 0xffe)).toBeUndefined()
    expect(process.exception).toMatchObject({ code: 0xc0000005, access: 'execute', address: code + 0x1000 })
  })
})
