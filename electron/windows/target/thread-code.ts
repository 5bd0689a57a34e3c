import { align, readListing } from './machine-code'

/**
 * The machine code that a thread of the program runs: x64, position-independent. The program's calls are made by it, on
 * the thread's own stack, with its own last error and TLS; what the C code between the calls does, the interpreter
 * does. The bytes stand left, what they say right; capital names are the thread block's.
 */
export const threadListing = `
; A thread's start, rcx = its block: waits for a request, makes the call, says that it is done; for ever.
worker:
  53                            push rbx
  48 83 ec 20                   sub rsp, 0x20
  48 89 cb                      mov rbx, rcx
worker_again:
  48 8b 0b                      mov rcx, [rbx+REQUEST]
  83 ca ff                      or edx, -1                             ; INFINITE
  ff 53 20                      call [rbx+WAIT]
  31 c0                         xor eax, eax
  48 89 43 28                   mov [rbx+EXCEPTION_CODE], rax
  e8 0d 00 00 00                call frame
  48 89 43 10                   mov [rbx+VALUE], rax
  48 8b 4b 18                   mov rcx, [rbx+DONE]
  ff 53 48                      call [rbx+SET_EVENT]
  eb df                         jmp worker_again
; Calls the function: its unwind information names frame_handler.
frame:
  48 83 ec 78                   sub rsp, 0x78
frame_body:
  48 89 5c 24 70                mov [rsp+0x70], rbx                    ; frame_handler and caught find the block by it
  48 8b 83 a0 00 00 00          mov rax, [rbx+ARGS+0x20]
  48 89 44 24 20                mov [rsp+0x20], rax
  48 8b 83 a8 00 00 00          mov rax, [rbx+ARGS+0x28]
  48 89 44 24 28                mov [rsp+0x28], rax
  48 8b 83 b0 00 00 00          mov rax, [rbx+ARGS+0x30]
  48 89 44 24 30                mov [rsp+0x30], rax
  48 8b 83 b8 00 00 00          mov rax, [rbx+ARGS+0x38]
  48 89 44 24 38                mov [rsp+0x38], rax
  48 8b 83 c0 00 00 00          mov rax, [rbx+ARGS+0x40]
  48 89 44 24 40                mov [rsp+0x40], rax
  48 8b 83 c8 00 00 00          mov rax, [rbx+ARGS+0x48]
  48 89 44 24 48                mov [rsp+0x48], rax
  48 8b 83 d0 00 00 00          mov rax, [rbx+ARGS+0x50]
  48 89 44 24 50                mov [rsp+0x50], rax
  48 8b 83 d8 00 00 00          mov rax, [rbx+ARGS+0x58]
  48 89 44 24 58                mov [rsp+0x58], rax
  48 8b 8b 80 00 00 00          mov rcx, [rbx+ARGS]
  48 8b 93 88 00 00 00          mov rdx, [rbx+ARGS+0x08]
  4c 8b 83 90 00 00 00          mov r8, [rbx+ARGS+0x10]
  4c 8b 8b 98 00 00 00          mov r9, [rbx+ARGS+0x18]
  ff 53 08                      call [rbx+ADDRESS]
  90                            nop                                    ; a return address at an epilog would mean that the frame is gone already
  48 83 c4 78                   add rsp, 0x78
  c3                            ret
caught:
  48 8b 5c 24 70                mov rbx, [rsp+0x70]
  31 c0                         xor eax, eax
  48 83 c4 78                   add rsp, 0x78
  c3                            ret
; Nothing called from frame took the exception, so it is the program's. rcx = EXCEPTION_RECORD, rdx = EstablisherFrame.
frame_handler:
  f7 41 04 66 00 00 00          test dword ptr [rcx+4], 0x66           ; EXCEPTION_UNWIND
  75 3b                         jne frame_unwinding
  48 83 ec 28                   sub rsp, 0x28
  48 8b 42 70                   mov rax, [rdx+0x70]                    ; the block
  44 8b 11                      mov r10d, [rcx]
  4c 89 50 28                   mov [rax+EXCEPTION_CODE], r10
  44 8b 51 18                   mov r10d, [rcx+0x18]
  4c 89 50 30                   mov [rax+PARAMETERS], r10
  4c 8b 51 20                   mov r10, [rcx+0x20]
  4c 89 50 38                   mov [rax+INFO0], r10
  4c 8b 51 28                   mov r10, [rcx+0x28]
  4c 89 50 40                   mov [rax+INFO1], r10
  49 89 c8                      mov r8, rcx
  48 89 d1                      mov rcx, rdx
  48 8d 15 b7 ff ff ff          lea rdx, [rip+caught]
  45 31 c9                      xor r9d, r9d
  ff 50 50                      call [rax+RTL_UNWIND]                  ; RtlUnwind(frame, caught, record, 0): does not come back
  cc                            int3
frame_unwinding:
  b8 01 00 00 00                mov eax, 1
  c3                            ret
`

/** The code of threads, and where its start and its RUNTIME_FUNCTION are (offsets from its start). */
export interface ThreadCode {
  readonly bytes: Uint8Array
  readonly worker: number
  readonly functionTable: number
}

/** The bytes that `frame` takes off the stack. */
const frameSize = 0x78

export function threadCode(): ThreadCode {
  const { bytes, labels } = readListing(threadListing)
  const at = (label: string): number => labels.get(label)!
  const functionTable = align(bytes.length, 16)
  const unwindInfo = functionTable + 16
  const code = new Uint8Array(unwindInfo + 16)
  const view = new DataView(code.buffer)
  code.set(bytes)
  // RUNTIME_FUNCTION and UNWIND_INFO as `machineCode` has them.
  view.setUint32(functionTable, at('frame'), true)
  view.setUint32(functionTable + 4, at('caught'), true)
  view.setUint32(functionTable + 8, unwindInfo, true)
  const prolog = at('frame_body') - at('frame')
  code.set([0x09, prolog, 1, 0, prolog, ((frameSize / 8 - 1) << 4) | 2], unwindInfo)
  view.setUint32(unwindInfo + 8, at('frame_handler'), true)
  return { bytes: code, worker: at('worker'), functionTable }
}
