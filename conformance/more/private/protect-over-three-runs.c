// FACT: VirtualProtect over runs of different protection hands back the first page's, and leaves one run where there were three.
// SOURCE: sdk-api memoryapi VirtualProtect (lpflOldProtect)
#include "lab.h"

static BYTE *p;

static int runs(void)
{
    MEMORY_BASIC_INFORMATION m;
    int count = 0;
    for (BYTE *at = p; at < p + 0x9000; at += m.RegionSize) {
        VirtualQuery(at, &m, sizeof m);
        count++;
    }
    return count;
}

int main(void)
{
    DWORD old = 0;

    p = VirtualAlloc(NULL, 0x9000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(VirtualProtect(p + 0x3000, 0x3000, PAGE_READONLY, &old));
    CHECK_EQ(runs(), 3);
    CHECK(VirtualProtect(p + 0x6000, 0x3000, PAGE_EXECUTE_READ, &old));
    CHECK_EQ(old, PAGE_READWRITE);
    CHECK_EQ(runs(), 3);

    // From the middle of the first run to the middle of the last.
    CHECK(VirtualProtect(p + 0x2ABC, 0x5000, PAGE_NOACCESS, &old));
    CHECK_EQ(old, PAGE_READWRITE);
    CHECK_EQ(runs(), 3);
    CHECK_EQ(probe_read(p + 0x1FFF), 0);
    CHECK_EQ(probe_read(p + 0x2000), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_read(p + 0x7FFF), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_read(p + 0x8000), 0);

    // From the second run to the end: the answer is the second run's.
    CHECK(VirtualProtect(p + 0x4000, 0x5000, PAGE_READWRITE, &old));
    CHECK_EQ(old, PAGE_NOACCESS);
    CHECK_EQ(runs(), 3);
    CHECK(VirtualProtect(p + 0x2000, 0x2000, PAGE_READWRITE, &old));
    CHECK_EQ(old, PAGE_NOACCESS);
    CHECK_EQ(runs(), 1);
    return 0;
}
