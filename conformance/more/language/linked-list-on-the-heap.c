// FACT: Blocks from malloc stay where they are until they are freed; lists of them can be built, reversed, filtered and taken down.
// SOURCE: C11 7.22.3
#include "lab.h"

typedef struct node { struct node *next; int value; char tag[4]; } node;

static node *push(node *list, int value)
{
    node *n = malloc(sizeof(node));
    n->next = list;
    n->value = value;
    sprintf(n->tag, "%03d", value % 1000);
    return n;
}

static node *reverse(node *list)
{
    node *done = NULL;
    while (list) {
        node *next = list->next;
        list->next = done;
        done = list;
        list = next;
    }
    return done;
}

static int remove_odd(node **link)
{
    int removed = 0;
    while (*link) {
        node *n = *link;
        if (n->value % 2) {
            *link = n->next;
            free(n);
            removed++;
        } else link = &n->next;
    }
    return removed;
}

int main(void)
{
    node *list = NULL, *n;
    int sum = 0, count = 0;
    int *block;

    for (int i = 1; i <= 100; i++) list = push(list, i * i);
    CHECK_EQ(list->value, 10000);
    list = reverse(list);
    CHECK_EQ(list->value, 1);
    CHECK(strcmp(list->next->next->tag, "009") == 0);
    CHECK_EQ(remove_odd(&list), 50);
    for (n = list; n; n = n->next) sum += n->value, count++;
    CHECK_EQ(count, 50);
    CHECK_EQ(sum, 171700);
    while (list) {
        n = list;
        list = list->next;
        free(n);
        count--;
    }
    CHECK_EQ(count, 0);

    block = calloc(4, sizeof *block);
    CHECK_EQ(block[0] | block[3], 0);
    block[3] = 33;
    block = realloc(block, 1000 * sizeof *block);
    CHECK_EQ(block[3], 33);
    block[999] = 1;
    free(block);
    return 0;
}
