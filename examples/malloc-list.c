// Three items, linked: each malloc takes a piece of a heap.
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

struct item {
    int value;
    struct item *next;
};

int main(void)
{
    struct item *first = NULL;
    for (int i = 3; i >= 1; i--) {
        struct item *item = malloc(sizeof *item);
        item->value = i * 100;
        item->next = first;
        first = item;
    }

    for (struct item *item = first; item != NULL; item = item->next) {
        printf("%d\n", item->value);
    }

    while (first != NULL) {
        struct item *rest = first->next;
        free(first);
        first = rest;
    }
    return 0;
}
