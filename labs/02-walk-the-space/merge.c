// One allocation that comes apart and together again, and two that never do.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    DWORD old;
    char *base = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @made
    VirtualProtect(base + 4096, 4096, PAGE_READONLY, &old);                              // @split
    VirtualProtect(base + 4096, 4096, PAGE_READWRITE, &old);                             // @healed

    /* A place for two allocations side by side. */
    char *place = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);
    VirtualFree(place, 0, MEM_RELEASE);
    char *left = VirtualAlloc(place, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *right = VirtualAlloc(place + 65536, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    printf("left %p, right %p\n", left, right); // @beside
    return 0;
}
