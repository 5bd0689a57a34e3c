// Ask the system for 8 bytes, use them, give them back.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    int *numbers = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);
    if (numbers == NULL) {
        printf("No memory: error %lu\n", GetLastError());
        return 1;
    }
    printf("Memory begins at %p\n", numbers);

    numbers[0] = 42;
    numbers[1] = 58;
    printf("%d + %d = %d\n", numbers[0], numbers[1], numbers[0] + numbers[1]);

    // Memory comes in pages: number 1024 is the last one on this page.
    numbers[1023] = 7;
    printf("The last number on the page is %d\n", numbers[1023]);

    BOOL given_back = VirtualFree(numbers, 0, MEM_RELEASE);
    printf("Given back: %s\n", given_back ? "yes" : "no");
    return 0;
}
