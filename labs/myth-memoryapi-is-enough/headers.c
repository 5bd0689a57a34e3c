// Three pieces of memory from three functions. memoryapi.h is never named here.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *page = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE); // memoryapi.h
    char *block = HeapAlloc(GetProcessHeap(), 0, 32);               // heapapi.h
    char *old = LocalAlloc(LMEM_FIXED, 32);                         // winbase.h
    printf("%p %p %p\n", page, block, old);                         // @three

    LocalFree(old);
    HeapFree(GetProcessHeap(), 0, block);
    VirtualFree(page, 0, MEM_RELEASE);
    return 0;
}
