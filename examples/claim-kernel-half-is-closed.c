// You may read that a program cannot reach the kernel's addresses. True.
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *kernel = (char *)0xFFFF800000000000;

    CHECK_EQ(probe_read(kernel), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_write(kernel, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_read((char *)0xFFFFFFFFFFFFFFFF), EXCEPTION_ACCESS_VIOLATION);

    // Between the halves lie addresses that the processor does not even know.
    CHECK_EQ(probe_read((char *)0x0000800000000000), EXCEPTION_ACCESS_VIOLATION);

    // Asking or allocating leads nowhere either.
    CHECK_EQ(VirtualQuery(kernel, &info, sizeof info), 0);
    SetLastError(0);
    CHECK(VirtualAlloc(kernel, 4096, MEM_RESERVE, PAGE_READWRITE) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    return 0;
}
