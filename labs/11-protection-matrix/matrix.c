// Try every protection with every access. allowed[row][column] is 1 where the access went through.
#include "lab.h"

#define RET 0xC3 /* the instruction that returns */

static const DWORD protections[8] = {
    PAGE_NOACCESS, PAGE_READONLY,     PAGE_READWRITE,         PAGE_WRITECOPY,
    PAGE_EXECUTE,  PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY,
};
static int allowed[8][3];

/* A page with a RET in it. The two copying protections are for views: theirs is a view of a section. */
static unsigned char *page_with(HANDLE section, DWORD protection)
{
    int copying = protection == PAGE_WRITECOPY || protection == PAGE_EXECUTE_WRITECOPY;
    DWORD old;
    unsigned char *page = copying ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0)
                                  : VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    page[0] = RET;
    if (copying) {
        UnmapViewOfFile(page);
        page = MapViewOfFile(section, FILE_MAP_COPY | FILE_MAP_EXECUTE, 0, 0, 0);
    }
    VirtualProtect(page, 4096, protection, &old);
    return page;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, NULL);
    unsigned char *copied = NULL; /* the page that began as PAGE_WRITECOPY */

    for (int row = 0; row < 8; row++) {
        unsigned char *page = page_with(section, protections[row]);
        allowed[row][0] = probe_read(page) == 0;
        allowed[row][2] = probe_execute(page) == 0;
        allowed[row][1] = probe_write(page, RET) == 0;
        if (protections[row] == PAGE_WRITECOPY) copied = page;
    }

    printf("read write execute\n"); // @tried
    for (int row = 0; row < 8; row++)
        printf("%4d %5d %7d\n", allowed[row][0], allowed[row][1], allowed[row][2]);
    printf("written and copied: %p\n", copied);
    CloseHandle(section);
    return 0;
}
