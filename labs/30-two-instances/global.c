// Two instances of this program, A and B. B writes a global variable.
#define LAB_PROCESS_B
#include "lab.h"

#define PAGE 4096

static char table[6 * PAGE] = { 1 };

/* The second page of the table: the first one may hold other variables, too. */
static char *second_page(void) { return (char *)(((ULONG_PTR)table + PAGE) / PAGE * PAGE); }

/* The first page of the program's code. */
static char *code_page(void)
{
    char *image = (char *)GetModuleHandleA(NULL);
    IMAGE_NT_HEADERS64 *nt = (IMAGE_NT_HEADERS64 *)(image + ((IMAGE_DOS_HEADER *)image)->e_lfanew);
    return image + nt->OptionalHeader.BaseOfCode;
}

int process_b(void)
{
    char *data = second_page(), *code = code_page();
    int sum = code[0];
    for (int i = 0; i < 4; i++) sum += data[i * PAGE];
    printf("B has read (%d)\n", sum); // @read

    data[PAGE] = 'B'; // @write
    return 0;
}

int main(void)
{
    char *data = second_page(), *code = code_page();
    int sum = code[0];
    for (int i = 0; i < 4; i++) sum += data[i * PAGE];

    lab_switch_to('B');
    int found = data[PAGE];
    printf("A finds %d (%d)\n", found, sum); // @found
    return 0;
}
