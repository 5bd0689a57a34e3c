// A program that writes into memory it has only reserved.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);
    char *note = base + 5000;

    // @repair Make the write below go through, with one page and no more.

    *note = 'x'; // @write
    printf("Written at %p\n", note);
    return 0;
}
