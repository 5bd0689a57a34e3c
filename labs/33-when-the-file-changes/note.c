// A program writes into a view of a file, then reads the file by ReadFile. When does the file change?
#include "lab.h"

int main(void)
{
    char folder[MAX_PATH], path[MAX_PATH], text[8] = "";
    DWORD count;
    GetTempPathA(MAX_PATH, folder);
    GetTempFileNameA(folder, "lab", 0, path);
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    WriteFile(file, "before", 6, &count, NULL);

    HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0); // @map
    memcpy(view, "after!", 6);                                   // @write

    SetFilePointer(file, 0, NULL, FILE_BEGIN);
    ReadFile(file, text, 6, &count, NULL);
    printf("ReadFile says: %s\n", text); // @read

    // @flush Have the changed page of the view written to the file, below this line.

    printf("ready\n"); // @ready
    UnmapViewOfFile(view);
    CloseHandle(section);
    CloseHandle(file);
    DeleteFileA(path);
    return 0;
}
