// How many instances have been here? Each adds one to a counter, which so far is its own.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-lab-30"

static int own_counter;

static int *counter_of_all(void)
{
    // @shared Return the address of a counter that all instances have in common, below this line.

    return &own_counter;
}

int process_b(void)
{
    int *counter = counter_of_all();
    ++*counter; // @b-counted
    return 0;
}

int main(void)
{
    int *counter = counter_of_all();
    ++*counter;
    lab_switch_to('B');
    int count = *counter;
    printf("%d instances\n", count); // @counted
    return 0;
}
