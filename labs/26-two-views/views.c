// One section, mapped twice into one process.
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 65536, NULL);
    char *left = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    char *right = NULL;
    // @second Map the section a second time, to be read only, below this line.

    strcpy(left, "written on the left"); // @write
    if (right != NULL) printf("Read on the right: %s\n", right); // @read

    DWORD old;
    VirtualProtect(left, 4096, PAGE_NOACCESS, &old);
    DWORD leftCode = probe_read(left);
    DWORD rightCode = probe_read(right); // @protected
    printf("Left 0x%lx, right 0x%lx\n", leftCode, rightCode);
    return 0;
}
