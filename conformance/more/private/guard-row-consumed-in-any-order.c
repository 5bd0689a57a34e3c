// FACT: Guards of neighbouring pages go one by one, in the order of the touches; VirtualQuery shows the holes that appear.
// SOURCE: win32/desktop-src/Memory/creating-guard-pages.md; sdk-api memoryapi VirtualQuery
#include "lab.h"

static BYTE *p;

static int runs(void)
{
    MEMORY_BASIC_INFORMATION m;
    int count = 0;
    for (BYTE *at = p; at < p + 0x6000; at += m.RegionSize) {
        VirtualQuery(at, &m, sizeof m);
        count++;
    }
    return count;
}

int main(void)
{
    int order[] = { 4, 0, 2, 5, 1, 3 }, expected[] = { 3, 4, 6, 5, 3, 1 }, alarms = 0;
    MEMORY_BASIC_INFORMATION m;

    p = VirtualAlloc(NULL, 0x6000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);
    CHECK_EQ(runs(), 1);
    for (int i = 0; i < 6; i++) {
        BYTE *touch = p + order[i] * 0x1000 + 0x123 * i;
        if (probe_read(touch) == STATUS_GUARD_PAGE_VIOLATION) alarms++;
        CHECK_EQ(probe_read(touch), 0);
        CHECK_EQ(runs(), expected[i]);
    }
    CHECK_EQ(alarms, 6);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x6000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(m.AllocationProtect, PAGE_READWRITE | PAGE_GUARD);
    return 0;
}
