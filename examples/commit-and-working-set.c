// Commit charge is what the system has promised; the working set is what is in memory.
#include "lab.h"

#define SIZE (8 * 1024 * 1024)

int main(void)
{
    PROCESS_MEMORY_COUNTERS start, committed, touched;
    HANDLE self = GetCurrentProcess();
    GetProcessMemoryInfo(self, &start, sizeof start);

    char *block = VirtualAlloc(NULL, SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    GetProcessMemoryInfo(self, &committed, sizeof committed);
    // Wine 8.0 counts what is present here too; Windows charges on commit (Microsoft, Page State).
    TODO_WINE_CHECK(committed.PagefileUsage >= start.PagefileUsage + SIZE);
    CHECK(committed.WorkingSetSize < start.WorkingSetSize + SIZE / 2);

    for (int offset = 0; offset < SIZE; offset += 4096) block[offset] = 1;
    GetProcessMemoryInfo(self, &touched, sizeof touched);
    CHECK(touched.WorkingSetSize >= start.WorkingSetSize + SIZE / 2);

    CHECK(VirtualFree(block, 0, MEM_RELEASE));
    return 0;
}
