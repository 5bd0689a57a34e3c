// A block in pages of its own: a page for the block, and behind it a page that must not be touched.
#include "lab.h"

#define PAGE 4096
#define SIZE 10

int main(void)
{
    DWORD old;
    char *pages = VirtualAlloc(NULL, 2 * PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *fence = pages + PAGE;
    char *block = pages;

    // @fence Forbid every access to the page at fence, and put block where its last byte is right before it.

    DWORD inside = probe_write(&block[SIZE - 1], 'X');
    DWORD outside = probe_write(&block[SIZE], 'X'); // @overflow
    printf("The last byte gave 0x%lx, the next one 0x%lx\n", inside, outside);

    /* The block as a heap would hand it out: at a multiple of 16. */
    char *aligned = fence - (SIZE + 15) / 16 * 16;
    int first = SIZE;
    while (probe_write(&aligned[first], 'X') == 0 && first < 100) first++;
    printf("Aligned, the first byte that is caught is %d\n", first); // @aligned
    return 0;
}
