// FACT: Parameters may be declared between the parentheses and the body.
// SOURCE: C11 6.9.1
#include "lab.h"

int add(a, b)
int a;
int b;
{
    return a + b;
}

static char *skip(text, count)
int count;
char *text;
{
    return text + count;
}

double scaled(n, by) short n; double by; { return n * by; }

int main(void)
{
    CHECK_EQ(add(2, 3), 5);
    CHECK_EQ(add(-2, 3), 1);
    CHECK(strcmp(skip("memory", 3), "ory") == 0);
    CHECK(scaled(4, 0.5) == 2.0);
    return 0;
}
