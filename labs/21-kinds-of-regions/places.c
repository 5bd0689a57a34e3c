// One address of each kind that a process has. found[i] is the Type that VirtualQuery tells of the region it lies in.
#include "lab.h"
#include <winternl.h>

static int global_number = 1;
static DWORD found[8];
static const DWORD types[3] = { MEM_PRIVATE, MEM_MAPPED, MEM_IMAGE };

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    int local_number = 2;
    char *heap_block = malloc(100);
    char *own_block = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NULL);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    char *library = (char *)GetModuleHandleA("ntdll.dll");
    TEB *teb = NtCurrentTeb();
    PEB *peb = teb->ProcessEnvironmentBlock;
    void *places[8] = { &local_number, &global_number, heap_block, own_block, view, library, teb, peb };

    for (int i = 0; i < 8; i++) {
        VirtualQuery(places[i], &info, sizeof info);
        found[i] = info.Type;
    }
    printf("The local is at %p\n", &local_number); // @asked

    char *stack = NULL;
    // @stack Let stack point to the lowest address of the whole stack, below this line.

    printf("The stack begins at %p\n", stack); // @found
    return 0;
}
