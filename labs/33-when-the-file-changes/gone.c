// B writes into a view of a file, and leaves without a flush. A comes later and reads the file.
#define LAB_PROCESS_B
#include "lab.h"

static char path[MAX_PATH];

static void find_path(void)
{
    GetTempPathA(MAX_PATH, path);
    strcat(path, "vadlab-lab-33.txt");
}

int process_b(void)
{
    DWORD count;
    find_path();
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    WriteFile(file, "before", 6, &count, NULL);
    HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    memcpy(view, "after!", 6); // @b-writes

    // What Windows does for a process that ends, however it ends: views are unmapped, handles are closed.
    UnmapViewOfFile(view);
    CloseHandle(section);
    CloseHandle(file);
    return 0; // @b-gone
}

int main(void)
{
    char text[8] = "";
    DWORD count;
    lab_switch_to('B');

    find_path();
    HANDLE file = CreateFileA(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL); // @open
    ReadFile(file, text, 6, &count, NULL);
    printf("ReadFile says: %s\n", text); // @read
    CloseHandle(file);
    DeleteFileA(path);
    return 0;
}
