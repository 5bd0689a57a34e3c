// With a handle that allows it, one process can work in another's memory.
#define LAB_PROCESS_B
#include "lab.h"

int process_b(void)
{
    lab_switch_to('A');
    char *gift = (char *)lab_fetch(0);
    printf("B found:  %s\n", gift);
    strcpy(gift, "thank you");
    return 0;
}

int main(void)
{
    char answer[16];
    SIZE_T count;
    lab_switch_to('B');
    HANDLE b = lab_process('B');

    char *there = VirtualAllocEx(b, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(there != NULL);
    CHECK(WriteProcessMemory(b, there, "a present", 10, &count));
    CHECK_EQ(count, 10);
    lab_post(0, (ULONG_PTR)there);
    lab_switch_to('B');

    CHECK(ReadProcessMemory(b, there, answer, 10, &count));
    printf("A reads:  %s\n", answer);
    CHECK(VirtualFreeEx(b, there, 0, MEM_RELEASE));
    CHECK(CloseHandle(b));
    return 0;
}
