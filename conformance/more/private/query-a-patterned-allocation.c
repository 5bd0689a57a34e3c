// FACT: Walking one allocation yields its runs of equal state and protection, in order, and their sizes add up to the allocation's.
// SOURCE: sdk-api memoryapi VirtualQuery (Remarks)
#include "lab.h"

struct run { SIZE_T pages; DWORD state, protect; };

int main(void)
{
    static const struct run wanted[] = {
        { 2, MEM_COMMIT, PAGE_READWRITE },  { 1, MEM_COMMIT, PAGE_READONLY },
        { 3, MEM_RESERVE, 0 },              { 4, MEM_COMMIT, PAGE_EXECUTE_READ },
        { 1, MEM_COMMIT, PAGE_NOACCESS },   { 2, MEM_RESERVE, 0 },
        { 1, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD }, { 2, MEM_COMMIT, PAGE_READWRITE },
    };
    MEMORY_BASIC_INFORMATION m;
    SIZE_T total = 0;
    int n = sizeof wanted / sizeof *wanted;
    BYTE *at, *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READONLY);

    at = p;
    for (int i = 0; i < n; i++) {
        if (wanted[i].state == MEM_COMMIT) VirtualAlloc(at, wanted[i].pages << 12, MEM_COMMIT, wanted[i].protect);
        at += wanted[i].pages << 12;
    }
    at = p;
    for (int i = 0; i < n; i++) {
        CHECK_EQ(VirtualQuery(at, &m, sizeof m), sizeof m);
        CHECK(m.BaseAddress == at);
        CHECK_EQ(m.RegionSize >> 12, wanted[i].pages);
        CHECK_EQ(m.State, wanted[i].state);
        CHECK_EQ(m.Protect, wanted[i].protect);
        CHECK_EQ(m.Type, MEM_PRIVATE);
        total += m.RegionSize;
        at += m.RegionSize;
    }
    CHECK_EQ(total, 0x10000);
    VirtualQuery(at, &m, sizeof m);
    CHECK(m.AllocationBase != p);
    return 0;
}
