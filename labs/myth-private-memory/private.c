// Two processes have memory at the same address. A looks into B's.
#define LAB_PROCESS_B
#include "lab.h"

#define PLACE ((char *)0x500000000000)

int process_b(void)
{
    char *page = VirtualAlloc(PLACE, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(page, "memory of B"); // @same

    lab_switch_to('A');
    printf("B has: %s\n", page); // @b-has
    return 0;
}

int main(void)
{
    char *page = VirtualAlloc(PLACE, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(page, "memory of A");
    lab_switch_to('B');

    char seen[16] = "";
    SIZE_T count = 0;
    ReadProcessMemory(lab_process('B'), PLACE, seen, 12, &count); // @read
    printf("A has: %s, and sees at the same address in B: %s\n", page, seen);

    // @write Write the text "greetings" into B's page, below this line.

    lab_switch_to('B');
    printf("A has: %s\n", page); // @done
    return 0;
}
