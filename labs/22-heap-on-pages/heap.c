// A thousand small blocks and one huge block of one heap. Where do they lie?
#include "lab.h"

#define SMALL 1000
#define HUGE_SIZE (16 * 1024 * 1024)

static char *blocks[SMALL];

static char *allocation_of(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.AllocationBase;
}

int main(void)
{
    HANDLE heap = HeapCreate(0, 0, 0); // @create

    for (int i = 0; i < SMALL; i++) blocks[i] = HeapAlloc(heap, 0, 100);

    /* How many times does the allocation change on the way through the blocks? */
    int allocations = 1;
    char *last = allocation_of(blocks[0]);
    for (int i = 50; i < SMALL; i += 50) {
        char *here = allocation_of(blocks[i]);
        if (here != last) allocations++;
        last = here;
    }
    printf("Small blocks lie in %d allocations\n", allocations); // @small

    char *huge = HeapAlloc(heap, 0, HUGE_SIZE); // @huge
    char *own = allocation_of(huge);
    printf("The huge block is at %p\n", huge); // @look

    // @free Give the huge block and blocks[0] back to the heap, below this line.

    printf("Given back\n"); // @freed
    return 0;
}
