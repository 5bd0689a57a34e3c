// The finished sparse array. What does reading cost, and what does looking for the largest cost?
#include "lab.h"

#define COUNT 100000
#define PAGE 4096

static int *array;
static int commits;

static LONG CALLBACK on_fault(EXCEPTION_POINTERS *e)
{
    EXCEPTION_RECORD *record = e->ExceptionRecord;
    char *touched = (char *)record->ExceptionInformation[1];

    if (record->ExceptionCode != EXCEPTION_ACCESS_VIOLATION)
        return EXCEPTION_CONTINUE_SEARCH;
    if (touched < (char *)array || touched >= (char *)(array + COUNT))
        return EXCEPTION_CONTINUE_SEARCH;
    if (VirtualAlloc(touched, 1, MEM_COMMIT, PAGE_READWRITE) == NULL)
        return EXCEPTION_CONTINUE_SEARCH;
    commits++;
    return EXCEPTION_CONTINUE_EXECUTION;
}

int main(void)
{
    int largest = 0;
    array = VirtualAlloc(NULL, COUNT * sizeof(int), MEM_RESERVE, PAGE_NOACCESS);
    AddVectoredExceptionHandler(1, on_fault);
    array[70 * 1024] = 5; // @set

    for (int i = 0; i < COUNT; i += 1024) // @loop
        if (array[i] > largest) largest = array[i];
    printf("largest of a sample %d, %d pages\n", largest, commits); // @read

    char *beyond = (char *)array + COUNT * sizeof(int);
    printf("the range ends at %p\n", beyond);
    return 0;
}
