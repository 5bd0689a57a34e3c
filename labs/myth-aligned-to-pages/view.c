// A view that begins one page into a section.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x20000, NULL);

    SetLastError(0);
    char *at_page = MapViewOfFile(section, FILE_MAP_WRITE, 0, 4096, 100); // @page
    printf("At offset 4096:  %p, error %lu\n", at_page, GetLastError());

    char *at_granule = MapViewOfFile(section, FILE_MAP_WRITE, 0, 65536, 100); // @granule
    printf("At offset 65536: %p\n", at_granule);
    return 0;
}
