// One byte too far in a block of an ordinary heap.
#include "lab.h"

#define SIZE 10

int main(void)
{
    HANDLE heap = HeapCreate(0, 0, 0);
    char *block = HeapAlloc(heap, 0, SIZE);
    char *other = HeapAlloc(heap, 0, SIZE);

    DWORD code = probe_write(&block[SIZE], 'X'); // @overflow
    printf("One byte too far gave 0x%lx\n", code);
    HeapFree(heap, 0, other);
    return 0;
}
