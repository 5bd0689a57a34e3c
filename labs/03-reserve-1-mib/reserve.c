// Ask for a range of addresses, and for nothing behind it.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = NULL;

    // @reserve Write the call of VirtualAlloc below this line.

    printf("The range begins at %p\n", base); // @look
    return 0;
}
