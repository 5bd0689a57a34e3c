// Two reservations: one wherever Windows likes, one as high as it goes.
#include "lab.h"

int main(void)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    char *usual = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE); // @usual
    char *high = NULL;

    // @high Reserve 64 KiB from the top down, into high, below this line.

    char *ntdll = (char *)GetModuleHandleA("ntdll.dll"); // @look
    printf("usual %p\nntdll %p\nhigh  %p\nend   %p\n", usual, ntdll, high, system.lpMaximumApplicationAddress); // @done
    return 0;
}
