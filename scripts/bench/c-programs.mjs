/** The C programs that are measured. Plain C, so that every interpreter and compiler takes the same text. */

/** Additions and comparisons in a loop. */
export const loop = (/** @type {number} */ passes) => `#include <stdio.h>
int main()
{
    int sum = 0;
    for (int i = 0; i < ${passes}; i = i + 1) {
        sum = sum + 3;
    }
    printf("%d\\n", sum);
    return 0;
}
`

/** A recursive Fibonacci. */
export const fibonacci = (/** @type {number} */ n) => `#include <stdio.h>
int fibonacci(int n)
{
    if (n < 2) return n;
    return fibonacci(n - 1) + fibonacci(n - 2);
}
int main()
{
    printf("%d\\n", fibonacci(${n}));
    return 0;
}
`

/** Rounds of the four calls while so many other allocations live; prints the microseconds they took. */
export const allocationRounds = (/** @type {number} */ rounds, live = 0) => `#include <windows.h>
#include <stdio.h>
int main(void)
{
    LARGE_INTEGER frequency, start, end;
    for (int i = 0; i < ${live}; i++) {
        if (VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE) == NULL) return 5;
    }
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&start);
    for (int i = 0; i < ${rounds}; i++) {
        DWORD old;
        MEMORY_BASIC_INFORMATION info;
        char *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        if (p == NULL) return 1;
        if (!VirtualProtect(p, 0x1000, PAGE_READONLY, &old)) return 2;
        if (VirtualQuery(p, &info, sizeof info) != sizeof info) return 3;
        if (!VirtualFree(p, 0, MEM_RELEASE)) return 4;
    }
    QueryPerformanceCounter(&end);
    printf("%lld\\n", (end.QuadPart - start.QuadPart) * 1000000 / frequency.QuadPart);
    return 0;
}
`

/** A loop of allocations that goes on for as long as someone steps through it. */
export const steppedProgram = `#include <windows.h>
int main(void)
{
    for (int i = 0; i < 1000000; i++) {
        DWORD old;
        char *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        p[0] = (char)i;
        VirtualProtect(p, 0x1000, PAGE_READONLY, &old);
        VirtualFree(p, 0, MEM_RELEASE);
    }
    return 0;
}
`
