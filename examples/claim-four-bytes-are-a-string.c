// You may read that memmove(p, "1337", 4) copies 5 bytes, the null byte too. False: it copies 4. It prints
// well only because a fresh page is zero.
#include "lab.h"

int main(void)
{
    char *text = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);
    memmove(text, "1337", 4);
    printf("On a fresh page: %s\n", text);
    CHECK_EQ(strlen(text), 4);

    // The same on a page that was in use.
    strcpy(text, "xxxxxxx");
    memmove(text, "1337", 4);
    printf("On a used page:  %s\n", text);
    CHECK_EQ(strlen(text), 7);

    // Five bytes end the string where it should end.
    memmove(text, "1337", 5);
    printf("With 5 bytes:    %s\n", text);
    CHECK_EQ(strlen(text), 4);
    CHECK_EQ(sizeof "1337", 5);
    CHECK(VirtualFree(text, 0, MEM_RELEASE));
    return 0;
}
