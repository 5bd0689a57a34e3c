// A little detector: it walks a part of the address space and counts private memory that can be executed.
#include "lab.h"

#define EXECUTABLE (PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)

int main(void)
{
    DWORD old;
    int found = 0;
    char *suspect = NULL;
    MEMORY_BASIC_INFORMATION info;

    /* The part that it looks at: 1 MiB that nobody else uses. */
    char *part = VirtualAlloc(NULL, 0x100000, MEM_RESERVE, PAGE_NOACCESS);
    VirtualFree(part, 0, MEM_RELEASE);

    /* Harmless: was asked for as executable, is data by now. */
    char *data = VirtualAlloc(part + 0x20000, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE);
    VirtualProtect(data, 0x1000, PAGE_READWRITE, &old);

    /* Suspicious: was asked for as data, is code by now. */
    char *code = VirtualAlloc(part + 0x80000, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(code, 0x1000, PAGE_EXECUTE_READ, &old);

    for (char *at = part; at < part + 0x100000; at += info.RegionSize) {
        VirtualQuery(at, &info, sizeof info);
        DWORD protect = info.AllocationProtect; // @judge
        if (info.State == MEM_COMMIT && info.Type == MEM_PRIVATE && (protect & EXECUTABLE)) {
            found++;
            suspect = info.BaseAddress;
        }
    }
    printf("found %d, at %p; data %p, code %p\n", found, suspect, data, code); // @found
    return 0;
}
