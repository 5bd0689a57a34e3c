/**
 * The machine code behind every access and call of a program: x64, position-independent but for the block's address,
 * which stands in its first 8 bytes. The bytes stand left, what they say right; capital names are the control block's.
 */
export const listing = `
; The one function that JavaScript calls: no arguments, no result; the block says what to do.
stub:
  55                            push rbp                               ; the registers that a Windows function preserves
  53                            push rbx
  56                            push rsi
  57                            push rdi
  41 54                         push r12
  41 55                         push r13
  41 56                         push r14
  41 57                         push r15
  48 81 ec a8 00 00 00          sub rsp, 0xa8
  0f 11 34 24                   movups [rsp], xmm6
  0f 11 7c 24 10                movups [rsp+0x10], xmm7
  44 0f 11 44 24 20             movups [rsp+0x20], xmm8
  44 0f 11 4c 24 30             movups [rsp+0x30], xmm9
  44 0f 11 54 24 40             movups [rsp+0x40], xmm10
  44 0f 11 5c 24 50             movups [rsp+0x50], xmm11
  44 0f 11 64 24 60             movups [rsp+0x60], xmm12
  44 0f 11 6c 24 70             movups [rsp+0x70], xmm13
  44 0f 11 b4 24 80 00 00 00    movups [rsp+0x80], xmm14
  44 0f 11 bc 24 90 00 00 00    movups [rsp+0x90], xmm15
  48 8b 1d 9f ff ff ff          mov rbx, [rip+block_address]
  48 89 63 50                   mov [rbx+STUB_RSP], rsp                ; where every way out finds them again
  31 c0                         xor eax, eax
  48 89 43 28                   mov [rbx+EXCEPTION_CODE], rax
  65 48 8b 04 25 30 00 00 00    mov rax, gs:[0x30]
  48 89 83 f8 00 00 00          mov [rbx+TEB], rax
  8b 0b                         mov ecx, [rbx+OP]
  83 f9 0b                      cmp ecx, 11
  74 7b                         je op_walk
  83 f9 0a                      cmp ecx, 10
  0f 85 8a 00 00 00             jne guarded
  83 bb d0 00 00 00 00          cmp dword ptr [rbx+WALK_CAPACITY], 0
  74 13                         je op_call
  4c 8b a3 d8 00 00 00          mov r12, [rbx+WALK_A]
  e8 57 02 00 00                call walk                              ; what is there right before the call
  48 89 83 e0 00 00 00          mov [rbx+WALK_A_COUNT], rax
op_call:
  e8 56 01 00 00                call enter_program
  8b 43 20                      mov eax, [rbx+LAST_ERROR]
  65 89 04 25 68 00 00 00       mov gs:[0x68], eax                     ; TEB.LastErrorValue
  48 8b 63 58                   mov rsp, [rbx+CALL_RSP]                ; a function runs on the program's stack, as it does in the program
  e8 a0 02 00 00                call frame
called:
  48 8b 63 50                   mov rsp, [rbx+STUB_RSP]
  48 89 43 10                   mov [rbx+VALUE], rax
  65 8b 04 25 68 00 00 00       mov eax, gs:[0x68]
  89 43 20                      mov [rbx+LAST_ERROR], eax
  e8 b8 01 00 00                call leave_program
  83 bb d0 00 00 00 00          cmp dword ptr [rbx+WALK_CAPACITY], 0
  0f 84 c9 00 00 00             je leave
  4c 8b a3 e8 00 00 00          mov r12, [rbx+WALK_B]
  e8 06 02 00 00                call walk                              ; ... and right after it: nothing of node ran in between
  48 89 83 f0 00 00 00          mov [rbx+WALK_B_COUNT], rax
  e9 b1 00 00 00                jmp leave
op_walk:
  4c 8b a3 e8 00 00 00          mov r12, [rbx+WALK_B]
  e8 ee 01 00 00                call walk
  48 89 83 f0 00 00 00          mov [rbx+WALK_B_COUNT], rax
  e9 99 00 00 00                jmp leave

; Touches: what the CPU raises from here to disarm is caught by vectored.
guarded:
  e8 e8 00 00 00                call enter_program
  65 48 8b 04 25 30 00 00 00    mov rax, gs:[0x30]
  48 89 43 48                   mov [rbx+ARMED], rax
  48 8b 73 08                   mov rsi, [rbx+ADDRESS]
  83 f9 09                      cmp ecx, 9
  74 5e                         je op_execute
  83 f9 08                      cmp ecx, 8
  73 4c                         jae op_copy
  83 f9 04                      cmp ecx, 4
  73 25                         jae op_store
  31 c0                         xor eax, eax
  83 f9 01                      cmp ecx, 1
  72 15                         jb load1
  74 0e                         je load2
  83 f9 02                      cmp ecx, 2
  74 05                         je load4
  48 8b 06                      mov rax, [rsi]
  eb 0c                         jmp loaded
load4:
  8b 06                         mov eax, [rsi]
  eb 08                         jmp loaded
load2:
  0f b7 06                      movzx eax, word ptr [rsi]
  eb 03                         jmp loaded
load1:
  0f b6 06                      movzx eax, byte ptr [rsi]
loaded:
  48 89 43 10                   mov [rbx+VALUE], rax
  eb 44                         jmp disarm
op_store:
  48 8b 43 10                   mov rax, [rbx+VALUE]
  83 f9 05                      cmp ecx, 5
  72 15                         jb store1
  74 0e                         je store2
  83 f9 06                      cmp ecx, 6
  74 05                         je store4
  48 89 06                      mov [rsi], rax
  eb 2f                         jmp disarm
store4:
  89 06                         mov [rsi], eax
  eb 2b                         jmp disarm
store2:
  66 89 06                      mov [rsi], ax
  eb 26                         jmp disarm
store1:
  88 06                         mov [rsi], al
  eb 22                         jmp disarm
op_copy:
  48 8b 7b 10                   mov rdi, [rbx+VALUE]
  48 8b 4b 18                   mov rcx, [rbx+COUNT]
  fc                            cld
  f3 a4                         rep movsb
  eb 15                         jmp disarm
op_execute:
  48 8b 63 58                   mov rsp, [rbx+CALL_RSP]
  48 83 ec 20                   sub rsp, 0x20
  ff d6                         call rsi                               ; the code may change any register
  48 8b 1d 61 fe ff ff          mov rbx, [rip+block_address]
  48 8b 63 50                   mov rsp, [rbx+STUB_RSP]
disarm:
  31 c0                         xor eax, eax
  48 89 43 48                   mov [rbx+ARMED], rax
  e8 e2 00 00 00                call leave_program
; The way out; after an exception too.
leave:
  fc                            cld
  0f 10 34 24                   movups xmm6, [rsp]
  0f 10 7c 24 10                movups xmm7, [rsp+0x10]
  44 0f 10 44 24 20             movups xmm8, [rsp+0x20]
  44 0f 10 4c 24 30             movups xmm9, [rsp+0x30]
  44 0f 10 54 24 40             movups xmm10, [rsp+0x40]
  44 0f 10 5c 24 50             movups xmm11, [rsp+0x50]
  44 0f 10 64 24 60             movups xmm12, [rsp+0x60]
  44 0f 10 6c 24 70             movups xmm13, [rsp+0x70]
  44 0f 10 b4 24 80 00 00 00    movups xmm14, [rsp+0x80]
  44 0f 10 bc 24 90 00 00 00    movups xmm15, [rsp+0x90]
  48 81 c4 a8 00 00 00          add rsp, 0xa8
  41 5f                         pop r15
  41 5e                         pop r14
  41 5d                         pop r13
  41 5c                         pop r12
  5f                            pop rdi
  5e                            pop rsi
  5b                            pop rbx
  5d                            pop rbp
  c3                            ret

; From here on the TEB says that the thread's stack is the program's: GetCurrentThreadStackLimits, the growing of the
; stack and the search for exception handlers go by it. rbx = block; changes rax only.
enter_program:
  65 48 8b 04 25 00 00 00 00    mov rax, gs:[0x00]                     ; TEB.NtTib.ExceptionList
  48 89 83 a0 00 00 00          mov [rbx+N_LIST], rax
  48 83 c8 ff                   or rax, -1                             ; Wine's own exception frames hang there: none of node's
  65 48 89 04 25 00 00 00 00    mov gs:[0x00], rax
  65 48 8b 04 25 08 00 00 00    mov rax, gs:[0x08]                     ; StackBase
  48 89 83 80 00 00 00          mov [rbx+N_BASE], rax
  65 48 8b 04 25 10 00 00 00    mov rax, gs:[0x10]                     ; StackLimit
  48 89 83 88 00 00 00          mov [rbx+N_LIMIT], rax
  65 48 8b 04 25 78 14 00 00    mov rax, gs:[0x1478]                   ; DeallocationStack
  48 89 83 90 00 00 00          mov [rbx+N_DEALLOC], rax
  65 8b 04 25 48 17 00 00       mov eax, gs:[0x1748]                   ; GuaranteedStackBytes
  89 83 98 00 00 00             mov [rbx+N_GUARANTEE], eax
  48 8b 43 60                   mov rax, [rbx+P_BASE]
  65 48 89 04 25 08 00 00 00    mov gs:[0x08], rax
  48 8b 43 68                   mov rax, [rbx+P_LIMIT]
  65 48 89 04 25 10 00 00 00    mov gs:[0x10], rax
  48 8b 43 70                   mov rax, [rbx+P_DEALLOC]
  65 48 89 04 25 78 14 00 00    mov gs:[0x1478], rax
  8b 43 78                      mov eax, [rbx+P_GUARANTEE]
  65 89 04 25 48 17 00 00       mov gs:[0x1748], eax
  c3                            ret
; Back to node's stack; what the program's grew to is kept.
leave_program:
  65 48 8b 04 25 10 00 00 00    mov rax, gs:[0x10]
  48 89 43 68                   mov [rbx+P_LIMIT], rax
  65 8b 04 25 48 17 00 00       mov eax, gs:[0x1748]
  89 43 78                      mov [rbx+P_GUARANTEE], eax
  48 8b 83 80 00 00 00          mov rax, [rbx+N_BASE]
  65 48 89 04 25 08 00 00 00    mov gs:[0x08], rax
  48 8b 83 88 00 00 00          mov rax, [rbx+N_LIMIT]
  65 48 89 04 25 10 00 00 00    mov gs:[0x10], rax
  48 8b 83 90 00 00 00          mov rax, [rbx+N_DEALLOC]
  65 48 89 04 25 78 14 00 00    mov gs:[0x1478], rax
  8b 83 98 00 00 00             mov eax, [rbx+N_GUARANTEE]
  65 89 04 25 48 17 00 00       mov gs:[0x1748], eax
  48 8b 83 a0 00 00 00          mov rax, [rbx+N_LIST]
  65 48 89 04 25 00 00 00 00    mov gs:[0x00], rax
  c3                            ret

; Fills the MEMORY_BASIC_INFORMATIONs at r12 with all that is not free, from WALK_FROM on; rax = how many.
walk:
  55                            push rbp
  31 ed                         xor ebp, ebp
  48 83 ec 20                   sub rsp, 0x20
  4c 8b ab c8 00 00 00          mov r13, [rbx+WALK_FROM]
  44 8b b3 d0 00 00 00          mov r14d, [rbx+WALK_CAPACITY]
walk_next:
  44 39 f5                      cmp ebp, r14d
  73 3b                         jae walk_end
  4c 89 e9                      mov rcx, r13
  4c 89 e2                      mov rdx, r12
  41 b8 30 00 00 00             mov r8d, 48
  ff 93 a8 00 00 00             call [rbx+VIRTUAL_QUERY]
  48 85 c0                      test rax, rax
  74 24                         je walk_end
  49 8b 04 24                   mov rax, [r12]
  49 03 44 24 18                add rax, [r12+0x18]                    ; BaseAddress + RegionSize
  4c 39 e8                      cmp rax, r13
  76 16                         jbe walk_end
  49 89 c5                      mov r13, rax
  41 81 7c 24 20 00 00 01 00    cmp dword ptr [r12+0x20], 0x10000      ; State == MEM_FREE
  74 c8                         je walk_next
  49 83 c4 30                   add r12, 48
  ff c5                         inc ebp
  eb c0                         jmp walk_next
walk_end:
  89 e8                         mov eax, ebp
  48 83 c4 20                   add rsp, 0x20
  5d                            pop rbp
  c3                            ret

; Calls the function: the one frame of the program that exception dispatching sees. Its unwind information names
; frame_handler, so what a function handles itself (IsBadReadPtr, HeapSize ...) stays its own business.
  66 66 2e 0f 1f 84 00 00 00 00 00 nop
  90                       nop
frame:
  48 83 ec 68                   sub rsp, 0x68
frame_body:
  48 8b 83 20 01 00 00          mov rax, [rbx+ARGS+0x20]
  48 89 44 24 20                mov [rsp+0x20], rax
  48 8b 83 28 01 00 00          mov rax, [rbx+ARGS+0x28]
  48 89 44 24 28                mov [rsp+0x28], rax
  48 8b 83 30 01 00 00          mov rax, [rbx+ARGS+0x30]
  48 89 44 24 30                mov [rsp+0x30], rax
  48 8b 83 38 01 00 00          mov rax, [rbx+ARGS+0x38]
  48 89 44 24 38                mov [rsp+0x38], rax
  48 8b 83 40 01 00 00          mov rax, [rbx+ARGS+0x40]
  48 89 44 24 40                mov [rsp+0x40], rax
  48 8b 83 48 01 00 00          mov rax, [rbx+ARGS+0x48]
  48 89 44 24 48                mov [rsp+0x48], rax
  48 8b 83 50 01 00 00          mov rax, [rbx+ARGS+0x50]
  48 89 44 24 50                mov [rsp+0x50], rax
  48 8b 83 58 01 00 00          mov rax, [rbx+ARGS+0x58]
  48 89 44 24 58                mov [rsp+0x58], rax
  48 8b 8b 00 01 00 00          mov rcx, [rbx+ARGS]
  48 8b 93 08 01 00 00          mov rdx, [rbx+ARGS+0x08]
  4c 8b 83 10 01 00 00          mov r8, [rbx+ARGS+0x10]
  4c 8b 8b 18 01 00 00          mov r9, [rbx+ARGS+0x18]
  ff 53 08                      call [rbx+ADDRESS]
  90                            nop                                    ; a return address at an epilog would mean that the frame is gone already
  48 83 c4 68                   add rsp, 0x68
  c3                            ret
frame_end:
caught:
  48 8b 1d 10 fc ff ff          mov rbx, [rip+block_address]
  31 c0                         xor eax, eax
  e9 c9 fc ff ff                jmp called

; Exception handler of frame: nothing called from it took the exception, so it is the program's.
; rcx = EXCEPTION_RECORD, rdx = EstablisherFrame.
frame_handler:
  f7 41 04 66 00 00 00          test dword ptr [rcx+4], 0x66           ; EXCEPTION_UNWIND
  75 41                         jne frame_unwinding
  48 83 ec 28                   sub rsp, 0x28
  48 8b 05 f5 fb ff ff          mov rax, [rip+block_address]
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
  48 8d 15 b2 ff ff ff          lea rdx, [rip+caught]
  45 31 c9                      xor r9d, r9d
  ff 90 b0 00 00 00             call [rax+RTL_UNWIND]                  ; RtlUnwind(frame, caught, record, 0): does not come back
  cc                            int3
frame_unwinding:
  b8 01 00 00 00                mov eax, 1                             ; ExceptionContinueSearch
  c3                            ret

; Vectored exception handler, the first of all: acts only while a touch of this very thread is armed.
vectored:
  48 8b 05 b2 fb ff ff          mov rax, [rip+block_address]
  65 48 8b 14 25 30 00 00 00    mov rdx, gs:[0x30]
  48 39 50 48                   cmp [rax+ARMED], rdx
  75 5c                         jne vectored_not_ours
  53                            push rbx
  48 89 c3                      mov rbx, rax
  4c 8b 01                      mov r8, [rcx]                          ; EXCEPTION_RECORD
  4c 8b 49 08                   mov r9, [rcx+8]                        ; CONTEXT
  41 8b 10                      mov edx, [r8]
  48 89 53 28                   mov [rbx+EXCEPTION_CODE], rdx
  41 8b 50 18                   mov edx, [r8+0x18]
  48 89 53 30                   mov [rbx+PARAMETERS], rdx
  49 8b 50 20                   mov rdx, [r8+0x20]
  48 89 53 38                   mov [rbx+INFO0], rdx
  49 8b 50 28                   mov rdx, [r8+0x28]
  48 89 53 40                   mov [rbx+INFO1], rdx
  31 d2                         xor edx, edx
  48 89 53 48                   mov [rbx+ARMED], rdx
  49 89 99 90 00 00 00          mov [r9+0x90], rbx                     ; CONTEXT.Rbx
  48 8b 53 50                   mov rdx, [rbx+STUB_RSP]
  49 89 91 98 00 00 00          mov [r9+0x98], rdx                     ; CONTEXT.Rsp
  48 8d 15 08 fd ff ff          lea rdx, [rip+leave]
  49 89 91 f8 00 00 00          mov [r9+0xf8], rdx                     ; CONTEXT.Rip
  e8 de fd ff ff                call leave_program
  5b                            pop rbx
  b8 ff ff ff ff                mov eax, -1                            ; EXCEPTION_CONTINUE_EXECUTION
  c3                            ret
vectored_not_ours:
  31 c0                         xor eax, eax                           ; EXCEPTION_CONTINUE_SEARCH
  c3                            ret

; Unhandled exception filter, the last word: writes the code of what ends the process to stderr. Wine cuts exit codes
; to 8 bits, so this is how it gets out.
unhandled:
  53                            push rbx
  56                            push rsi
  57                            push rdi
  48 83 ec 30                   sub rsp, 0x30
  48 8b 1d 36 fb ff ff          mov rbx, [rip+block_address]
  48 8b 31                      mov rsi, [rcx]
  48 8d bb 80 01 00 00          lea rdi, [rbx+DIGITS]
  b9 08 00 00 00                mov ecx, 8
  44 8b 06                      mov r8d, [rsi]
hex:
  41 c1 c0 04                   rol r8d, 4
  44 89 c0                      mov eax, r8d
  83 e0 0f                      and eax, 15
  04 30                         add al, 0x30
  3c 39                         cmp al, 0x39
  76 02                         jbe digit
  04 27                         add al, 0x27
digit:
  88 07                         mov [rdi], al
  48 ff c7                      inc rdi
  ff c9                         dec ecx
  75 e5                         jne hex
  48 8b 8b c0 00 00 00          mov rcx, [rbx+STDERR]
  48 8d 93 70 01 00 00          lea rdx, [rbx+DIGITS-16]
  41 b8 19 00 00 00             mov r8d, 25
  4c 8d 4c 24 28                lea r9, [rsp+0x28]
  48 83 64 24 20 00             and qword ptr [rsp+0x20], 0
  ff 93 b8 00 00 00             call [rbx+WRITE_FILE]
  48 83 c9 ff                   or rcx, -1                             ; GetCurrentProcess()
  8b 16                         mov edx, [rsi]
  ff 93 68 01 00 00             call [rbx+TERMINATE]                   ; TerminateProcess: no debugger, no dialog
  cc                            int3

; A thread of its own: reads standard input, so that the process ends with whoever started it, even while the program
; sleeps or loops for ever.
reader:
  53                            push rbx
  48 83 ec 30                   sub rsp, 0x30
  48 8b 1d cb fa ff ff          mov rbx, [rip+block_address]
reader_again:
  48 8b 8b 90 01 00 00          mov rcx, [rbx+STDIN]
  48 8b 93 98 01 00 00          mov rdx, [rbx+INPUT]
  44 8b 83 a0 01 00 00          mov r8d, [rbx+INPUT_SIZE]
  4c 8d 8b a8 01 00 00          lea r9, [rbx+INPUT_COUNT]
  48 83 64 24 20 00             and qword ptr [rsp+0x20], 0
  ff 93 c0 01 00 00             call [rbx+READ_FILE]
  85 c0                         test eax, eax
  74 28                         je reader_end
  83 bb a8 01 00 00 00          cmp dword ptr [rbx+INPUT_COUNT], 0
  74 1f                         je reader_end
  48 8b 8b b0 01 00 00          mov rcx, [rbx+INPUT_CAME]
  ff 93 c8 01 00 00             call [rbx+SET_EVENT]
  48 8b 8b b8 01 00 00          mov rcx, [rbx+INPUT_TAKEN]
  83 ca ff                      or edx, -1                             ; INFINITE
  ff 93 d0 01 00 00             call [rbx+WAIT]
  eb ac                         jmp reader_again
reader_end:
  48 83 a3 a8 01 00 00 00       and qword ptr [rbx+INPUT_COUNT], 0
  48 8b 8b b0 01 00 00          mov rcx, [rbx+INPUT_CAME]              ; a program that listens may leave in good order
  ff 93 c8 01 00 00             call [rbx+SET_EVENT]
  48 8b 8b b8 01 00 00          mov rcx, [rbx+INPUT_TAKEN]
  ba e8 03 00 00                mov edx, 1000
  ff 93 d0 01 00 00             call [rbx+WAIT]
  48 83 c9 ff                   or rcx, -1
  31 d2                         xor edx, edx
  ff 93 68 01 00 00             call [rbx+TERMINATE]
  cc                            int3
`

