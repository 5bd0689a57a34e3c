// You may read that the names of types and protections are just numbers, and LPVOID is void *. True.
#include "lab.h"

int main(void)
{
    LPVOID pointer;
    BOOL answer;

    CHECK_EQ(MEM_COMMIT, 0x1000);
    CHECK_EQ(MEM_RESERVE, 0x2000);
    CHECK_EQ(MEM_DECOMMIT, 0x4000);
    CHECK_EQ(MEM_RELEASE, 0x8000);
    CHECK_EQ(PAGE_READONLY, 0x02);
    CHECK_EQ(PAGE_READWRITE, 0x04);
    CHECK_EQ(PAGE_GUARD, 0x100);
    CHECK_EQ(sizeof pointer, 8);
    CHECK_EQ(sizeof answer, 4);

    pointer = VirtualAlloc(NULL, 8, 0x1000 | 0x2000, 0x04);
    CHECK(pointer != NULL);
    answer = VirtualFree(pointer, 0, 0x8000);
    CHECK(answer);
    return 0;
}
