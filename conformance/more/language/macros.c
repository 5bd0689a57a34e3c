// FACT: Macros replace tokens: arguments are expanded first unless # or ## takes them as they are, and a macro is not expanded within itself.
// SOURCE: C11 6.10.3
#include "lab.h"

#define KB *1024
#define PAGES(n) ((n) * 4 KB)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define TEXT_OF(x) #x
#define VALUE_OF(x) TEXT_OF(x)
#define JOIN(a, b) a##b
#define JOIN_VALUES(a, b) JOIN(a, b)
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define SWAP(type, a, b) do { type swap_ = a; a = b; b = swap_; } while (0)
#define EMPTY
#define FIELD(name) int JOIN(field_, name);
#define NUMBER 42
#define square(x) ((x) * (x))
#define LONG_ONE(a, \
                 b) a - \
                    b
#define LOGGED(format, ...) sprintf(line, "log: " format, __VA_ARGS__)

static char line[64];
struct made { FIELD(one) FIELD(two) };
static int once(int x) { return x + 1; }
#define once(x) once((x) * 10)

int main(void)
{
    struct made m = { 1, 2 };
    int a = 3, b = 9, JOIN(x, 1) = 5, numbers[6];

    CHECK_EQ(PAGES(1 + 2), 12288);
    CHECK_EQ(MAX(a, b) + MAX(b + 1, a), 19);
    CHECK(strcmp(TEXT_OF(NUMBER), "NUMBER") == 0);
    CHECK(strcmp(VALUE_OF(NUMBER), "42") == 0);
    CHECK(strcmp(TEXT_OF(a  +   "b\n"), "a + \"b\\n\"") == 0);
    CHECK_EQ(x1, 5);
    CHECK_EQ(JOIN_VALUES(NUM, BER), 42);
    CHECK_EQ(COUNT_OF(numbers), 6);
    if (a < b) SWAP(int, a, b);
    else a = 0;
    CHECK_EQ(a * 10 + b, 93);
    CHECK_EQ(m.field_one + m.field_two EMPTY, 3);
    CHECK_EQ(square(a - 1), 64);
    CHECK_EQ(LONG_ONE(10, 3), 7);
    CHECK_EQ(once(2), 21);
    LOGGED("%d %s", 7, "x");
    CHECK(strcmp(line, "log: 7 x") == 0);
#undef NUMBER
#define NUMBER 43
    CHECK_EQ(NUMBER, 43);
    return 0;
}
