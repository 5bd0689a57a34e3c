// A page that every process has at the same address, without having asked for it.
#include "lab.h"

int main(void)
{
    char *shared = (char *)0x7FFE0000;
    WCHAR *root = (WCHAR *)(shared + 0x30); /* NtSystemRoot: where Windows is installed */
    char first = (char)root[0], second = (char)root[1];
    printf("Windows is on drive %c%c\n", first, second); // @read

    DWORD code = probe_write(shared, 0); // @write
    printf("Writing gave 0x%lx\n", code);
    return 0;
}
