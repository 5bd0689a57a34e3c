// Decommit a page, and see to whom its addresses belong.
#include <windows.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    char *page = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);
    strcpy(page, "before");

    BOOL done = VirtualFree(page, 8, MEM_DECOMMIT); // @decommit
    printf("VirtualFree says %d\n", done);

    char *again = VirtualAlloc(page, 8, MEM_COMMIT, PAGE_READWRITE); // @again
    printf("Committed again: %p, first byte %d\n", again, again[0]);

    // @release Give the addresses back, too, below this line.

    printf("Done\n"); // @done
    return 0;
}
