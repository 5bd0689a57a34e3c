// FACT: ReadProcessMemory and WriteProcessMemory end with ERROR_PARTIAL_COPY when the buffer of this process is bad: reading fills what there is of it, writing writes nothing, and the count says so.
// SOURCE: wine dlls/kernel32/tests/virtual.c test_VirtualAllocEx (invalid source buffers: writing ERROR_PARTIAL_COPY since Vista, reading ERROR_PARTIAL_COPY and the part since Windows 10 1607; before that, and in Wine 8.0, ERROR_NOACCESS); Microsoft, ReadProcessMemory, WriteProcessMemory
#include "lab.h"

static BYTE buffer[0x4000];

int main(void)
{
    HANDLE self = GetCurrentProcess();
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    BYTE *local = (BYTE *)VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    SIZE_T n = 9;
    DWORD old;

    memset(local, 0x11, 0x4000);
    memset(p, 0x22, 0x4000);
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, local, 0x4000, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(n, 0x4000);
    CHECK_EQ(local[0x3fff], 0x22);
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(self, p, local, 0x4000, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(n, 0x4000);
    VirtualProtect(local + 0x2000, 0x2000, PAGE_NOACCESS, &old);
    memset(local, 0x33, 0x2000);
    n = 9;
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, local, 0x4000, &n), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    TODO_WINE_CHECK_EQ(n, 0x2000);
    n = 9;
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(self, p, local, 0x4000, &n), 0);
    CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    CHECK_EQ(n, 0);
    VirtualProtect(local + 0x2000, 0x2000, PAGE_READONLY, &old);
    n = 9;
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, local, 0x4000, &n), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    TODO_WINE_CHECK_EQ(n, 0x2000);
    n = 9;
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(self, p, local, 0x4000, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(n, 0x4000);
    CHECK_EQ(p[0x1fff], local[0x1fff]);
    n = 9;
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, NULL, 1, &n), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    CHECK_EQ(n, 0);
    n = 9;
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(self, p, NULL, 1, &n), 0);
    CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    CHECK_EQ(n, 0);
    n = 9;
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, buffer, 0, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(n, 0);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(WriteProcessMemory(self, p, buffer, 0, NULL), 1);
    TODO_WINE_CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(self, p, buffer, 1, NULL), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(NULL, p, buffer, 1, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(NULL, p, buffer, 1, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(self, p, buffer, 0x4000, NULL), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(p[0x3fff], 0);
    return 0;
}
