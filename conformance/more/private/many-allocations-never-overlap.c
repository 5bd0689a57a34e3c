// FACT: Whatever is allocated and released in between, allocations with NULL never overlap, and each holds its own bytes.
// SOURCE: sdk-api memoryapi VirtualAlloc
#include "lab.h"

#define SLOTS 24

int main(void)
{
    static struct { BYTE *base; SIZE_T size; BYTE mark; } slot[SLOTS];
    DWORD seed = 12345;
    int overlaps = 0, damaged = 0, failed = 0, allocated = 0;

    for (int round = 0; round < 200; round++) {
        int i, k;
        seed = seed * 1664525 + 1013904223;
        i = (seed >> 16) % SLOTS;
        if (slot[i].base) {
            for (SIZE_T at = 0; at < slot[i].size; at += 0x1000) if (slot[i].base[at] != slot[i].mark) damaged++;
            if (!VirtualFree(slot[i].base, 0, MEM_RELEASE)) failed++;
            slot[i].base = NULL;
            continue;
        }
        slot[i].size = ((seed >> 8) % 40 + 1) * 0x1000;
        slot[i].mark = (BYTE)(round + 1);
        slot[i].base = VirtualAlloc(NULL, slot[i].size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        if (!slot[i].base) { failed++; continue; }
        allocated++;
        for (k = 0; k < SLOTS; k++) {
            if (k == i || !slot[k].base) continue;
            if (slot[k].base < slot[i].base + slot[i].size && slot[i].base < slot[k].base + slot[k].size) overlaps++;
        }
        for (SIZE_T at = 0; at < slot[i].size; at += 0x1000) {
            if (slot[i].base[at]) damaged++;
            slot[i].base[at] = slot[i].mark;
        }
    }
    CHECK(allocated > 90);
    CHECK_EQ(overlaps, 0);
    CHECK_EQ(damaged, 0);
    CHECK_EQ(failed, 0);
    return 0;
}
