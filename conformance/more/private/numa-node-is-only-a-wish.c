// FACT: VirtualAllocExNuma is VirtualAllocEx with a preferred node; the memory and the errors are the same.
// SOURCE: Microsoft, VirtualAllocExNuma, VirtualAllocEx
#include "lab.h"

int main(void)
{
    HANDLE self = GetCurrentProcess(), weak = OpenProcess(SYNCHRONIZE, FALSE, GetCurrentProcessId());
    BYTE *p = (BYTE *)VirtualAllocExNuma(self, NULL, 0x3001, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE, 0);
    MEMORY_BASIC_INFORMATION m;

    CHECK(p != NULL);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x4000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.Type, MEM_PRIVATE);
    CHECK_EQ(probe_write(p + 0x3fff, 1), 0);
    SetLastError(0);
    CHECK_EQ(VirtualAllocExNuma(self, p, 0x1000, MEM_RESERVE, PAGE_READWRITE, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK(VirtualAllocExNuma(self, p, 0x1000, MEM_COMMIT, PAGE_READONLY, 0) != 0);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(probe_write(p, 1), EXCEPTION_ACCESS_VIOLATION);
    SetLastError(0);
    CHECK_EQ(VirtualAllocExNuma(self, NULL, 0, MEM_RESERVE, PAGE_READWRITE, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualAllocExNuma(self, NULL, 0x1000, MEM_RESERVE, PAGE_WRITECOPY, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualAllocExNuma(self, NULL, 0x1000, 0, PAGE_READWRITE, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualAllocExNuma(weak, NULL, 0x1000, MEM_RESERVE, PAGE_READWRITE, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(VirtualAllocExNuma(NULL, NULL, 0x1000, MEM_RESERVE, PAGE_READWRITE, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    CHECK(VirtualFreeEx(self, p, 0, MEM_RELEASE));
    return 0;
}
