// An array of four million numbers, of which few are ever used. Pages are to come when a number is set.
#include "lab.h"

#define COUNT 4000000
#define PAGE 4096

static int *array;
static int commits, strangers;

/* Windows calls it at every exception, before any __except is asked. */
static LONG CALLBACK on_fault(EXCEPTION_POINTERS *e)
{
    EXCEPTION_RECORD *record = e->ExceptionRecord;
    char *touched = (char *)record->ExceptionInformation[1];

    if (record->ExceptionCode != EXCEPTION_ACCESS_VIOLATION)
        return EXCEPTION_CONTINUE_SEARCH;
    if (touched < (char *)array || touched >= (char *)(array + COUNT)) {
        strangers++;
        return EXCEPTION_CONTINUE_SEARCH;
    }

    // @commit Put a page behind the address that was touched, and let the access run again, below this line.

    return EXCEPTION_CONTINUE_SEARCH;
}

int main(void)
{
    array = VirtualAlloc(NULL, COUNT * sizeof(int), MEM_RESERVE, PAGE_NOACCESS);
    AddVectoredExceptionHandler(1, on_fault); // @ready

    array[0] = 1;       // @first
    array[1] = 2;       // @second
    array[2500000] = 3; // @far
    array[COUNT - 1] = 4; // @last

    int sum = array[0] + array[1] + array[2500000] + array[COUNT - 1];
    printf("sum %d, %d pages\n", sum, commits); // @done
    return 0;
}
