// Two allocations side by side, with no gap between them, and one call over their border.
#include "lab.h"

#define PAGE 4096
#define GRANULE 0x10000

int main(void)
{
    DWORD old = 0;
    char *place = VirtualAlloc(NULL, 2 * GRANULE, MEM_RESERVE, PAGE_NOACCESS);
    VirtualFree(place, 0, MEM_RELEASE);
    char *left = VirtualAlloc(place, GRANULE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *right = VirtualAlloc(place + GRANULE, GRANULE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @made

    BOOL done = VirtualProtect(right - PAGE, 2 * PAGE, PAGE_READONLY, &old); // @across
    printf("Over the border: %d, error %lu\n", done, done ? 0 : GetLastError());

    VirtualFree(left + PAGE, PAGE, MEM_DECOMMIT);
    BOOL holed = VirtualProtect(left, 3 * PAGE, PAGE_READONLY, &old); // @hole
    printf("Over a hole: %d, error %lu\n", holed, holed ? 0 : GetLastError());
    return 0;
}
