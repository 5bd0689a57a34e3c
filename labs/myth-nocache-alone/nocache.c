// One page without cache, once as the claim has it and once as Windows wants it.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    SetLastError(0);
    void *alone = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_NOCACHE); // @alone
    printf("PAGE_NOCACHE alone: %p, error %lu\n", alone, GetLastError());

    void *both = NULL;
    // @both Ask for a page that can be read and written and is not cached, below this line.

    printf("With a protection: %p\n", both); // @done
    return 0;
}
