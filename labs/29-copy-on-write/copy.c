// A has a section of three pages, B a copying view of it. B writes one byte.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-29"
#define PAGE 4096

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ, FALSE, NAME);
    char *view = NULL; // @opened
    // @map Map a view that copies what is written into it, below this line.

    printf("B has its view at %p\n", view); // @mapped
    if (view == NULL) return 1;
    printf("B reads %c%c%c\n", view[0], view[PAGE], view[2 * PAGE]); // @read
    view[PAGE] = 'B'; // @write
    lab_switch_to('A');

    char first = view[0], second = view[PAGE];
    printf("B reads %c%c\n", first, second); // @again
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 3 * PAGE, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    for (int i = 0; i < 3; i++) view[i * PAGE] = 'a'; // @filled

    lab_switch_to('B');
    char found = view[PAGE];
    printf("A reads %c\n", found); // @found

    view[0] = view[PAGE] = 'A'; // @change
    lab_switch_to('B'); // @done
    return 0;
}
