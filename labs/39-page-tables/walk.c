// Follow one page of a section from its first touch to the page file's door: two processes, two page tables.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-39"

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0); // @b-maps
    char found = view[0];                                        // @b-reads
    lab_switch_to('A');                                          // @b-waits
    return found != 'x';
}

int main(void)
{
    HANDLE self = GetCurrentProcess();
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    char *own = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);

    char before = own[0]; // @read
    own[0] = 'o';         // @write-own
    view[0] = 'x';        // @write-view

    lab_switch_to('B');
    // @trim Take all pages from the working set of this process, below this line.

    printf("both are out of the working set\n"); // @out
    char again = own[0] + view[0];               // @again
    printf("%d\n", again + before);              // @end
    return 0;
}
