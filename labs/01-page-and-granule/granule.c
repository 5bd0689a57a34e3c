// Ask Windows what it counts memory in, and how close two allocations can lie.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    printf("page %lu, granule %lu\n", system.dwPageSize, system.dwAllocationGranularity); // @asked
    printf("addresses %p to %p\n", system.lpMinimumApplicationAddress, system.lpMaximumApplicationAddress);

    /* A free place with room for sixteen granules: reserved to find it, released to have it. */
    char *place = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);
    VirtualFree(place, 0, MEM_RELEASE);

    char *first = VirtualAlloc(place, 4096, MEM_RESERVE, PAGE_READWRITE);
    char *next = VirtualAlloc(first + 4096, 4096, MEM_RESERVE, PAGE_READWRITE); // @next
    DWORD error = next == NULL ? GetLastError() : 0;                            // @error
    printf("The page behind the first: %p, error %lu\n", next, error);

    char *second = NULL;
    // @second Reserve a page as close behind the first one as Windows lets you, below this line.

    printf("First %p, second %p\n", first, second); // @done
    return 0;
}
