// You may read that memory is allocated only on access. Imprecise: the physical page is. Addresses and
// commit charge are taken at once, so that the access cannot fail for lack of memory.
#include "lab.h"

int main(void)
{
    PROCESS_MEMORY_COUNTERS before, after;
    PSAPI_WORKING_SET_EX_INFORMATION page_info;
    HANDLE self = GetCurrentProcess();

    GetProcessMemoryInfo(self, &before, sizeof before);
    char *block = VirtualAlloc(NULL, 0x1000000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    GetProcessMemoryInfo(self, &after, sizeof after);

    // Taken: addresses and charge. (Wine 8.0 charges on access instead; Microsoft, Page State.)
    CHECK(VirtualAlloc(block, 4096, MEM_RESERVE, PAGE_READWRITE) == NULL);
    TODO_WINE_CHECK(after.PagefileUsage >= before.PagefileUsage + 0x1000000);

    // Not taken: a physical page.
    page_info.VirtualAddress = block;
    QueryWorkingSetEx(self, &page_info, sizeof page_info);
    CHECK_EQ(page_info.VirtualAttributes.Flags & 1, 0);
    block[0] = 1;
    QueryWorkingSetEx(self, &page_info, sizeof page_info);
    CHECK_EQ(page_info.VirtualAttributes.Flags & 1, 1);
    CHECK(VirtualFree(block, 0, MEM_RELEASE));
    return 0;
}
