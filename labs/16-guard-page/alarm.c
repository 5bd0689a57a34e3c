// Count how often a page is touched.
#include "lab.h"

#define PAGE 4096

int main(void)
{
    DWORD old;
    int alarms = 0;
    char *page = VirtualAlloc(NULL, PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);

    for (int i = 0; i < 4; i++) {
        if (probe_write(page + i * 100, i) == STATUS_GUARD_PAGE_VIOLATION)
            alarms++; // @alarm
        // @arm Arm the page for the next touch, below this line.
    }
    printf("%d alarms\n", alarms); // @done
    return 0;
}
