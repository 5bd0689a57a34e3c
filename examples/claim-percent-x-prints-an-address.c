// You may read programs that print an address with %x or %d. False: both stop after 32 bits.
#include "lab.h"

int main(void)
{
    char *page = VirtualAlloc((void *)0x400000610000, 8, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    unsigned int low_half = (unsigned int)(ULONG_PTR)page;

    printf("With %%x:    %x\n", low_half);
    printf("With %%d:    %d\n", low_half);
    printf("With %%p:    %p\n", page);
    printf("With %%llx:  %llx\n", (ULONGLONG)page);
    CHECK_EQ(low_half, 0x610000);

    // Half an address is another address, and nothing of ours is there.
    CHECK((char *)(ULONG_PTR)low_half != page);
    CHECK_EQ(sizeof page, 8);
    CHECK_EQ(sizeof low_half, 4);
    CHECK(VirtualFree(page, 0, MEM_RELEASE));
    return 0;
}
