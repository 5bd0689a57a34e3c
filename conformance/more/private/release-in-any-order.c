// FACT: Allocations are released one by one in any order; the free space between them grows together, and each survivor keeps its bytes.
// SOURCE: sdk-api memoryapi VirtualFree (MEM_RELEASE), VirtualQuery
#include "lab.h"

#define COUNT 12

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    BYTE *place = VirtualAlloc(NULL, COUNT * 0x10000, MEM_RESERVE, PAGE_NOACCESS);
    int damaged = 0, alive = COUNT;

    VirtualFree(place, 0, MEM_RELEASE);
    for (int i = 0; i < COUNT; i++) {
        BYTE *p = VirtualAlloc(place + i * 0x10000, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        CHECK(p == place + i * 0x10000);
        memset(p, i + 1, 0x10000);
    }
    // 5, 10, 3, 8, 1, 6, 11, 4, 9, 2, 7, 0
    for (int step = 1; step <= COUNT; step++) {
        int i = step * 5 % COUNT;
        CHECK(VirtualFree(place + i * 0x10000, 0, MEM_RELEASE));
        alive--;
        for (int k = 0, seen = 0; k < COUNT; k++) {
            VirtualQuery(place + k * 0x10000, &m, sizeof m);
            if (m.State == MEM_FREE) continue;
            if (place[k * 0x10000 + 0xFFFF] != k + 1) damaged++;
            if (++seen > alive) damaged++;
        }
    }
    CHECK_EQ(damaged, 0);
    CHECK_EQ(alive, 0);
    VirtualQuery(place, &m, sizeof m);
    CHECK_EQ(m.State, MEM_FREE);
    CHECK(m.RegionSize >= COUNT * 0x10000);
    return 0;
}
