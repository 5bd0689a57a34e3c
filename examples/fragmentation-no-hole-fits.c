// Why NULL, when so much is free? Because the free part is in pieces.
#include "lab.h"

#define SLOT 0x10000

int main(void)
{
    MEM_ADDRESS_REQUIREMENTS range = {0};
    MEM_EXTENDED_PARAMETER parameter = {0};

    char *arena = VirtualAlloc(NULL, 4 * SLOT, MEM_RESERVE, PAGE_NOACCESS);
    VirtualFree(arena, 0, MEM_RELEASE);
    VirtualAlloc(arena + 1 * SLOT, SLOT, MEM_RESERVE, PAGE_NOACCESS);
    VirtualAlloc(arena + 3 * SLOT, SLOT, MEM_RESERVE, PAGE_NOACCESS);

    // The system may choose, but only inside these four slots, of which 0 and 2 are free.
    range.LowestStartingAddress = arena;
    range.HighestEndingAddress = arena + 4 * SLOT - 1;
    parameter.Type = MemExtendedParameterAddressRequirements;
    parameter.Pointer = &range;
    HANDLE self = GetCurrentProcess();

    SetLastError(0);
    CHECK(VirtualAlloc2(self, NULL, 2 * SLOT, MEM_RESERVE, PAGE_NOACCESS, &parameter, 1) == NULL);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);

    char *small = VirtualAlloc2(self, NULL, SLOT, MEM_RESERVE, PAGE_NOACCESS, &parameter, 1);
    CHECK(small == arena || small == arena + 2 * SLOT);
    return 0;
}
