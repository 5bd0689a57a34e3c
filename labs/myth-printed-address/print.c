// Print an address as a beginner's text does.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    void *page = VirtualAlloc((void *)0x400000610000, 8, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    printf("The base address is: %x\n", page);
    printf("The base address is: 0x%d\n", page); // @x

    // @right Print it once more, whole, below this line.

    return 0; // @done
}
