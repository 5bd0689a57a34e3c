// An executable or DLL is mapped into memory, headers first.
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *dll = (char *)GetModuleHandleA("kernel32.dll");
    IMAGE_DOS_HEADER *dos = (IMAGE_DOS_HEADER *)dll;
    CHECK_EQ(dos->e_magic, IMAGE_DOS_SIGNATURE);
    printf("It begins with %c%c\n", dll[0], dll[1]);

    IMAGE_NT_HEADERS64 *nt = (IMAGE_NT_HEADERS64 *)(dll + dos->e_lfanew);
    CHECK_EQ(nt->Signature, IMAGE_NT_SIGNATURE);
    CHECK_EQ(nt->FileHeader.Machine, IMAGE_FILE_MACHINE_AMD64);

    VirtualQuery(dll, &info, sizeof info);
    CHECK_EQ(info.Type, MEM_IMAGE);
    CHECK_EQ(info.Protect, PAGE_READONLY);

    // The code may be executed, and not written.
    char *code = dll + nt->OptionalHeader.BaseOfCode;
    VirtualQuery(code, &info, sizeof info);
    CHECK_EQ(info.Protect, PAGE_EXECUTE_READ);
    CHECK(info.AllocationBase == dll);
    CHECK_EQ(probe_write(code, 0), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
