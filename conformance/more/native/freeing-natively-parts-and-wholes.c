// FACT: NtFreeVirtualMemory tells the pages that it took, and with MEM_RELEASE can take a part of an allocation away: what is left on both sides are allocations of their own.
// SOURCE: Microsoft, NtFreeVirtualMemory (BaseAddress, RegionSize: "the range is rounded", MEM_RELEASE "If you specify a RegionSize"); wine dlls/ntdll/tests/virtual.c test_NtAllocateVirtualMemory
#include "lab.h"

typedef ULONG(NTAPI *free_t)(HANDLE, PVOID *, SIZE_T *, ULONG);

static MEMORY_BASIC_INFORMATION m;

int main(void)
{
    free_t release = (free_t)(void *)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtFreeVirtualMemory");
    HANDLE self = GetCurrentProcess();
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    PVOID q = p + 0x1fff;
    SIZE_T size = 2;

    CHECK(release != NULL);
    CHECK_EQ(release(self, &q, &size, MEM_DECOMMIT), 0);
    CHECK_EQ((BYTE *)q - p, 0x1000);
    CHECK_EQ(size, 0x2000);
    VirtualQuery(p + 0x1000, &m, sizeof m);
    CHECK_EQ(m.State, MEM_RESERVE);
    CHECK_EQ(m.RegionSize, 0x2000);
    q = p + 0x1001;
    size = 0;
    CHECK_EQ(release(self, &q, &size, MEM_DECOMMIT), 0xC000009F);
    CHECK_EQ(size, 0);
    CHECK_EQ((BYTE *)q - p, 0x1001);
    q = p + 0xffe;
    size = 0;
    CHECK_EQ(release(self, &q, &size, MEM_DECOMMIT), 0);
    CHECK(q == p);
    // (Windows 10 1709 and earlier, and Wine 8.0, tell the whole size.)
    TODO_WINE_CHECK_EQ(size, 0);
    q = p + 0x1001;
    size = 0;
    CHECK_EQ(release(self, &q, &size, MEM_RELEASE), 0xC000009F);
    CHECK_EQ((BYTE *)q - p, 0x1001);
    q = p + 0xfff;
    size = 0;
    CHECK_EQ(release(self, &q, &size, MEM_RELEASE), 0);
    CHECK_EQ(size, 0x10000);
    CHECK(q == p);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.State, MEM_FREE);
    q = p;
    size = 0;
    TODO_WINE_CHECK_EQ(release(self, &q, &size, MEM_RELEASE), 0xC00000A0);

    // A part from the middle: two allocations stay. (Wine 8.0 releases wholes only.)
    p = (BYTE *)VirtualAlloc(NULL, 0x30000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    p[0] = 1;
    p[0x2ffff] = 2;
    q = p + 0x10000;
    size = 0x10000;
    TODO_WINE_CHECK_EQ(release(self, &q, &size, MEM_RELEASE), 0);
    VirtualQuery(p + 0x10000, &m, sizeof m);
    TODO_WINE_CHECK_EQ(m.State, MEM_FREE);
    VirtualQuery(p, &m, sizeof m);
    CHECK(m.AllocationBase == p);
    TODO_WINE_CHECK_EQ(m.RegionSize, 0x10000);
    VirtualQuery(p + 0x20000, &m, sizeof m);
    TODO_WINE_CHECK(m.AllocationBase == p + 0x20000);
    CHECK_EQ(m.RegionSize, 0x10000);
    CHECK_EQ(p[0], 1);
    CHECK_EQ(p[0x2ffff], 2);
    TODO_WINE_CHECK_EQ(VirtualFree(p + 0x20000, 0, MEM_RELEASE), 1);
    CHECK_EQ(VirtualFree(p, 0, MEM_RELEASE), 1);
    CHECK_EQ(release(NULL, &q, &size, MEM_RELEASE), 0xC0000008);
    TODO_WINE_CHECK_EQ(release(self, &q, &size, MEM_RELEASE | MEM_DECOMMIT), 0xC00000F2);
    return 0;
}
