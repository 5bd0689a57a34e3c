// You may read that a mapped file is written after the last process has finished with it. Imprecise:
// FlushViewOfFile writes it any time, and the system does when it sees fit.
#include "lab.h"

char byte_on_disk(HANDLE file, int offset)
{
    char byte = 0;
    DWORD count;
    SetFilePointer(file, offset, NULL, FILE_BEGIN);
    ReadFile(file, &byte, 1, &count, NULL);
    return byte;
}

int main(void)
{
    char folder[MAX_PATH], path[MAX_PATH];
    DWORD count;
    GetTempPathA(MAX_PATH, folder);
    GetTempFileNameA(folder, "lab", 0, path);
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    WriteFile(file, "........", 8, &count, NULL);
    HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);

    view[0] = 'F';
    CHECK(FlushViewOfFile(view, 1));
    CHECK_EQ(byte_on_disk(file, 0), 'F');

    view[1] = 'U';
    CHECK(UnmapViewOfFile(view));
    CHECK(CloseHandle(section));
    CHECK_EQ(byte_on_disk(file, 1), 'U');
    CHECK(CloseHandle(file));
    CHECK(DeleteFileA(path));
    return 0;
}
