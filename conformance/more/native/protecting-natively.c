// FACT: NtProtectVirtualMemory changes whole pages, tells which and what the first of them had before, and answers a status for each of VirtualProtect's errors.
// SOURCE: Microsoft, VirtualProtect (lpflOldProtect, flNewProtect); wine dlls/ntdll/tests/virtual.c test_RtlCreateUserStack (NtProtectVirtualMemory), dlls/kernel32/tests/virtual.c test_VirtualProtect
#include "lab.h"

typedef ULONG(NTAPI *protect_t)(HANDLE, PVOID *, SIZE_T *, ULONG, ULONG *);

int main(void)
{
    protect_t protect = (protect_t)(void *)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtProtectVirtualMemory");
    HANDLE self = GetCurrentProcess();
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);
    MEMORY_BASIC_INFORMATION m;
    PVOID q = p + 0x1fff;
    SIZE_T size = 2;
    ULONG old = 0;

    VirtualAlloc(p, 0x8000, MEM_COMMIT, PAGE_READWRITE);
    CHECK(protect != NULL);
    CHECK_EQ(protect(self, &q, &size, PAGE_READONLY, &old), 0);
    CHECK_EQ((BYTE *)q - p, 0x1000);
    CHECK_EQ(size, 0x2000);
    CHECK_EQ(old, PAGE_READWRITE);
    VirtualQuery(p + 0x1000, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READONLY);
    CHECK_EQ(m.RegionSize, 0x2000);
    q = p;
    size = 0x3001;
    CHECK_EQ(protect(self, &q, &size, PAGE_EXECUTE_READ, &old), 0);
    CHECK_EQ(size, 0x4000);
    CHECK_EQ(old, PAGE_READWRITE);
    q = p + 0x1000;
    size = 1;
    CHECK_EQ(protect(self, &q, &size, PAGE_READWRITE | PAGE_GUARD, &old), 0);
    CHECK_EQ(old, PAGE_EXECUTE_READ);
    CHECK_EQ(probe_read(p + 0x1000), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(protect(self, &q, &size, PAGE_READWRITE, &old), 0);
    CHECK_EQ(old, PAGE_READWRITE);

    // A page that is not committed: nothing is changed, nothing is told.
    q = p + 0x7fff;
    size = 2;
    old = 77;
    CHECK_EQ(protect(self, &q, &size, PAGE_READONLY, &old), 0xC000002D);
    CHECK_EQ((BYTE *)q - p, 0x7fff);
    CHECK_EQ(size, 2);
    VirtualQuery(p + 0x7000, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    q = p;
    CHECK_EQ(protect(self, &q, &size, 0, &old), 0xC0000045);
    CHECK_EQ(protect(self, &q, &size, PAGE_READONLY, NULL), 0xC0000005);
    CHECK_EQ(protect(NULL, &q, &size, PAGE_READONLY, &old), 0xC0000008);
    q = p;
    size = 0x1000;
    TODO_WINE_CHECK_EQ(protect(self, &q, &size, PAGE_WRITECOPY, &old), 0xC0000045);
    VirtualFree(p, 0, MEM_RELEASE);
    TODO_WINE_CHECK_EQ(protect(self, &q, &size, PAGE_READONLY, &old), 0xC0000018);
    return 0;
}
