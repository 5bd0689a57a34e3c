// FACT: MapViewOfFile3 with another process's handle makes a view there, which VirtualQueryEx and ReadProcessMemory see and UnmapViewOfFile2 takes away; handles go from process to process by DuplicateHandle.
// SOURCE: Microsoft, MapViewOfFile3, UnmapViewOfFile2, DuplicateHandle, VirtualAllocEx; wine dlls/kernel32/tests/virtual.c:76-234
#define LAB_PROCESS_B
#include "lab.h"

int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS, FALSE, "Lab-made-there");
    BYTE *v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    p[0] = 9;
    lab_post(0, (ULONG_PTR)v);
    lab_post(1, (ULONG_PTR)section);
    lab_post(2, (ULONG_PTR)p);
    lab_switch_to('A');
    lab_post(3, v[0]);
    lab_post(4, p[1]);
    lab_switch_to('A');
    return 0;
}

int main(void)
{
    HANDLE self = GetCurrentProcess(), section, b, h = NULL;
    MEMORY_BASIC_INFORMATION m;
    BYTE bytes[16], *p, *v, *q;
    SIZE_T n;
    DWORD old;

    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x20000, "Lab-made-there");
    lab_switch_to('B');
    b = lab_process('B');
    v = (BYTE *)(ULONG_PTR)lab_fetch(0);
    p = (BYTE *)(ULONG_PTR)lab_fetch(2);
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(b, p, bytes, 1, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(bytes[0], 9);
    bytes[0] = 0x55;
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(b, p + 1, bytes, 1, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(WriteProcessMemory(b, v, bytes, 1, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(VirtualProtectEx(b, p + 0x1000, 0x1000, PAGE_READONLY, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_READWRITE);
    SetLastError(0);
    CHECK_EQ(VirtualFreeEx(b, p + 0x2000, 0x1000, MEM_DECOMMIT), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(VirtualQueryEx(b, p, &m, sizeof m), 0x30);
    CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(VirtualQueryEx(b, p + 0x2000, &m, sizeof m), 0x30);
    CHECK_EQ(m.State, MEM_RESERVE);
    q = (BYTE *)VirtualAllocEx(b, NULL, 0x1000, MEM_COMMIT, PAGE_READWRITE);
    CHECK(q != NULL);
    CHECK(VirtualAllocEx(b, q, 0x1000, MEM_COMMIT, PAGE_READONLY) == q);
    SetLastError(0);
    CHECK_EQ(VirtualFreeEx(b, q, 0, MEM_RELEASE), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(VirtualFreeEx(b, v, 0, MEM_RELEASE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(VirtualAllocEx(b, v, 0x1000, MEM_COMMIT, PAGE_READONLY) == v);
    SetLastError(0);
    CHECK_EQ(VirtualAllocEx(b, v, 0x1000, MEM_RESERVE, PAGE_READONLY), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(VirtualProtectEx(b, v, 0x1000, PAGE_READWRITE, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_READONLY);
    SetLastError(0);
    CHECK_EQ(VirtualProtectEx(b, v, 0x1000, PAGE_EXECUTE_READ, &old), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);

    q = (BYTE *)MapViewOfFile3(section, b, NULL, 0x10000, 0x1000, 0, PAGE_READWRITE, NULL, 0);
    CHECK(q != NULL);
    CHECK_EQ(VirtualQueryEx(b, q, &m, sizeof m), 0x30);
    CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(m.Type, MEM_MAPPED);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    SetLastError(0);
    CHECK_EQ(ReadProcessMemory(b, q, bytes, 1, &n), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(bytes[0], 0);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile2(b, q, 0), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile2(b, q, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile2(NULL, q, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile3(section, self, NULL, 0x8000, 0, 0, PAGE_READONLY, NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile3(section, self, NULL, 0, 0x20001, 0, PAGE_READONLY, NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile3(section, self, NULL, 0, 0, 0, PAGE_EXECUTE_READ, NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile3(section, self, NULL, 0, 0, 0, 0, NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile3(NULL, self, NULL, 0, 0, 0, PAGE_READONLY, NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile3(section, self, (void *)0x12345000, 0, 0, 0, PAGE_READONLY, NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);
    SetLastError(0);
    CHECK_EQ(MapViewOfFileEx(section, FILE_MAP_READ, 0, 0, 0, (void *)0x50001000), 0);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);

    SetLastError(0);
    CHECK_EQ(DuplicateHandle(b, (HANDLE)(ULONG_PTR)lab_fetch(1), self, &h, 0, FALSE, DUPLICATE_SAME_ACCESS), 1);
    CHECK_EQ(GetLastError(), 0);
    q = (BYTE *)MapViewOfFile(h, FILE_MAP_WRITE, 0, 0, 0);
    CHECK(q != NULL);
    CHECK_EQ(q[0], 0x55);
    q[0] = 0x66;
    SetLastError(0);
    CHECK_EQ(DuplicateHandle(self, section, b, &h, 0, FALSE, DUPLICATE_SAME_ACCESS), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(DuplicateHandle(self, (HANDLE)0x12344, b, &h, 0, FALSE, DUPLICATE_SAME_ACCESS), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(DuplicateHandle(self, self, self, &h, 0, FALSE, DUPLICATE_SAME_ACCESS), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK(GetProcessId(h) == GetCurrentProcessId());
    lab_switch_to('B');
    CHECK_EQ(lab_fetch(3), 0x66);
    CHECK_EQ(lab_fetch(4), 0x55);
    CHECK(GetProcessId(b) != GetCurrentProcessId());
    SetLastError(0);
    CHECK_EQ(GetExitCodeProcess(b, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, 0x103);
    CHECK_EQ(VirtualQueryEx(b, NULL, &m, sizeof m), 0x30);
    CHECK_EQ(m.State, MEM_FREE);
    return 0;
}
