// A table for 256 MiB of entries, of which this run writes two. The machine can promise 128 MiB.
#include "lab.h"

#define SIZE (256 * 1024 * 1024)
#define LAST (SIZE - 4096)

int main(void)
{
    char *table = VirtualAlloc(NULL, SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @table
    if (table == NULL) {
        printf("No table: error %lu\n", GetLastError()); // @refused
        return 1;
    }

    // @commit Commit the first page and the last page of the table, below this line.

    strcpy(table, "first");       // @first
    strcpy(table + LAST, "last"); // @last
    printf("%s, %s\n", table, table + LAST); // @done
    return 0;
}
