// Map a file: its bytes become memory, and memory becomes its bytes.
#include "lab.h"

int main(void)
{
    char folder[MAX_PATH], path[MAX_PATH], text[16] = "";
    DWORD count;
    GetTempPathA(MAX_PATH, folder);
    GetTempFileNameA(folder, "lab", 0, path);
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    CHECK(WriteFile(file, "a mapped file", 13, &count, NULL));

    HANDLE section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    printf("In memory: %.13s\n", view);
    view[0] = 'A';
    CHECK(FlushViewOfFile(view, 0));

    SetFilePointer(file, 0, NULL, FILE_BEGIN);
    CHECK(ReadFile(file, text, 13, &count, NULL));
    printf("On disk:   %s\n", text);
    CHECK_EQ(text[0], 'A');

    CHECK(UnmapViewOfFile(view));
    CHECK(CloseHandle(section));
    CHECK(CloseHandle(file));
    CHECK(DeleteFileA(path));
    return 0;
}
