// Out of the working set is not out of memory: the first touch afterwards is a soft fault, nothing is read.
#include "lab.h"

int main(void)
{
    char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(p != NULL);
    for (int i = 0; i < 4; i++) p[i * 0x1000] = 'a'; // four demand-zero faults

    PSAPI_WORKING_SET_EX_INFORMATION page = { p };
    QueryWorkingSetEx(GetCurrentProcess(), &page, sizeof page);
    CHECK_EQ(page.VirtualAttributes.Valid, 1);

    EmptyWorkingSet(GetCurrentProcess()); // the pages wait on the modified list
    QueryWorkingSetEx(GetCurrentProcess(), &page, sizeof page);
    TODO_WINE_CHECK(!page.VirtualAttributes.Valid);

    for (int i = 0; i < 4; i++) CHECK_EQ(p[i * 0x1000], 'a'); // four soft faults: all is as it was

    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
