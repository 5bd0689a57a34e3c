// FACT: NtAllocateVirtualMemory takes address and size in two variables and tells there what it really took: whole pages, or from a multiple of 64 KiB when it reserves; a refused call leaves both alone.
// SOURCE: Microsoft, NtAllocateVirtualMemory (BaseAddress, RegionSize, ZeroBits); wine dlls/ntdll/tests/virtual.c test_NtAllocateVirtualMemory
#include "lab.h"

typedef ULONG(NTAPI *allocate_t)(HANDLE, PVOID *, ULONG_PTR, SIZE_T *, ULONG, ULONG);

int main(void)
{
    allocate_t allocate = (allocate_t)(void *)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtAllocateVirtualMemory");
    HANDLE self = GetCurrentProcess();
    MEMORY_BASIC_INFORMATION m;
    PVOID p = NULL, q;
    SIZE_T size = 1;
    ULONG status;

    CHECK(allocate != NULL);
    SetLastError(77);
    CHECK_EQ(allocate(self, &p, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ(size, 0x1000);
    CHECK_EQ((ULONG_PTR)p & 0xffff, 0);
    CHECK_EQ(*(BYTE *)p, 0);
    p = NULL;
    size = 0x12345;
    CHECK_EQ(allocate(self, &p, 0, &size, MEM_RESERVE, PAGE_READWRITE), 0);
    CHECK_EQ(size, 0x13000);
    q = (BYTE *)p + 0x1fff;
    size = 2;
    CHECK_EQ(allocate(self, &q, 0, &size, MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ((BYTE *)q - (BYTE *)p, 0x1000);
    CHECK_EQ(size, 0x2000);
    CHECK_EQ(VirtualQuery(q, &m, sizeof m), sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK(m.AllocationBase == p);

    // The range is taken: both variables stay as they were.
    q = (BYTE *)p + 0x1000;
    size = 0x123;
    CHECK_EQ(allocate(self, &q, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), 0xC0000018);
    CHECK_EQ((BYTE *)q - (BYTE *)p, 0x1000);
    CHECK_EQ(size, 0x123);
    q = (BYTE *)p + 0x1000;
    CHECK_EQ(allocate(self, &q, 12, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), 0xC0000018);

    // Kinds of types and protections that do not exist.
    q = NULL;
    size = 0x1000;
    CHECK_EQ(allocate(self, &q, 0, &size, MEM_RESERVE, 0), 0xC0000045);
    CHECK_EQ(allocate(self, &q, 0, &size, MEM_RESERVE, PAGE_READWRITE | PAGE_READONLY), 0xC0000045);
    CHECK_EQ(allocate(self, &q, 0, &size, MEM_RESERVE, PAGE_WRITECOPY), 0xC0000045);
    status = allocate(self, &q, 0, &size, 0, PAGE_READWRITE);
    CHECK(status == 0xC000000D || status == 0xC00000F3);
    status = allocate(self, &q, 0, &size, MEM_RESERVE | MEM_COMMIT | 0x40000000, PAGE_READWRITE);
    CHECK(status == 0xC000000D || status == 0xC00000F3);
    CHECK_EQ(allocate(self, &q, 0, &size, MEM_RESERVE | 0x00040000, PAGE_NOACCESS), 0xC000000D);
    CHECK(q == NULL);
    CHECK_EQ(size, 0x1000);

    // Zero bits: the address lies below, 21 leave nothing, 22 are too many, a large number is a mask.
    q = NULL;
    status = allocate(self, &q, 2, &size, MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE);
    CHECK(status == 0 || status == 0xC0000017);
    CHECK_EQ((ULONG_PTR)q >> 30, 0);
    q = NULL;
    status = allocate(self, &q, 0x1aaaaaaa, &size, MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE);
    CHECK(status == 0 || status == 0xC0000017);
    CHECK_EQ((ULONG_PTR)q >> 29, 0);
    q = NULL;
    status = allocate(self, &q, 21, &size, MEM_RESERVE, PAGE_READWRITE);
    CHECK(status == 0xC0000017 || status == 0xC000000D);
    status = allocate(self, &q, 22, &size, MEM_RESERVE, PAGE_READWRITE);
    CHECK(status == 0xC00000F1 || status == 0xC000000D);
    CHECK(q == NULL);

    CHECK_EQ(allocate(NULL, &q, 0, &size, MEM_RESERVE, PAGE_READWRITE), 0xC0000008);
    CHECK_EQ(allocate(self, &q, 0, NULL, MEM_RESERVE, PAGE_READWRITE), 0xC0000005);
    // No status has become a last error.
    CHECK_EQ(GetLastError(), 77);
    return 0;
}
