// Every page of the address space is in one of three states.
#include "lab.h"

DWORD state_of(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.State;
}

int main(void)
{
    // One step up ...
    char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);
    CHECK_EQ(state_of(page), MEM_RESERVE);
    CHECK_EQ(probe_read(page), EXCEPTION_ACCESS_VIOLATION);

    // ... and another: now there is something to read.
    VirtualAlloc(page, 4096, MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(state_of(page), MEM_COMMIT);
    CHECK_EQ(probe_read(page), 0);

    // And down again, in two steps as well.
    VirtualFree(page, 4096, MEM_DECOMMIT);
    CHECK_EQ(state_of(page), MEM_RESERVE);
    VirtualFree(page, 0, MEM_RELEASE);
    CHECK_EQ(state_of(page), MEM_FREE);
    CHECK_EQ(probe_read(page), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
