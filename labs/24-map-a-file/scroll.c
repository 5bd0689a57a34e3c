// Read a file of 64 pages without reading it: map it, and scroll through it.
#include "lab.h"

#define PAGE 4096
#define PAGES 64

int main(void)
{
    static char page[PAGE];
    char folder[MAX_PATH], path[MAX_PATH];
    DWORD count;
    GetTempPathA(MAX_PATH, folder);
    GetTempFileNameA(folder, "lab", 0, path);
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    for (int i = 0; i < PAGES; i++) {
        memset(page, 'a' + i % 26, PAGE);
        WriteFile(file, page, PAGE, &count, NULL);
    }

    char *view = NULL;
    // @map Make a section of the file and map all of it, both for reading only, below this line.

    printf("The view is at %p\n", view); // @mapped
    if (view == NULL) return 1;
    char first = view[0]; // @first
    for (int i = 1; i < PAGES; i++) count += view[i * PAGE];
    printf("It begins with %c\n", first); // @scrolled

    DWORD code = probe_write(view, 'X'); // @write
    printf("Writing gave 0x%lx\n", code);
    UnmapViewOfFile(view);
    CloseHandle(file);
    DeleteFileA(path);
    return 0;
}
