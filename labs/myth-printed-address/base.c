// Where do blocks begin, and where does a local variable lie?
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char local = 0;
    unsigned int uneven = 0; /* blocks that do not begin at a multiple of 64 KiB */

    for (int i = 1; i <= 20; i++) {
        void *block = VirtualAlloc(NULL, i * 3000, MEM_COMMIT, PAGE_READWRITE);
        if ((ULONG_PTR)block % 65536 != 0) uneven++;
        if (i <= 5) printf("Block %d begins at %p\n", i, block);
    }
    printf("A local variable: %p\n", (void *)&local);

    unsigned int claimed = 0x61fe18 % 65536;
    printf("Of 20 blocks %u begin elsewhere; 61fe18 is %u too much\n", uneven, claimed); // @counted
    return 0;
}
