// Eight blocks that are kept and eight that are soon given back, in one range. Where should each lie?
#include "lab.h"

#define SLOT 0x10000
#define PAIRS 8

static char *arena;

/* The place of the i-th kept or passing block, i from 0 to 7. */
static char *place(int i, int kept)
{
    return arena + (2 * i + kept) * SLOT; // @place
}

int main(void)
{
    SIZE_T largest = 0;
    MEMORY_BASIC_INFORMATION info;
    char *end;

    arena = VirtualAlloc(NULL, 2 * PAIRS * SLOT, MEM_RESERVE, PAGE_NOACCESS);
    end = arena + 2 * PAIRS * SLOT;
    VirtualFree(arena, 0, MEM_RELEASE);
    for (int i = 0; i < PAIRS; i++) {
        VirtualAlloc(place(i, 0), SLOT, MEM_RESERVE, PAGE_NOACCESS);
        VirtualAlloc(place(i, 1), SLOT, MEM_RESERVE, PAGE_NOACCESS);
    }
    for (int i = 0; i < PAIRS; i++)
        VirtualFree(place(i, 0), 0, MEM_RELEASE); // @passed

    for (char *at = arena; at < end; at += info.RegionSize) {
        VirtualQuery(at, &info, sizeof info);
        SIZE_T size = at + info.RegionSize > end ? (SIZE_T)(end - at) : info.RegionSize;
        if (info.State == MEM_FREE && size > largest) largest = size;
    }
    printf("The largest hole has %d KiB\n", (int)(largest / 1024)); // @done
    return 0;
}
