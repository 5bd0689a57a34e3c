// A program that makes a function: six bytes are written, then called.
#include "lab.h"

typedef int (*function)(void);

static const unsigned char bytes[6] = {0xB8, 42, 0, 0, 0, 0xC3}; /* mov eax, 42; ret */

int main(void)
{
    DWORD old = 0;
    int answer = 0;
    unsigned char *code = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    memcpy(code, bytes, sizeof bytes);
    DWORD early = probe_execute(code); // @early

    // @flip Make the page ready to be called, below this line.

    DWORD ready = probe_execute(code); // @ready
    if (ready == 0)
        answer = ((function)code)();
    printf("The answer is %d\n", answer); // @done
    return 0;
}
