// You may read that VirtualAlloc returned 61fe18. It cannot: what it reserves begins at a multiple of 64 KB.
#include "lab.h"

int main(void)
{
    int local = 0;
    for (int i = 1; i <= 5; i++) {
        char *block = VirtualAlloc(NULL, i * 5000, MEM_COMMIT, PAGE_READWRITE);
        printf("Block %d ends in %04x\n", i, (unsigned int)((ULONG_PTR)block & 0xFFFF));
        CHECK_EQ((ULONG_PTR)block & 0xFFFF, 0);
    }

    CHECK((0x61fe18 & 0xFFFF) != 0);
    // A variable on the stack is wherever there was room.
    CHECK(((ULONG_PTR)&local & 0xFFFF) != 0);
    return 0;
}
