// FACT: Functions can be kept in variables, arrays, structs and parameters, compared, and called with or without a star.
// SOURCE: C11 6.3.2.1p4, 6.5.2.2
#include "lab.h"

typedef int (*operation)(int, int);
static int add(int a, int b) { return a + b; }
static int subtract(int a, int b) { return a - b; }
static int multiply(int a, int b) { return a * b; }
static int first(int a, int b) { return a; }

static int fold(operation op, const int *numbers, int count, int start)
{
    while (count--) start = op(start, *numbers++);
    return start;
}

static operation choose(char sign)
{
    switch (sign) {
    case '+': return add;
    case '-': return &subtract;
    case '*': return multiply;
    }
    return NULL;
}

struct command { const char *name; operation run; };

int main(void)
{
    int numbers[] = { 1, 2, 3, 4, 5 }, sum = 0;
    operation table[4] = { add, subtract, multiply };
    struct command commands[] = { { "add", add }, { "sub", subtract }, { "mul", multiply } };
    int (*pointer)(int, int) = first;
    int (**indirect)(int, int) = &pointer;

    CHECK_EQ(fold(add, numbers, 5, 0), 15);
    CHECK_EQ(fold(multiply, numbers, 5, 1), 120);
    CHECK_EQ(fold(choose('-'), numbers, 5, 0), -15);
    CHECK(choose('?') == NULL);
    CHECK_EQ(choose('*')(6, 7), 42);
    CHECK(table[3] == NULL && table[0] == add && table[1] != add);
    CHECK_EQ((*table[1])(10, 4), 6);
    CHECK_EQ((*indirect)(8, 9), 8);
    pointer = multiply;
    CHECK_EQ((**indirect)(8, 9), 72);
    for (int i = 0; i < 3; i++) sum += commands[i].run(20, 5) * (commands[i].name[0] == 'm' ? 1 : 10);
    CHECK_EQ(sum, 250 + 150 + 100);
    CHECK_EQ(sizeof pointer, 8);
    return 0;
}
