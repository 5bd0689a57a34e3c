// A function that calls itself, with a page of local variables each time, on a thread's stack.
#include "lab.h"

#define PAGE 4096

static ULONG_PTR low, high;

/* The lowest byte of the stack that is committed and has no guard: what is in use. */
static char *bottom(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *at = (char *)low;
    while (at < (char *)high) {
        VirtualQuery(at, &info, sizeof info);
        if (info.State == MEM_COMMIT && info.Protect == PAGE_READWRITE) break;
        at += info.RegionSize;
    }
    return at;
}

static int dive(int levels)
{
    volatile char room[PAGE];
    room[0] = 1;
    if (levels == 1)
        return room[0]; // @deepest
    return dive(levels - 1) + room[0];
}

int main(void)
{
    GetCurrentThreadStackLimits(&low, &high);
    char *start = bottom(); // @start
    int sum = dive(40);
    char *once = bottom(); // @once
    dive(40);
    char *twice = bottom(); // @twice
    printf("%d levels, grown by %d, then by %d\n", sum, (int)(start - once), (int)(once - twice)); // @done
    return 0;
}
