// One MiB of addresses, every second 64 KiB of it free, and somebody who wants 128 KiB in there.
#include "lab.h"

#define SLOT 0x10000
#define SLOTS 16

static char *arena;
static SIZE_T freeTotal, freeLargest;

/* Reserves addresses wherever there is room, but inside the arena. */
static char *anywhere(SIZE_T size)
{
    MEM_ADDRESS_REQUIREMENTS range = {0};
    MEM_EXTENDED_PARAMETER parameter = {0};
    range.LowestStartingAddress = arena;
    range.HighestEndingAddress = arena + SLOTS * SLOT - 1;
    parameter.Type = MemExtendedParameterAddressRequirements;
    parameter.Pointer = &range;
    return VirtualAlloc2(GetCurrentProcess(), NULL, size, MEM_RESERVE, PAGE_NOACCESS, &parameter, 1);
}

/* Adds up what is free in the arena, and notes the largest piece. */
static void measure(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *end = arena + SLOTS * SLOT;
    freeTotal = freeLargest = 0;
    for (char *at = arena; at < end; at += info.RegionSize) {
        VirtualQuery(at, &info, sizeof info);
        SIZE_T size = at + info.RegionSize > end ? (SIZE_T)(end - at) : info.RegionSize;
        if (info.State != MEM_FREE) continue;
        freeTotal += size;
        if (size > freeLargest) freeLargest = size;
    }
}

int main(void)
{
    arena = VirtualAlloc(NULL, SLOTS * SLOT, MEM_RESERVE, PAGE_NOACCESS);
    VirtualFree(arena, 0, MEM_RELEASE);
    for (int i = 0; i < SLOTS; i++)
        VirtualAlloc(arena + i * SLOT, SLOT, MEM_RESERVE, PAGE_NOACCESS);
    for (int i = 1; i < SLOTS; i += 2)
        VirtualFree(arena + i * SLOT, 0, MEM_RELEASE);
    measure();
    printf("free %d KiB, largest %d KiB\n", (int)(freeTotal / 1024), (int)(freeLargest / 1024)); // @measured

    SetLastError(0);
    char *two = anywhere(2 * SLOT); // @two
    DWORD error = GetLastError();
    printf("128 KiB: %p, error %lu\n", two, error); // @asked

    // @release Release one block, below this line.

    char *three = anywhere(3 * SLOT); // @three
    printf("192 KiB: %p\n", three);   // @done
    return 0;
}