/** The size of what stands before the listing: the block's address. */
const headSize = 8

/** The code, ready to be copied to a page, and where its entries are (offsets from its start). */
export interface MachineCode {
  readonly bytes: Uint8Array
  readonly stub: number
  readonly vectored: number
  readonly unhandled: number
  /** A thread's start: reads standard input. */
  readonly reader: number
  /** One RUNTIME_FUNCTION, for RtlAddFunctionTable. */
  readonly functionTable: number
}

/** One instruction of a listing; the offset counts from the listing's first byte. */
export interface ListedInstruction {
  readonly offset: number
  readonly size: number
  readonly text: string
}

/** Reads a listing: its bytes, its instructions, and the offset of each label. */
export function readListing(text: string): {
  bytes: number[]
  labels: Map<string, number>
  instructions: ListedInstruction[]
} {
  const bytes: number[] = []
  const labels = new Map<string, number>()
  const instructions: ListedInstruction[] = []
  for (const line of text.split('\n')) {
    const label = /^(\w+):/.exec(line)
    if (label) labels.set(label[1]!, bytes.length)
    const code = /^ {2}((?:[0-9a-f]{2} )+) *([^;]*)/.exec(line)
    if (!code) continue
    const own = code[1]!.trim().split(' ')
    instructions.push({ offset: bytes.length, size: own.length, text: code[2]!.trim() })
    bytes.push(...own.map((byte) => parseInt(byte, 16)))
  }
  return { bytes, labels, instructions }
}

