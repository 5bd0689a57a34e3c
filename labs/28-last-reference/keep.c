// A leaves a text for B and lets go of the section. The text should still be there when B reads it.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-28-keep"

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, NAME);
    char *view = section == NULL ? NULL : MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    lab_switch_to('A');

    DWORD code = probe_read(view); // @read
    printf("B reads: %s\n", code == 0 ? view : "nothing");
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    strcpy(view, "left by A");

    // @hand One line is missing below this one. lab_switch_to('B') lets B run up to its own lab_switch_to.

    UnmapViewOfFile(view);
    CloseHandle(section); // @gone
    lab_switch_to('B'); // @last
    return 0;
}
