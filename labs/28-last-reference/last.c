// Two processes let go of a section, one reference after the other.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-28"

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    lab_switch_to('A');

    CloseHandle(section); // @b-closed
    HANDLE again = OpenFileMappingA(FILE_MAP_READ, FALSE, NAME); // @again
    printf("B opens it again: %p; its view says: %s\n", again, view);
    UnmapViewOfFile(view); // @b-unmapped
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    strcpy(view, "still here");
    lab_switch_to('B'); // @both

    CloseHandle(section); // @a-closed
    DWORD code = probe_read(view); // @a-read
    UnmapViewOfFile(view); // @a-unmapped
    printf("A has let go of all, reading had given 0x%lx\n", code);

    lab_switch_to('B'); // @done
    return 0;
}
