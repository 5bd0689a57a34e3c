// Every call can fail: the result says that it did, GetLastError says why.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *block = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);
    DWORD old_protection;

    void *empty = VirtualAlloc(NULL, 0, MEM_RESERVE, PAGE_READWRITE);
    DWORD why = GetLastError();
    printf("Zero bytes: %p, error %lu (ERROR_INVALID_PARAMETER)\n", empty, why);

    void *again = VirtualAlloc(block, 4096, MEM_RESERVE, PAGE_READWRITE);
    why = GetLastError();
    printf("The same place twice: %p, error %lu (ERROR_INVALID_ADDRESS)\n", again, why);

    BOOL protected = VirtualProtect(block, 4096, PAGE_READONLY, &old_protection);
    why = GetLastError();
    printf("Protecting what is not committed: %d, error %lu (ERROR_INVALID_ADDRESS)\n", protected, why);

    BOOL released = VirtualFree(block, 4096, MEM_RELEASE);
    why = GetLastError();
    printf("Releasing with a size: %d, error %lu (ERROR_INVALID_PARAMETER)\n", released, why);

    released = VirtualFree(block, 0, MEM_RELEASE);
    printf("Releasing with size 0: %d\n", released);
    return 0;
}
