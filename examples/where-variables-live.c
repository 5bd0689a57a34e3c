// A program has memory before it asks for any. These are the places.
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

int global_number = 1;

void show(const char *name, void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    printf("%-16s at %p, in a region of type ", name, address);
    if (info.Type == MEM_IMAGE) printf("MEM_IMAGE\n");
    else if (info.Type == MEM_PRIVATE) printf("MEM_PRIVATE\n");
    else printf("MEM_MAPPED\n");
}

int main(void)
{
    int local_number = 2;
    int *heap_number = malloc(sizeof *heap_number);
    *heap_number = 3;

    show("A local", &local_number);
    show("A heap block", heap_number);
    show("ntdll.dll", GetModuleHandleA("ntdll.dll"));
    printf("The global is at %p\n", &global_number);

    free(heap_number);
    return 0;
}
