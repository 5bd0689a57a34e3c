// A program wants its 3 MiB in large pages.
#include "lab.h"

/* SeLockMemoryPrivilege: an account has to have it, and even then a program has to switch it on. */
static BOOL enable_lock_memory(void)
{
    HANDLE token;
    TOKEN_PRIVILEGES wish = { 1 };
    OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token);
    LookupPrivilegeValue(NULL, SE_LOCK_MEMORY_NAME, &wish.Privileges[0].Luid);
    wish.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    AdjustTokenPrivileges(token, FALSE, &wish, 0, NULL, NULL);
    BOOL enabled = GetLastError() == ERROR_SUCCESS;
    CloseHandle(token);
    return enabled;
}

int main(void)
{
    DWORD type = MEM_RESERVE | MEM_COMMIT | MEM_LARGE_PAGES;
    SIZE_T unit = GetLargePageMinimum();
    SIZE_T size = 3 * 1024 * 1024;

    char *early = VirtualAlloc(NULL, 2 * unit, type, PAGE_READWRITE); // @early

    BOOL enabled = enable_lock_memory();
    // @size Make size what large pages need, below this line.

    char *data = VirtualAlloc(NULL, size, type, PAGE_READWRITE); // @data
    printf("large page: %d KiB, enabled: %d, data: %p\n", (int)(unit / 1024), enabled, (void *)data); // @look
    if (data == NULL) return 1;

    EmptyWorkingSet(GetCurrentProcess()); // @empty
    data[0] = 'x';                        // @touch
    return 0;                             // @end
}
