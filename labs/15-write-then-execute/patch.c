// A generated function is called, then changed, then called again.
#include "lab.h"

typedef int (*function)(void);

static const unsigned char bytes[6] = {0xB8, 42, 0, 0, 0, 0xC3}; /* mov eax, 42; ret */

int main(void)
{
    DWORD old = 0;
    int first = 0, second = 0;
    unsigned char *code = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    memcpy(code, bytes, sizeof bytes);
    VirtualProtect(code, 4096, PAGE_EXECUTE_READ, &old);
    FlushInstructionCache(GetCurrentProcess(), code, sizeof bytes);
    first = ((function)code)(); // @first

    DWORD refused = probe_write(code + 1, 43); // @refused

    // @change Change the byte, and leave the page as code, below this line.

    second = ((function)code)();       // @second
    printf("%d, then %d (the write gave 0x%lx)\n", first, second, refused); // @done
    return 0;
}
