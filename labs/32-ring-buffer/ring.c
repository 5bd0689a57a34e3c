// A ring buffer: one section, mapped twice, side by side, so that behind its end its beginning comes again.
#include "lab.h"

#define SIZE 0x10000

int main(void)
{
    HANDLE self = GetCurrentProcess();
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, SIZE, NULL);
    char *ring = VirtualAlloc2(self, NULL, 2 * SIZE, MEM_RESERVE | MEM_RESERVE_PLACEHOLDER, PAGE_NOACCESS, NULL, 0); // @hole

    // @split Cut the placeholder into two halves of SIZE bytes, below this line.

    char *first = MapViewOfFile3(section, self, ring, 0, SIZE, MEM_REPLACE_PLACEHOLDER, PAGE_READWRITE, NULL, 0); // @first
    char *second =
        MapViewOfFile3(section, self, ring + SIZE, 0, SIZE, MEM_REPLACE_PLACEHOLDER, PAGE_READWRITE, NULL, 0); // @second
    if (first == NULL || second == NULL) {
        printf("No ring yet: error %lu\n", GetLastError()); // @refused
        return 1;
    }

    memcpy(ring + SIZE - 4, "around", 7); // @write
    printf("The ring begins with \"%s\"\n", ring); // @read
    return 0;
}
