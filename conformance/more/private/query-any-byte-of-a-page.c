// FACT: VirtualQuery answers for the page of the address: every byte of a page gets the same record, from that page on to the end of the run.
// SOURCE: sdk-api memoryapi VirtualQuery (lpAddress is rounded down to the next page boundary)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m, last;
    int unlike = 0;
    BYTE *p = VirtualAlloc(NULL, 0x5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    for (int offset = 0; offset < 0x5000; offset += 0x7F) {
        VirtualQuery(p + offset, &m, sizeof m);
        if (m.BaseAddress != p + (offset & ~0xFFF)) unlike++;
        if (m.RegionSize != 0x5000 - (offset & ~0xFFF)) unlike++;
        if (m.AllocationBase != p) unlike++;
    }
    CHECK_EQ(unlike, 0);
    VirtualQuery(p + 0x1FFF, &last, sizeof last);
    VirtualQuery(p + 0x1000, &m, sizeof m);
    CHECK(m.BaseAddress == last.BaseAddress && m.RegionSize == last.RegionSize);

    // The Ex function with a handle to oneself says the same.
    CHECK_EQ(VirtualQueryEx(GetCurrentProcess(), p + 0x2345, &last, sizeof last), sizeof last);
    CHECK(last.BaseAddress == p + 0x2000);
    CHECK_EQ(last.RegionSize, 0x3000);
    return 0;
}
