// Touch the first byte of a range that is only reserved. probe_read answers 0, or the code of the exception.
#include "lab.h"

int main(void)
{
    char *base = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);
    DWORD code = probe_read(base); // @touch
    printf("Reading %p gave 0x%lx\n", base, code);
    return 0;
}
