// Take a range of addresses first; put memory behind them as it is needed.
#include <windows.h>
#include <stdio.h>

#define PAGE 4096

int main(void)
{
    char *base = VirtualAlloc(NULL, 16 * PAGE, MEM_RESERVE, PAGE_READWRITE);
    printf("Reserved 16 pages from %p\n", base);

    for (int page = 0; page < 3; page++) {
        char *here = base + page * PAGE;
        VirtualAlloc(here, PAGE, MEM_COMMIT, PAGE_READWRITE);
        here[0] = 'A' + page;
        printf("Page %d is committed and holds '%c'\n", page, here[0]);
    }

    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(base + 3 * PAGE, &info, sizeof info);
    printf("Behind them %d pages are still only reserved\n", (int)(info.RegionSize / PAGE));

    VirtualFree(base, 0, MEM_RELEASE);
    return 0;
}
