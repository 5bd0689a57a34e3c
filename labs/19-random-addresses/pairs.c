// The same program twice, as processes A and B, at the same time. same[i] is 1 where both found the i-th thing at one address.
#define LAB_PROCESS_B
#include "lab.h"

static int global;
static ULONG_PTR places[5];

static void look(void)
{
    int local = 0;
    places[0] = (ULONG_PTR)GetModuleHandleA(NULL);
    places[1] = (ULONG_PTR)GetModuleHandleA("ntdll.dll");
    places[2] = (ULONG_PTR)GetProcessHeap();
    places[3] = (ULONG_PTR)&local;
    places[4] = (ULONG_PTR)VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_NOACCESS);
}

int process_b(void)
{
    look();
    for (int i = 0; i < 5; i++)
        lab_post(i, places[i]);
    lab_post(5, (ULONG_PTR)&global - places[0]);
    return 0;
}

int main(void)
{
    int same[5];
    look(); // @looked
    lab_switch_to('B');
    for (int i = 0; i < 5; i++)
        same[i] = places[i] == lab_fetch(i);

    ULONG_PTR offsetA = (ULONG_PTR)&global - places[0]; // @compared
    ULONG_PTR offsetB = lab_fetch(5);
    for (int i = 0; i < 5; i++) // @offsets
        printf("%016llx  %016llx\n", (unsigned long long)places[i], (unsigned long long)lab_fetch(i));
    return 0;
}
