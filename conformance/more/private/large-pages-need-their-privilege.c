// FACT: Large pages need SeLockMemoryPrivilege enabled, and come reserved and committed at once, in whole multiples of 2 MiB.
// SOURCE: win32 Memory/large-page-support; sdk-api memoryapi VirtualAlloc, GetLargePageMinimum
// VadLab machine: large-pages
#include "lab.h"

static BOOL may_lock_memory(void)
{
    HANDLE token;
    TOKEN_PRIVILEGES wish = { 1 };
    DWORD error;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token)) return FALSE;
    LookupPrivilegeValueA(NULL, "SeLockMemoryPrivilege", &wish.Privileges[0].Luid);
    wish.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    AdjustTokenPrivileges(token, FALSE, &wish, 0, NULL, NULL);
    error = GetLastError();
    CloseHandle(token);
    return error == ERROR_SUCCESS;
}

int main(void)
{
    SIZE_T large = GetLargePageMinimum();
    DWORD type = MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES;
    BYTE *p;

    CHECK_EQ(large, 0x200000);
    // (Wine 8.0 knows no MEM_LARGE_PAGES.)
    SetLastError(0);
    p = VirtualAlloc(NULL, large, type, PAGE_READWRITE);
    CHECK(p == NULL);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_PRIVILEGE_NOT_HELD);

    if (may_lock_memory()) {
        MEMORY_BASIC_INFORMATION m;
        CHECK(VirtualAlloc(NULL, large + 4096, type, PAGE_READWRITE) == NULL);
        CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
        p = VirtualAlloc(NULL, 2 * large, type, PAGE_READWRITE);
        CHECK(p != NULL);
        CHECK_EQ((ULONG_PTR)p % large, 0);
        VirtualQuery(p, &m, sizeof m);
        CHECK_EQ(m.RegionSize, 2 * large);
        CHECK_EQ(m.State, MEM_COMMIT);
        CHECK(VirtualFree(p, 0, MEM_RELEASE));
    }
    return 0;
}
