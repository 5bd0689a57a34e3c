// A reservation takes addresses, and there are plenty; it takes no memory.
#include "lab.h"

#define GIGABYTE 0x40000000ULL

int main(void)
{
    PROCESS_MEMORY_COUNTERS before, after;
    HANDLE self = GetCurrentProcess();

    GetProcessMemoryInfo(self, &before, sizeof before);
    char *huge = VirtualAlloc(NULL, 16 * GIGABYTE, MEM_RESERVE, PAGE_READWRITE);
    GetProcessMemoryInfo(self, &after, sizeof after);
    CHECK(huge != NULL);
    CHECK(after.WorkingSetSize < before.WorkingSetSize + 0x1000000);
    CHECK(after.PagefileUsage < before.PagefileUsage + 0x1000000);

    // One page out of the middle becomes real.
    char *middle = huge + 8 * GIGABYTE;
    CHECK(VirtualAlloc(middle, 1, MEM_COMMIT, PAGE_READWRITE) == middle);
    *middle = 1;
    CHECK_EQ(probe_write(middle + 4096, 1), EXCEPTION_ACCESS_VIOLATION);

    CHECK(VirtualFree(huge, 0, MEM_RELEASE));
    return 0;
}
