// Process A (main) and process B share memory by the name of a section.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-shared-section"

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    printf("B reads:  %s\n", view);
    strcpy(view, "hello from B");
    UnmapViewOfFile(view);
    CloseHandle(section);
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    strcpy(view, "hello from A");

    lab_switch_to('B');
    printf("A reads:  %s\n", view);
    CHECK(strcmp(view, "hello from B") == 0);

    CHECK(UnmapViewOfFile(view));
    CHECK(CloseHandle(section));
    return 0;
}
