// You may read that including memoryapi.h alone suffices, and that every memory function is in it. False:
// it needs windows.h before it, which brings all of them; the heap's functions are in heapapi.h.
#include <windows.h>
#include <memoryapi.h>
#include <stdio.h>

int main(void)
{
    // Declared in memoryapi.h.
    char *pages = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);
    strcpy(pages, "from memoryapi.h");
    printf("VirtualAlloc: %s\n", pages);

    // Declared in heapapi.h, which windows.h includes.
    char *bytes = HeapAlloc(GetProcessHeap(), 0, 32);
    strcpy(bytes, "from heapapi.h");
    printf("HeapAlloc:    %s\n", bytes);

    HeapFree(GetProcessHeap(), 0, bytes);
    VirtualFree(pages, 0, MEM_RELEASE);
    return 0;
}
