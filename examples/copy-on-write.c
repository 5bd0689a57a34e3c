// FILE_MAP_COPY shares a page until the first write, and copies it then.
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x2000, NULL);
    char *shared = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    char *copy = MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);

    shared[0] = '1';
    CHECK_EQ(copy[0], '1');

    copy[0] = '2';
    CHECK_EQ(shared[0], '1');
    shared[0] = '3';
    CHECK_EQ(copy[0], '2');

    // The second page was never written through the copy: it is still shared.
    shared[4096] = '4';
    CHECK_EQ(copy[4096], '4');

    CHECK(UnmapViewOfFile(copy));
    CHECK(UnmapViewOfFile(shared));
    CHECK(CloseHandle(section));
    return 0;
}
