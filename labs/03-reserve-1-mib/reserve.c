// Ask for a range of addresses, and for nothing behind it.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = NULL;

    // @reserve Your call below

    printf("The range begins at %p\n", base); // @look
    return 0;
}
