// FACT: %s prints up to the null or the precision, %c one byte, %ls and %S wide text; widths pad on the left or right.
// SOURCE: C11 7.21.6.1; learn.microsoft.com cpp/c-runtime-library/format-specification-syntax-printf-and-wprintf-functions
#include "lab.h"

static char line[200];
#define SHOWS(text, ...) (sprintf(line, __VA_ARGS__), strcmp(line, text) == 0)

int main(void)
{
    char raw[4] = { 'r', 'a', 'w', '!' };

    CHECK(SHOWS("page", "%s", "page"));
    CHECK(SHOWS("[    page][page    ]", "[%8s][%-8s]", "page", "page"));
    CHECK(SHOWS("[pa][   pa][page]", "[%.2s][%5.2s][%.9s]", "page", "page", "page"));
    CHECK(SHOWS("raw!", "%.4s", raw));
    CHECK(SHOWS("[pag]", "[%.*s]", 3, "page"));
    CHECK(SHOWS("a|  b|c  ", "%c|%3c|%-3c", 'a', 'b', 'c'));
    CHECK(SHOWS("A", "%c", 0x141));
    CHECK(SHOWS("wide wide", "%ls %S", L"wide", L"wide"));
    CHECK_EQ(snprintf(line, 6, "%s", "abcdefgh"), 8);
    CHECK(strcmp(line, "abcde") == 0);
    CHECK(SHOWS("a\tb\\n", "a\tb\\n"));
    CHECK_EQ(sprintf(line, "%c%c", 'x', 0), 2);
    CHECK_EQ(strlen(line), 1);
    puts("a line from puts");
    putchar('o');
    putchar('k');
    putchar('\n');
    printf("one " "literal " "of three\n");
    return 0;
}
