// You may read that memory must be freed so that other processes can use it. Imprecise: addresses are
// each process's own, and all memory is given back when its process ends. Free for your own sake.
#define LAB_PROCESS_B
#include "lab.h"

#define PLACE ((char *)0x500000000000)
#define SIZE 0x100000

int process_b(void)
{
    // A has not released its block here, which does not disturb B.
    char *block = VirtualAlloc(PLACE, SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(block == PLACE);
    return 0;
}

int main(void)
{
    char *block = VirtualAlloc(PLACE, SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(block == PLACE);
    lab_switch_to('B');

    // Whom it does disturb is A itself.
    CHECK(VirtualAlloc(PLACE, SIZE, MEM_RESERVE, PAGE_READWRITE) == NULL);
    CHECK(VirtualFree(block, 0, MEM_RELEASE));
    CHECK(VirtualAlloc(PLACE, SIZE, MEM_RESERVE, PAGE_READWRITE) == block);
    return 0;
}
