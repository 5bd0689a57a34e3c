// Ask VirtualQuery for one region after the other, from address 0 to where it has no answer.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *at = NULL;
    char *last = NULL;
    int found = 0;

    while (VirtualQuery(at, &info, sizeof info)) {
        last = at;
        found++;

        // @next Let at be where the next region begins, below this line.

        if (at == last) break; /* nobody has moved on */
    }

    printf("%d regions, up to %p\n", found, at); // @end
    return 0;
}
