// A section without a file lives as long as someone uses it. Its content dies with it.
#include "lab.h"

#define NAME "Local\\vadlab-section-is-gone"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    view[0] = '!';

    // A second handle finds the same bytes.
    HANDLE second = OpenFileMappingA(FILE_MAP_READ, FALSE, NAME);
    CHECK(second != NULL);
    CHECK(CloseHandle(second));

    CHECK(UnmapViewOfFile(view));
    CHECK(CloseHandle(section));
    CHECK(OpenFileMappingA(FILE_MAP_READ, FALSE, NAME) == NULL);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);

    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    CHECK_EQ(view[0], 0);
    UnmapViewOfFile(view);
    CloseHandle(section);
    return 0;
}
