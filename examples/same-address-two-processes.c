// An address means something only within its process.
#define LAB_PROCESS_B
#include "lab.h"

#define PLACE ((char *)0x400000000000)

int process_b(void)
{
    char *page = VirtualAlloc(PLACE, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(page == PLACE);
    CHECK_EQ(page[0], 0);
    page[0] = 'b';
    lab_switch_to('A');
    printf("B has '%c'\n", page[0]);
    CHECK_EQ(page[0], 'b');
    return 0;
}

int main(void)
{
    char *page = VirtualAlloc(PLACE, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(page == PLACE);
    page[0] = 'a';
    lab_switch_to('B');
    printf("A has '%c'\n", page[0]);
    CHECK_EQ(page[0], 'a');
    lab_switch_to('B');
    return 0;
}
