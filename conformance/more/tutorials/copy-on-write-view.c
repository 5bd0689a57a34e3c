// FACT: What is written through an FILE_MAP_COPY view stays in the writing process: the section, its other views and the file keep the old bytes.
// SOURCE: learn.microsoft.com, File Mapping Security and Access Rights (FILE_MAP_COPY); Windows via C/C++, chapter 17 (the MMFSparse and CopyOnWrite sections)
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))

static void die(const char *what)
{
    fprintf(stderr, "%s: error %lu\n", what, GetLastError());
    ExitProcess(1);
}

static void hexdump(const char *title, const void *data, size_t size)
{
    const unsigned char *p = data;
    printf("%s\n", title);
    for (size_t row = 0; row < size; row += 16) {
        printf("  %04zx  ", row);
        for (size_t i = 0; i < 16; i++) {
            if (row + i < size) printf("%02x ", p[row + i]);
            else printf("   ");
        }
        printf(" |");
        for (size_t i = 0; i < 16 && row + i < size; i++)
            putchar(p[row + i] >= 0x20 && p[row + i] < 0x7f ? p[row + i] : '.');
        printf("|\n");
    }
}

int main(void)
{
    const char *name = "vadlab-tutorial-cow.bin";
    char line[64];
    DWORD done;
    HANDLE file, section;
    unsigned char *shared, *copy;
    MEMORY_BASIC_INFORMATION before, after;

    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS,
                       FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    if (file == INVALID_HANDLE_VALUE) die("CreateFile");
    for (int i = 0; i < 300; i++) {
        int n = sprintf(line, "record %03d|", i);
        if (!WriteFile(file, line, n, &done, NULL) || done != (DWORD)n) die("WriteFile");
    }
    section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    if (!section) die("CreateFileMapping");
    if (!(shared = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0))) die("MapViewOfFile");
    if (!(copy = MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0))) die("MapViewOfFile (copy)");

    VirtualQuery(copy, &before, sizeof before);
    hexdump("copy, at first:", copy, 33);
    memcpy(copy, "RECORD", 6);
    memset(copy + 11, '#', 10);
    hexdump("copy, written:", copy, 33);
    hexdump("shared:", shared, 33);

    CHECK_EQ(before.Protect, PAGE_WRITECOPY);
    CHECK_EQ(before.RegionSize, 4096);
    VirtualQuery(copy, &after, sizeof after);
    TODO_WINE_CHECK_EQ(after.Protect, PAGE_READWRITE);
    CHECK(memcmp(shared, "record 000|record 001|", 22) == 0);

    /* A write through the shared view no longer reaches the page that was copied. */
    shared[0] = 'X';
    CHECK_EQ(copy[0], 'R');
    CHECK(FlushViewOfFile(shared, 0));
    CHECK_EQ(SetFilePointer(file, 0, NULL, FILE_BEGIN), 0);
    CHECK(ReadFile(file, line, 10, &done, NULL));
    line[done] = 0;
    printf("file: %s\n", line);
    CHECK(strcmp(line, "Xecord 000") == 0);
    UnmapViewOfFile(copy);
    UnmapViewOfFile(shared);
    CloseHandle(section);
    CloseHandle(file);
    return 0;
}
