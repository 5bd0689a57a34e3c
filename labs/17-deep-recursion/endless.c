// A recursion without an end, in a function that is prepared for it.
#include "lab.h"

static DWORD code;
static volatile int levels;

static int endless(int n)
{
    volatile char room[4096];
    room[0] = 1;
    levels = n;
    return endless(n + 1) + room[0];
}

int main(void)
{
    __try {
        endless(1); // @endless
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        code = GetExceptionCode(); // @caught
    }
    printf("0x%lx after %d levels\n", code, levels); // @done
    return 0;
}
