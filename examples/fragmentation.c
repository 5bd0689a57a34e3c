// Memory can be free and still too scattered: fragmentation, in small.
#include "lab.h"

#define SLOT 0x10000

int main(void)
{
    // Find a free mebibyte, then fill it with sixteen allocations and free every second one.
    char *arena = VirtualAlloc(NULL, 16 * SLOT, MEM_RESERVE, PAGE_NOACCESS);
    VirtualFree(arena, 0, MEM_RELEASE);
    for (int i = 0; i < 16; i++) VirtualAlloc(arena + i * SLOT, SLOT, MEM_RESERVE, PAGE_NOACCESS);
    for (int i = 1; i < 16; i += 2) VirtualFree(arena + i * SLOT, 0, MEM_RELEASE);

    // Half a mebibyte is free, but no two neighbours are.
    int places = 0;
    for (int i = 0; i < 15; i++) {
        char *pair = VirtualAlloc(arena + i * SLOT, 2 * SLOT, MEM_RESERVE, PAGE_NOACCESS);
        if (pair != NULL) places++;
    }
    CHECK_EQ(places, 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);

    // One more release joins two holes and itself into a large one.
    CHECK(VirtualFree(arena + 4 * SLOT, 0, MEM_RELEASE));
    CHECK(VirtualAlloc(arena + 3 * SLOT, 3 * SLOT, MEM_RESERVE, PAGE_NOACCESS) == arena + 3 * SLOT);
    return 0;
}
