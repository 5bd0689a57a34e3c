// FACT: strtok cuts a text into words, in place, and goes on where it stopped.
// SOURCE: C11 7.24.5.8
#include "lab.h"

int main(void)
{
    char line[] = ",,alloc,0x1000;rw,";
    char *word = strtok(line, ",;");
    CHECK(strcmp(word, "alloc") == 0);
    CHECK_EQ(word - line, 2);
    CHECK(strcmp(strtok(NULL, ",;"), "0x1000") == 0);
    CHECK(strcmp(strtok(NULL, ",;"), "rw") == 0);
    CHECK(strtok(NULL, ",;") == NULL);
    CHECK(strtok(NULL, ",;") == NULL);
    CHECK_EQ(line[7], 0);
    CHECK_EQ(line[1], ',');
    char none[] = ";;";
    CHECK(strtok(none, ";") == NULL);
    char other[] = "a=b";
    CHECK(strcmp(strtok(other, "="), "a") == 0);
    CHECK(strcmp(strtok(NULL, ""), "b") == 0);
    return 0;
}
