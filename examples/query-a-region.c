// VirtualQuery describes the region that an address lies in.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *block = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    SIZE_T filled = VirtualQuery(block, &info, sizeof info);
    printf("VirtualQuery filled in %zu bytes\n", filled);
    printf("Base address:  %p\n", info.BaseAddress);
    printf("Region size:   %zu bytes\n", info.RegionSize);

    // State is a number with a name, and no size: 4096 happens to be MEM_COMMIT.
    printf("State:         %lu\n", info.State);
    printf("  MEM_COMMIT?  %s\n", info.State == MEM_COMMIT ? "yes" : "no");
    printf("Read-write?    %s\n", info.Protect == PAGE_READWRITE ? "yes" : "no");
    printf("Private?       %s\n", info.Type == MEM_PRIVATE ? "yes" : "no");

    VirtualFree(block, 0, MEM_RELEASE);
    VirtualQuery(block, &info, sizeof info);
    printf("Released. Free now? %s\n", info.State == MEM_FREE ? "yes" : "no");
    return 0;
}
