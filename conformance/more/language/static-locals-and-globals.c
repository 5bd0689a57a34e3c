// FACT: Objects with static storage start as zero or as initialised, once, and keep their value between calls; automatic ones are new each time.
// SOURCE: C11 6.2.4, 6.7.9p10
#include "lab.h"

static int zero[5];
int counter = 10;
static const char *names[] = { "one", "two", "three" };
static int *to_counter = &counter;
static char text[] = "editable";
static char *middle = text + 4;

static int next_id(void)
{
    static int id = 100;
    static BYTE *last;
    int fresh = 1;
    if (last) fresh += *last;
    last = (BYTE *)&id;
    fresh++;
    return id += fresh > 0;
}

static int calls(int reset)
{
    static int count;
    if (reset) count = 0;
    return ++count;
}

int main(void)
{
    CHECK_EQ(zero[0] + zero[4], 0);
    CHECK_EQ(next_id(), 101);
    CHECK_EQ(next_id(), 102);
    for (int i = 0; i < 5; i++) calls(0);
    CHECK_EQ(calls(0), 6);
    CHECK_EQ(calls(1), 1);

    *to_counter += 5;
    CHECK_EQ(counter, 15);
    CHECK(strcmp(names[2], "three") == 0);
    CHECK_EQ(sizeof names / sizeof *names, 3);
    CHECK_EQ(sizeof text, 9);
    *middle = 'A';
    CHECK(strcmp(text, "editAble") == 0);
    for (int i = 0; i < 3; i++) {
        static int kept = 1;
        int fresh = 1;
        kept *= 3;
        fresh *= 3;
        CHECK_EQ(fresh, 3);
        if (i == 2) CHECK_EQ(kept, 27);
    }
    return 0;
}
