// A section of 1 MiB of which nothing is committed yet. A and B have a view each.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-31"
#define PAGE 4096

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    DWORD early = probe_read(view + 2 * PAGE); // @b-before
    lab_switch_to('A');

    DWORD late = probe_write(view + 2 * PAGE, 'B'); // @b-write
    printf("B got 0x%lx at first, 0x%lx later\n", early, late); // @b-done
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, 1024 * 1024, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    lab_switch_to('B'); // @mapped

    // @commit Commit the third and the fourth page of the view, to be read and written, below this line.

    lab_switch_to('B'); // @committed
    BOOL back = VirtualFree(view + 2 * PAGE, 2 * PAGE, MEM_DECOMMIT); // @decommit
    printf("Decommitted: %d, error %lu\n", back, GetLastError());
    return 0;
}
