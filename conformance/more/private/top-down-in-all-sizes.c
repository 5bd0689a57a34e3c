// FACT: Allocations made with MEM_TOP_DOWN lie in the upper half, below the limit, at 64 KiB boundaries and never over each other, whatever their sizes.
// SOURCE: sdk-api memoryapi VirtualAlloc (MEM_TOP_DOWN)
#include "lab.h"

int main(void)
{
    static const SIZE_T sizes[] = { 0x1000, 0x10000, 0x11000, 0x40000, 0x3000 };
    BYTE *before = (BYTE *)0x7FFFFFFF0000, *p[5];
    int wrong = 0;

    for (int i = 0; i < 5; i++) {
        p[i] = VirtualAlloc(NULL, sizes[i], MEM_RESERVE | MEM_COMMIT | MEM_TOP_DOWN, PAGE_READWRITE);
        if (!p[i] || p[i] + sizes[i] > (BYTE *)0x7FFFFFFF0000 || (ULONG_PTR)p[i] % 0x10000) wrong++;
        for (int k = 0; k < i; k++)
            if (p[i] < p[k] + sizes[k] && p[k] < p[i] + sizes[i]) wrong++;
        p[i][sizes[i] - 1] = i + 1;
    }
    CHECK_EQ(wrong, 0);
    CHECK(p[1] < before);
    CHECK_EQ(p[0][0xFFF] + p[4][0x2FFF], 1 + 5);
    CHECK(p[3] > (BYTE *)0x400000000000);

    // What is released last is the highest place again.
    CHECK(VirtualFree(p[3], 0, MEM_RELEASE));
    before = VirtualAlloc(NULL, 0x40000, MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE);
    CHECK(before >= p[3]);
    return 0;
}
