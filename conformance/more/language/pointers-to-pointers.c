// FACT: A pointer is an object like others: it has an address, can be changed through it, and lies in arrays.
// SOURCE: C11 6.5.3.2, 6.7.6.1
#include "lab.h"

static void advance(const char **text, char until)
{
    while (**text && **text != until) ++*text;
}

static int allocate(int **result, int count)
{
    *result = malloc(count * sizeof **result);
    if (!*result) return 0;
    for (int i = 0; i < count; i++) (*result)[i] = i * i;
    return 1;
}

int main(void)
{
    const char *text = "key=value", *words[] = { "alpha", "beta", "gamma", NULL }, **word = words;
    int a = 1, b = 2, *pa = &a, *pb = &b, **pp = &pa, ***ppp = &pp, *block, *t, letters = 0, rows[3][2], (*row)[2] = rows;

    advance(&text, '=');
    CHECK(strcmp(text, "=value") == 0);
    **pp = 10;
    CHECK_EQ(a, 10);
    *pp = pb;
    ***ppp = 20;
    CHECK(b == 20 && a == 10 && pa == &b);
    t = pa, pa = &a, pb = t;
    CHECK_EQ(**pp + *pb, 30);

    CHECK(allocate(&block, 12));
    CHECK_EQ(block[11], 121);
    free(block);
    while (*word) letters += (int)strlen(*word++);
    CHECK_EQ(letters, 14);
    CHECK_EQ(word - words, 3);
    CHECK_EQ(**(words + 1), 'b');
    CHECK_EQ(*(*(words + 2) + 2), 'm');

    for (int i = 0; i < 6; i++) (&rows[0][0])[i] = i;
    row++;
    CHECK_EQ((*row)[1], 3);
    CHECK_EQ(row[1][0], 4);
    CHECK_EQ((char *)(row + 1) - (char *)row, 8);
    return 0;
}
