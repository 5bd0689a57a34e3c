// MEM_DECOMMIT takes the memory back, MEM_RELEASE the addresses too.
#include <windows.h>
#include <stdio.h>

const char *state_of(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    switch (info.State) {
    case MEM_COMMIT: return "committed";
    case MEM_RESERVE: return "reserved";
    default: return "free";
    }
}

int main(void)
{
    char *block = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    printf("Allocated:   %s\n", state_of(block));

    VirtualFree(block, 4096, MEM_DECOMMIT);
    printf("Decommitted: %s\n", state_of(block));

    // The size must be 0: what was allocated together is released together.
    VirtualFree(block, 0, MEM_RELEASE);
    printf("Released:    %s\n", state_of(block));
    return 0;
}
