// Large pages: one translation for 2 MiB. They need a privilege, and they never leave physical memory.
// VadLab machine: large-pages
#include "lab.h"

BOOL enable_lock_memory(void)
{
    HANDLE token;
    TOKEN_PRIVILEGES wish = { 1 };
    OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token);
    LookupPrivilegeValue(NULL, SE_LOCK_MEMORY_NAME, &wish.Privileges[0].Luid);
    wish.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;

    // TRUE even where the account was never given the privilege: the last error tells.
    AdjustTokenPrivileges(token, FALSE, &wish, 0, NULL, NULL);
    BOOL enabled = GetLastError() == ERROR_SUCCESS;
    CloseHandle(token);
    return enabled;
}

int main(void)
{
    SIZE_T size = GetLargePageMinimum();
    DWORD type = MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES;
    char *pages = VirtualAlloc(NULL, 2 * size, type, PAGE_READWRITE);
    CHECK(pages == NULL); // the privilege is not enabled yet

    if (!enable_lock_memory()) {
        printf("This account may not lock pages in memory: no large pages here.\n");
        return 0;
    }
    pages = VirtualAlloc(NULL, 2 * size, type, PAGE_READWRITE);
    CHECK(pages != NULL);
    CHECK_EQ((ULONG_PTR)pages % size, 0);

    PSAPI_WORKING_SET_EX_INFORMATION last = { pages + 2 * size - 4096 };
    QueryWorkingSetEx(GetCurrentProcess(), &last, sizeof last);
    CHECK_EQ(last.VirtualAttributes.Valid, 1); // nobody touched it, and it is there
    CHECK_EQ(last.VirtualAttributes.LargePage, 1);

    DWORD old;
    CHECK(!VirtualProtect(pages, 4096, PAGE_READONLY, &old)); // a large page is one page
    CHECK(VirtualFree(pages, 0, MEM_RELEASE));
    return 0;
}
