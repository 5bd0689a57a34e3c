// Reserve for the largest size you can think of, commit as the array grows: its address never changes.
#include <windows.h>
#include <stdio.h>

#define PAGE 4096
#define LARGEST (1024 * 1024)

int main(void)
{
    int *squares = VirtualAlloc(NULL, LARGEST * sizeof(int), MEM_RESERVE, PAGE_READWRITE);
    int room = 0;
    int commits = 0;

    for (int i = 0; i < 2500; i++) {
        if (i == room) {
            VirtualAlloc(squares + room, PAGE, MEM_COMMIT, PAGE_READWRITE);
            room += PAGE / sizeof(int);
            commits++;
        }
        squares[i] = i * i;
    }
    printf("2500 numbers took %d pages of %d each\n", commits, PAGE);
    printf("The first is %d, the last %d\n", squares[0], squares[2499]);

    VirtualFree(squares, 0, MEM_RELEASE);
    return 0;
}
