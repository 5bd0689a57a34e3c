// You may read that writing code takes PAGE_EXECUTE_READWRITE. PAGE_READWRITE, then PAGE_EXECUTE_READ will do.
#include "lab.h"

int main(void)
{
    DWORD old_protection;
    unsigned char *code = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    // While it can be written it cannot be executed ...
    code[0] = 0xC3; // ret
    CHECK_EQ(probe_execute(code), EXCEPTION_ACCESS_VIOLATION);

    // ... and while it can be executed it cannot be written.
    CHECK(VirtualProtect(code, 4096, PAGE_EXECUTE_READ, &old_protection));
    FlushInstructionCache(GetCurrentProcess(), code, 1);
    CHECK_EQ(probe_execute(code), 0);
    CHECK_EQ(probe_write(code, 0x90), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(code[0], 0xC3);

    CHECK(VirtualFree(code, 0, MEM_RELEASE));
    return 0;
}
