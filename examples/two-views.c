// Map a section twice: the same bytes appear at two addresses.
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x10000, NULL);
    char *left = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    char *right = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    CHECK(left != right);

    strcpy(left, "written on the left");
    printf("Read on the right: %s\n", right);
    CHECK(strcmp(right, "written on the left") == 0);

    // Each view has its own protection.
    CHECK_EQ(probe_write(right, 'X'), EXCEPTION_ACCESS_VIOLATION);

    // The section lives as long as something uses it: a handle or a view.
    CHECK(CloseHandle(section));
    CHECK(UnmapViewOfFile(left));
    printf("Still there: %s\n", right);
    CHECK(UnmapViewOfFile(right));
    return 0;
}
