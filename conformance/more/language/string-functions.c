// FACT: The string functions work on bytes up to the null; the n-variants stop at their count.
// SOURCE: C11 7.24; learn.microsoft.com cpp/c-runtime-library/string-manipulation-crt
#include "lab.h"

int main(void)
{
    char buffer[32] = "page", *found;

    CHECK_EQ(strlen(""), 0);
    CHECK_EQ(strlen("virtual"), 7);
    CHECK_EQ(strlen("cut\0off"), 3);
    CHECK(strcat(buffer, " table") == buffer && strcmp(buffer, "page table") == 0);
    CHECK(strncat(buffer, " entries", 3) == buffer && strcmp(buffer, "page table en") == 0);
    CHECK(strcmp("abc", "abd") < 0 && strcmp("b", "abc") > 0 && strcmp("ab", "abc") < 0);
    CHECK(strncmp("abcdef", "abcxyz", 3) == 0 && strncmp("abcdef", "abcxyz", 4) < 0);
    CHECK(strcmp("\xFF", "a") > 0); // bytes compare as unsigned

    found = strchr(buffer, 't');
    CHECK_EQ(found - buffer, 5);
    CHECK_EQ(strrchr(buffer, 'e') - buffer, 11);
    CHECK(strchr(buffer, 'z') == NULL);
    CHECK_EQ(*strchr("abc", 0), 0);
    CHECK_EQ(strstr(buffer, "tab") - buffer, 5);
    CHECK(strstr(buffer, "tax") == NULL && strstr(buffer, "") == buffer);

    memset(buffer, '#', sizeof buffer);
    strncpy(buffer, "ab", 5);
    CHECK(buffer[1] == 'b' && buffer[2] == 0 && buffer[4] == 0 && buffer[5] == '#');
    strncpy(buffer, "abcdefgh", 3);
    CHECK(buffer[2] == 'c' && buffer[3] == 0);
    CHECK(strcpy(buffer + 10, "end") == buffer + 10);
    CHECK_EQ(strlen(buffer + 9), 4);
    CHECK_EQ(atoi("42abc") + atoi("-7") + atoi("  3") + atoi("x"), 38);
    return 0;
}
