// You may read that VirtualFree(p, 8, MEM_DECOMMIT) frees what was allocated. False: the addresses stay taken.
#include "lab.h"

DWORD state_of(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.State;
}

int main(void)
{
    int *numbers = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);
    numbers[0] = 1234;
    CHECK(VirtualFree(numbers, 8, MEM_DECOMMIT));

    // No memory any more, and yet not free.
    CHECK_EQ(probe_read(numbers), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(state_of(numbers), MEM_RESERVE);
    CHECK(VirtualAlloc(numbers, 8, MEM_RESERVE, PAGE_READWRITE) == NULL);

    // This frees it: the base address, size 0, MEM_RELEASE.
    CHECK(VirtualFree(numbers, 0, MEM_RELEASE));
    CHECK_EQ(state_of(numbers), MEM_FREE);
    return 0;
}
