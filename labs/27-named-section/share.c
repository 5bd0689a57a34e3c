// A makes a section with a name and writes into its view. B is to open it by that name and to answer in the same page.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-27"

int process_b(void)
{
    HANDLE section = NULL;
    char *view = NULL;

    // @open Open the section by its name, and map a view of it, below this line.

    if (view == NULL) return 1;
    printf("B reads: %s\n", view);
    strcpy(view, "hello from B"); // @answer
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NAME);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    strcpy(view, "hello from A"); // @write

    lab_switch_to('B');
    printf("A reads: %s\n", view); // @read
    return 0;
}
