// FACT: NtReadVirtualMemory and NtWriteVirtualMemory copy what can be copied and say STATUS_PARTIAL_COPY with the count; unlike WriteProcessMemory, writing never changes a protection.
// SOURCE: wine dlls/kernel32/tests/virtual.c test_VirtualAllocEx (0 length; invalid source buffers, win10 v1607+; readonly buffers); Microsoft, ReadProcessMemory, WriteProcessMemory
#include "lab.h"

typedef ULONG(NTAPI *read_t)(HANDLE, PVOID, PVOID, SIZE_T, SIZE_T *);

int main(void)
{
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    read_t get = (read_t)(void *)GetProcAddress(ntdll, "NtReadVirtualMemory");
    read_t put = (read_t)(void *)GetProcAddress(ntdll, "NtWriteVirtualMemory");
    HANDLE self = GetCurrentProcess();
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    BYTE *local = (BYTE *)VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    SIZE_T n = 9;
    DWORD old;

    CHECK(get != NULL && put != NULL);
    memset(local, 0x5a, 0x8000);
    CHECK_EQ(put(self, p, local, 0x8000, &n), 0);
    CHECK_EQ(n, 0x8000);
    CHECK_EQ(p[0x7fff], 0x5a);
    memset(local, 0, 0x8000);
    n = 9;
    CHECK_EQ(get(self, p + 0xff8, local, 0x10, &n), 0);
    CHECK_EQ(n, 0x10);
    CHECK_EQ(local[0xf], 0x5a);
    CHECK_EQ(local[0x10], 0);
    CHECK_EQ(get(self, p, local, 1, NULL), 0);

    // No bytes at all. (Wine 8.0 refuses to write none.)
    n = 9;
    CHECK_EQ(get(self, p, local, 0, &n), 0);
    CHECK_EQ(n, 0);
    n = 9;
    TODO_WINE_CHECK_EQ(put(self, p, local, 0, &n), 0);
    CHECK_EQ(n, 0);
    n = 9;
    TODO_WINE_CHECK_EQ(WriteProcessMemory(self, p, local, 0, &n), 1);
    TODO_WINE_CHECK_EQ(n, 0);

    // A buffer that ends too early: reading fills what there is, writing writes nothing.
    VirtualProtect(local + 0x2000, 0x2000, PAGE_NOACCESS, &old);
    n = 9;
    CHECK_EQ(put(self, p, local, 0x8000, &n), 0x8000000D);
    CHECK_EQ(n, 0);
    CHECK_EQ(p[0], 0x5a);
    n = 9;
    TODO_WINE_CHECK_EQ(get(self, p, local, 0x8000, &n), 0x8000000D);
    TODO_WINE_CHECK_EQ(n, 0x2000);
    TODO_WINE_CHECK_EQ(local[0x1fff], 0x5a);
    n = 9;
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, local, 0x8000, &n), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    TODO_WINE_CHECK_EQ(n, 0x2000);
    VirtualProtect(local, 0x4000, PAGE_READWRITE, &old);

    // Protections. (Wine 8.0 writes through all of them.)
    VirtualProtect(p, 0x8000, PAGE_READONLY, &old);
    n = 9;
    SetLastError(0);
    TODO_WINE_CHECK_EQ(WriteProcessMemory(self, p, local, 0x8000, &n), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_NOACCESS);
    TODO_WINE_CHECK_EQ(n, 9);
    TODO_WINE_CHECK_EQ(put(self, p, local, 0x8000, &n), 0x8000000D);
    TODO_WINE_CHECK_EQ(n, 0);
    VirtualProtect(p, 0x8000, PAGE_EXECUTE_READ, &old);
    n = 9;
    CHECK_EQ(WriteProcessMemory(self, p, local, 0x8000, &n), 1);
    CHECK_EQ(n, 0x8000);
    TODO_WINE_CHECK_EQ(put(self, p, local, 0x8000, &n), 0x8000000D);
    TODO_WINE_CHECK_EQ(n, 0);
    VirtualProtect(p, 0x2000, PAGE_EXECUTE_READWRITE, &old);
    n = 9;
    TODO_WINE_CHECK_EQ(WriteProcessMemory(self, p, local, 0x8000, &n), 0);
    TODO_WINE_CHECK_EQ(put(self, p, local, 0x8000, &n), 0x8000000D);
    TODO_WINE_CHECK_EQ(n, 0x2000);
    VirtualProtect(p + 0x2000, 0x6000, PAGE_READONLY, &old);
    TODO_WINE_CHECK_EQ(WriteProcessMemory(self, p, local, 0x8000, &n), 0);
    TODO_WINE_CHECK_EQ(put(self, p, local, 0x8000, &n), 0x8000000D);
    TODO_WINE_CHECK_EQ(n, 0x2000);
    CHECK_EQ(get(NULL, p, local, 1, &n), 0xC0000008);
    CHECK_EQ(put(NULL, p, local, 1, &n), 0xC0000008);
    return 0;
}
