// FACT: Pages allocated in another process are its own: it finds there what was written from outside, and its writes can be read from outside, byte by byte.
// SOURCE: sdk-api memoryapi VirtualAllocEx, ReadProcessMemory, WriteProcessMemory
#define LAB_PROCESS_B
#include "lab.h"

int process_b(void)
{
    BYTE *p;
    int sum = 0;

    lab_switch_to('A');
    p = (BYTE *)(ULONG_PTR)lab_fetch(0);
    for (int i = 0; i < 0x3000; i++) sum += p[i];
    lab_post(1, sum);
    for (int i = 0; i < 0x1000; i++) p[0x1000 + i] = i % 7;
    lab_switch_to('A');
    lab_post(2, probe_read(p + 0x2000));
    lab_post(3, probe_write(p, 1));
    return 0;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    BYTE bytes[0x100];
    SIZE_T count;
    DWORD old;
    int wrong = 0;
    BYTE *there;
    HANDLE b;

    lab_switch_to('B');
    b = lab_process('B');
    there = VirtualAllocEx(b, NULL, 0x5000, MEM_RESERVE, PAGE_READWRITE);
    CHECK(VirtualAllocEx(b, there, 0x3000, MEM_COMMIT, PAGE_READWRITE) == there);
    memset(bytes, 3, sizeof bytes);
    for (int i = 0; i < 0x30; i++)
        if (!WriteProcessMemory(b, there + i * 0x100, bytes, i % 2 ? 0x100 : 0x80, &count)) wrong++;
    CHECK_EQ(wrong, 0);
    lab_post(0, (ULONG_PTR)there);
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(1), 3 * (0x18 * 0x100 + 0x18 * 0x80));

    CHECK(ReadProcessMemory(b, there + 0x1FF0, bytes, 0x20, &count));
    CHECK_EQ(bytes[0], 0xFF0 % 7);
    CHECK_EQ(bytes[0xF], 0xFFF % 7);
    CHECK_EQ(bytes[0x10], 3);

    CHECK(VirtualFreeEx(b, there + 0x2000, 0x1000, MEM_DECOMMIT));
    CHECK(VirtualProtectEx(b, there, 0x1000, PAGE_READONLY, &old));
    CHECK_EQ(VirtualQueryEx(b, there + 0x2000, &m, sizeof m), sizeof m);
    CHECK_EQ(m.State, MEM_RESERVE);
    CHECK_EQ(m.RegionSize, 0x3000);
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(2), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(lab_fetch(3), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
