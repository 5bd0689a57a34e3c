// You may read that views of a file are aligned to page boundaries. False: a view's offset is a
// multiple of the allocation granularity, 64 KB.
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x20000, NULL);

    SetLastError(0);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 4096, 100);
    CHECK(view == NULL);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);

    view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 65536, 100);
    CHECK(view != NULL);

    // The length may be anything; the view is whole pages.
    CHECK_EQ(probe_write(view + 4095, 1), 0);
    CHECK_EQ(probe_write(view + 4096, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK(UnmapViewOfFile(view));
    CHECK(CloseHandle(section));
    return 0;
}
