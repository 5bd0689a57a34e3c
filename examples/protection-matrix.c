// Try every protection with every access. PAGE_EXECUTE can be read too: the processor knows no execute-only pages.
#include "lab.h"

int main(void)
{
    struct { const char *name; DWORD protect; } rows[] = {
        { "PAGE_NOACCESS", PAGE_NOACCESS },
        { "PAGE_READONLY", PAGE_READONLY },
        { "PAGE_READWRITE", PAGE_READWRITE },
        { "PAGE_EXECUTE", PAGE_EXECUTE },
        { "PAGE_EXECUTE_READ", PAGE_EXECUTE_READ },
        { "PAGE_EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE },
    };
    DWORD old_protection;
    unsigned char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    page[0] = 0xC3; // ret

    printf("%-24s read write execute\n", "");
    for (int i = 0; i < 6; i++) {
        VirtualProtect(page, 4096, rows[i].protect, &old_protection);
        const char *read = probe_read(page) ? "-" : "yes";
        const char *write = probe_write(page, 0xC3) ? "-" : "yes";
        const char *execute = probe_execute(page) ? "-" : "yes";
        printf("%-24s %-4s %-5s %s\n", rows[i].name, read, write, execute);
    }
    VirtualFree(page, 0, MEM_RELEASE);
    return 0;
}
