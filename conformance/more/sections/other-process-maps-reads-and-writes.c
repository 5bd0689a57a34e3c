// FACT: Two processes with views of one named section exchange bytes at once in both directions; a copy-on-write view of one follows the section until it writes, and its copy is seen by nobody.
// SOURCE: Microsoft, Creating Named Shared Memory; Memory Protection (Copy-on-Write Protection); ReadProcessMemory, VirtualQueryEx
#define LAB_PROCESS_B
#include "lab.h"

static HANDLE section;
static BYTE *v;

int process_b(void)
{
    DWORD old;
    section = OpenFileMappingA(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, "Lab-exchange");
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
    lab_post(0, (ULONG_PTR)v);
    lab_post(1, v[0]);
    lab_switch_to('A');
    lab_post(2, v[0]);
    v[0] = 0xbb;
    lab_post(3, v[0]);
    lab_switch_to('A');
    lab_post(4, v[0]);
    lab_post(5, v[0x1000]);
    UnmapViewOfFile(v);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    lab_post(6, v[0]);
    v[0] = 0xb0;
    v[0x1fff] = 0xb1;
    lab_post(0, (ULONG_PTR)v);
    VirtualProtect(v, 0x1000, PAGE_READONLY, &old);
    lab_switch_to('A');
    lab_post(7, v[1]);
    UnmapViewOfFile(v);
    CloseHandle(section);
    return 0;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    HANDLE b;
    BYTE bytes[8], *there;
    SIZE_T done = 0;
    DWORD old;

    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x2000, "Lab-exchange");
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    v[0] = 0xa0;
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(1), 0xa0);
    b = lab_process('B');
    there = (BYTE *)(ULONG_PTR)lab_fetch(0);
    CHECK_EQ(VirtualQueryEx(b, there, &m, sizeof m), 0x30);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    CHECK_EQ(m.RegionSize, 0x2000);
    CHECK_EQ(m.Type, MEM_MAPPED);
    v[0] = 0xa1;
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(2), 0xa1);
    CHECK_EQ(lab_fetch(3), 0xbb);
    CHECK_EQ(v[0], 0xa1);
    CHECK(ReadProcessMemory(b, there, bytes, 1, &done));
    CHECK_EQ(bytes[0], 0xbb);
    v[0] = 0xa2;
    v[0x1000] = 0xa3;
    CHECK_EQ(VirtualQueryEx(b, there + 0x1000, &m, sizeof m), 0x30);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(4), 0xbb);
    CHECK_EQ(lab_fetch(5), 0xa3);
    CHECK_EQ(lab_fetch(6), 0xa2);
    CHECK_EQ(v[0], 0xb0);
    CHECK_EQ(v[0x1fff], 0xb1);
    there = (BYTE *)(ULONG_PTR)lab_fetch(0);
    VirtualQueryEx(b, there, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READONLY);
    CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(m.AllocationProtect, PAGE_READWRITE);
    /* the section's page is writable here, though there it is not */
    CHECK_EQ(probe_write(v + 1, 0x31), 0);
    CHECK(VirtualProtectEx(b, there, 0x1000, PAGE_READWRITE, &old));
    CHECK_EQ(old, PAGE_READONLY);
    bytes[0] = 0x32;
    CHECK(WriteProcessMemory(b, there + 1, bytes, 1, &done));
    CHECK_EQ(v[1], 0x32);
    CHECK_EQ(VirtualFreeEx(b, there, 0, MEM_RELEASE), 0);
    CHECK_EQ(VirtualAllocEx(b, there, 0x1000, MEM_RESERVE, PAGE_READWRITE), 0);
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(7), 0x32);
    SetLastError(0);
    CHECK_EQ(VirtualQueryEx(b, there, &m, sizeof m), 0x30);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(m.State, MEM_FREE);
    return 0;
}
