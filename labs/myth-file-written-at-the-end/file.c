// Change a file through a view, and read the file by its handle meanwhile.
#include <windows.h>
#include <stdio.h>

static char byte_in_file(HANDLE file, int offset)
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
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0); // @map

    view[0] = 'F';
    BOOL flushed = FlushViewOfFile(view, 1);
    char first = byte_in_file(file, 0);
    printf("Flushed, still mapped: %c\n", first); // @flushed

    view[1] = 'U';
    UnmapViewOfFile(view);
    CloseHandle(section);
    char second = byte_in_file(file, 1);
    printf("Never flushed, unmapped: %c\n", second); // @unmapped

    CloseHandle(file);
    DeleteFileA(path);
    return 0;
}
