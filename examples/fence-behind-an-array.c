// Put an array at the very end of a page and a fence behind it: the first byte too far is caught.
#include "lab.h"

#define COUNT 10

int main(void)
{
    DWORD old_protection;
    char *pages = VirtualAlloc(NULL, 2 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *fence = pages + 4096;
    VirtualProtect(fence, 4096, PAGE_NOACCESS, &old_protection);

    int *array = (int *)fence - COUNT;
    for (int i = 0; i < COUNT; i++) array[i] = i * 10;
    printf("The last number is %d\n", array[COUNT - 1]);

    CHECK_EQ(probe_write(&array[COUNT - 1], 1), 0);
    CHECK_EQ(probe_write(&array[COUNT], 1), EXCEPTION_ACCESS_VIOLATION);

    // In front of the array there is no fence: such a mistake goes unseen.
    CHECK_EQ(probe_write(&array[-1], 1), 0);
    CHECK(VirtualFree(pages, 0, MEM_RELEASE));
    return 0;
}
