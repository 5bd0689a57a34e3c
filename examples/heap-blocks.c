// A heap takes whole pages from the system and hands out bytes.
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION heap_region, block_region;
    HANDLE heap = HeapCreate(0, 0x1000, 0x10000);
    VirtualQuery(heap, &heap_region, sizeof heap_region);

    for (int i = 1; i <= 5; i++) {
        char *block = HeapAlloc(heap, HEAP_ZERO_MEMORY, i * 10);
        CHECK_EQ(HeapSize(heap, 0, block), i * 10);
        CHECK_EQ((ULONG_PTR)block % 16, 0);
        VirtualQuery(block, &block_region, sizeof block_region);
        CHECK(block_region.AllocationBase == heap_region.AllocationBase);
    }

    // Destroying the heap gives back every block at once.
    CHECK(HeapDestroy(heap));
    VirtualQuery(heap, &heap_region, sizeof heap_region);
    CHECK_EQ(heap_region.State, MEM_FREE);
    return 0;
}
