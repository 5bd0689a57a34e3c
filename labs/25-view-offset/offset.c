// Read one byte of a file, far behind its beginning, through a small view.
#include "lab.h"

#define WANTED 138240 /* where the byte is in the file */

int main(void)
{
    char folder[MAX_PATH], path[MAX_PATH];
    DWORD count;
    GetTempPathA(MAX_PATH, folder);
    GetTempFileNameA(folder, "lab", 0, path);
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    SetFilePointer(file, WANTED, NULL, FILE_BEGIN);
    WriteFile(file, "here it is", 10, &count, NULL);
    HANDLE section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);

    SYSTEM_INFO system;
    GetSystemInfo(&system);
    DWORD granularity = system.dwAllocationGranularity;

    SetLastError(0);
    char *direct = MapViewOfFile(section, FILE_MAP_READ, 0, WANTED, 10); // @direct
    printf("A view at %d: %p, error %lu\n", WANTED, direct, GetLastError()); // @refused

    char *view = NULL;
    char *wanted = NULL;
    // @align Map a view that has the ten bytes in it, and let wanted point to them, below this line.

    if (wanted != NULL) printf("Found: %.10s\n", wanted); // @found
    if (view != NULL) UnmapViewOfFile(view); // @done
    CloseHandle(section);
    CloseHandle(file);
    DeleteFileA(path);
    return 0;
}
