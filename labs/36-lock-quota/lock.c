// A program wants 256 KiB that never leave memory, for keys that must not come to the page file.
#include "lab.h"

#define SIZE (64 * 4096)

int main(void)
{
    HANDLE self = GetCurrentProcess();
    SIZE_T least, most;
    char *keys = VirtualAlloc(NULL, SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    BOOL few = VirtualLock(keys, 8 * 4096); // @few
    VirtualUnlock(keys, 8 * 4096);          // @unlock

    // @quota Give the process a larger minimum working set, below this line.

    GetProcessWorkingSetSize(self, &least, &most); // @sizes
    BOOL all = VirtualLock(keys, SIZE);            // @all
    DWORD error = all ? 0 : GetLastError();
    printf("8 pages: %d, 64 pages: %d, error %lu\n", few, all, error); // @look
    printf("the working set has %d to %d pages\n", (int)(least / 4096), (int)(most / 4096));

    EmptyWorkingSet(self); // @empty
    return 0; // @end
}
