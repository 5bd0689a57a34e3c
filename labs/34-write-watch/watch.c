// A program saves a table of 16 pages again and again. Which pages does it have to save?
#include "lab.h"

#define PAGES 16

static void *written[PAGES];
static ULONG_PTR count;

/* Ask which pages of the table were written since the list was last cleared, and clear it. */
static void ask(char *table)
{
    DWORD page_size;
    count = PAGES;
    if (GetWriteWatch(WRITE_WATCH_FLAG_RESET, table, PAGES * 4096, written, &count, &page_size) != 0) count = 0;
}

int main(void)
{
    char *table = VirtualAlloc(NULL, PAGES * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @table

    char sum = 0;
    for (int i = 0; i < PAGES; i++) sum += table[i * 4096]; // read them all
    strcpy(table + 9 * 4096, "nine");
    strcpy(table + 3 * 4096 - 2, "three"); // @writes
    ask(table);                            // @first
    printf("%d pages to save\n", (int)count);

    table[9 * 4096] = 'n'; // @again
    ask(table);            // @second
    printf("%d pages to save\n", (int)count);
    return 0;
}
