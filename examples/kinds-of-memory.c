// The same question to five addresses: what kind of memory is this?
#include "lab.h"

DWORD type_of(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.Type;
}

int main(void)
{
    int on_the_stack = 0;
    char *block = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *heap_block = HeapAlloc(GetProcessHeap(), 0, 100);
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NULL);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    void *dll = GetModuleHandleA("kernel32.dll");

    CHECK_EQ(type_of(block), MEM_PRIVATE);
    CHECK_EQ(type_of(heap_block), MEM_PRIVATE);
    CHECK_EQ(type_of(&on_the_stack), MEM_PRIVATE);
    CHECK_EQ(type_of(view), MEM_MAPPED);
    CHECK_EQ(type_of(dll), MEM_IMAGE);

    UnmapViewOfFile(view);
    CloseHandle(section);
    HeapFree(GetProcessHeap(), 0, heap_block);
    VirtualFree(block, 0, MEM_RELEASE);
    return 0;
}
