// You may read that memory from VirtualAlloc is only accessible to the process that allocated it. Imprecise:
// others can ask the system to read and write it.
#define LAB_PROCESS_B
#include "lab.h"

int process_b(void)
{
    char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    page[0] = 'b';
    lab_post(0, (ULONG_PTR)page);
    lab_switch_to('A');
    CHECK_EQ(page[0], 'a');
    VirtualFree(page, 0, MEM_RELEASE);
    return 0;
}

int main(void)
{
    char byte = 0;
    SIZE_T count;
    lab_switch_to('B');
    void *page_in_b = (void *)lab_fetch(0);

    CHECK(ReadProcessMemory(lab_process('B'), page_in_b, &byte, 1, &count));
    CHECK_EQ(byte, 'b');
    byte = 'a';
    CHECK(WriteProcessMemory(lab_process('B'), page_in_b, &byte, 1, &count));
    lab_switch_to('B');
    return 0;
}
