// FACT: Bytes written into an executable page run as x64 code: they take arguments and answer in RAX, call functions whose address they are given, and fault as any code does.
// SOURCE: Microsoft, VirtualAlloc (Remarks: "To execute dynamically generated code, use VirtualAlloc to allocate memory and VirtualProtect to grant PAGE_EXECUTE access"); x64 calling convention
#include "lab.h"

typedef int (*answer)(void);
typedef long long (*of_two)(long long a, long long b);
typedef long long (*of_six)(long long a, long long b, long long c, long long d, long long e, long long f);
typedef void *(*caller)(void *function);

static BYTE *put(BYTE *to, const void *code, SIZE_T size)
{
    memcpy(to, code, size);
    FlushInstructionCache(GetCurrentProcess(), to, size);
    return to;
}

int main(void)
{
    static const BYTE mov_eax_42[] = { 0xB8, 42, 0, 0, 0, 0xC3 };
    static const BYTE sum[] = { 0x48, 0x8D, 0x04, 0x11, 0xC3 };                  /* lea rax, [rcx+rdx] */
    static const BYTE sum_of_six[] = { 0x48, 0x8D, 0x04, 0x11, 0x4C, 0x01, 0xC0, /* lea rax, [rcx+rdx]; add rax, r8 */
                                       0x4C, 0x01, 0xC8, 0x48, 0x03, 0x44, 0x24, 0x28,
                                       0x48, 0x03, 0x44, 0x24, 0x30, 0xC3 };     /* add rax, r9, [rsp+28h], [rsp+30h] */
    static const BYTE gauss[] = { 0x31, 0xC0, 0x01, 0xC8, 0xFF, 0xC9, 0x75, 0xFA, 0xC3 }; /* a loop */
    static const BYTE call_it[] = { 0x48, 0x83, 0xEC, 0x28, 0xFF, 0xD1, 0x48, 0x83, 0xC4, 0x28, 0xC3 }; /* call rcx */
    static const BYTE call_kernel[] = { 0x48, 0x83, 0xEC, 0x28, 0x48, 0x89, 0xC8, 0x31, 0xC9, 0xBA, 0, 0x10, 0, 0,
                                        0x41, 0xB8, 0, 0x30, 0, 0, 0x41, 0xB9, 4, 0, 0, 0, 0xFF, 0xD0,
                                        0x48, 0x83, 0xC4, 0x28, 0xC3 };          /* rcx(NULL, 0x1000, 0x3000, 4) */
    DWORD old;
    BYTE *page = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    BYTE *made;

    put(page, mov_eax_42, sizeof mov_eax_42);
    CHECK(VirtualProtect(page, 0x1000, PAGE_EXECUTE_READ, &old));
    CHECK_EQ(((answer)page)(), 42);
    CHECK_EQ(probe_write(page, 0x90), EXCEPTION_ACCESS_VIOLATION);

    CHECK(VirtualProtect(page, 0x1000, PAGE_EXECUTE_READWRITE, &old));
    CHECK_EQ(old, PAGE_EXECUTE_READ);
    page[1] = 7;
    CHECK_EQ(((answer)page)(), 7);

    CHECK_EQ(((of_two)put(page + 0x40, sum, sizeof sum))(40000000000LL, -1), 39999999999LL);
    CHECK_EQ(((of_six)put(page + 0x80, sum_of_six, sizeof sum_of_six))(1, 20, 300, 4000, 50000, 600000), 654321);
    CHECK_EQ(((of_two)put(page + 0xC0, gauss, sizeof gauss))(100, 0), 5050);

    CHECK_EQ((DWORD)(SIZE_T)((caller)put(page + 0x100, call_it, sizeof call_it))((void *)GetCurrentProcessId),
             GetCurrentProcessId());
    made = ((caller)put(page + 0x140, call_kernel, sizeof call_kernel))((void *)VirtualAlloc);
    CHECK(made != NULL);
    made[0xFFF] = 1;
    CHECK(VirtualFree(made, 0, MEM_RELEASE));
    return 0;
}