/** The machine code for a control block at that address. */
export function machineCode(blockAddress: bigint): MachineCode {
  const { bytes, labels } = readListing(listing)
  const at = (label: string): number => headSize + labels.get(label)!
  const functionTable = align(headSize + bytes.length, 16)
  const unwindInfo = functionTable + 16
  const code = new Uint8Array(unwindInfo + 16)
  const view = new DataView(code.buffer)
  view.setBigUint64(0, blockAddress, true)
  code.set(bytes, headSize)
  // RUNTIME_FUNCTION: begin, end, unwind information.
  view.setUint32(functionTable, at('frame'), true)
  view.setUint32(functionTable + 4, at('caught'), true)
  view.setUint32(functionTable + 8, unwindInfo, true)
  // UNWIND_INFO, learn.microsoft.com/cpp/build/exception-handling-x64: version 1, UNW_FLAG_EHANDLER; one code in the
  // prolog, UWOP_ALLOC_SMALL of 0x68 bytes; then the handler.
  code.set(
    [0x09, at('frame_body') - at('frame'), 1, 0, at('frame_body') - at('frame'), ((0x68 / 8 - 1) << 4) | 2],
    unwindInfo
  )
  view.setUint32(unwindInfo + 8, at('frame_handler'), true)
  return {
    bytes: code,
    stub: at('stub'),
    vectored: at('vectored'),
    unhandled: at('unhandled'),
    reader: at('reader'),
    functionTable
  }
}

/** The next multiple. */
export function align(value: number, to: number): number {
  return Math.ceil(value / to) * to
}
