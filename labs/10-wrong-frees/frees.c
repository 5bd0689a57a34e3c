// Try eight ways to free four pages. freed[row][column] is 1 where the call succeeded.
#include <windows.h>
#include <stdio.h>

static int freed[4][2];
static DWORD error[4][2];

int main(void)
{
    DWORD type[2] = { MEM_DECOMMIT, MEM_RELEASE };

    for (int row = 0; row < 4; row++) {
        for (int column = 0; column < 2; column++) {
            char *base = VirtualAlloc(NULL, 4 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
            char *where = row < 2 ? base : base + 4096;
            SIZE_T size = row % 2 == 0 ? 4096 : 0;
            freed[row][column] = VirtualFree(where, size, type[column]);
            error[row][column] = freed[row][column] ? 0 : GetLastError();
        }
    }

    printf("                 DECOMMIT  RELEASE\n"); // @tried
    for (int row = 0; row < 4; row++)
        printf("row %d: error     %8lu %8lu\n", row, error[row][0], error[row][1]);
    return 0;
}
