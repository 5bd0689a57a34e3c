// FACT: A program calls functions of DLLs through its import address table: the loader puts their addresses there, and what a program writes there is called from then on.
// SOURCE: learn.microsoft.com, PE Format (The .idata Section, Import Address Table); Windows via C/C++, chapter 22 (API Hooking by Manipulating a Module's Import Section)
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define RVA(base, offset) ((PBYTE)(base) + (offset))

static PULONGLONG FindImport(HMODULE module, const char *library, const char *function)
{
    PIMAGE_DOS_HEADER dos = (PIMAGE_DOS_HEADER)module;
    PIMAGE_NT_HEADERS64 nt = (PIMAGE_NT_HEADERS64)RVA(module, dos->e_lfanew);
    PIMAGE_DATA_DIRECTORY dir = &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    PIMAGE_IMPORT_DESCRIPTOR import = (PIMAGE_IMPORT_DESCRIPTOR)RVA(module, dir->VirtualAddress);
    for (; import->Name; import++) {
        if (_stricmp((char *)RVA(module, import->Name), library) != 0) continue;
        PIMAGE_THUNK_DATA64 names = (PIMAGE_THUNK_DATA64)RVA(module, import->OriginalFirstThunk);
        PIMAGE_THUNK_DATA64 table = (PIMAGE_THUNK_DATA64)RVA(module, import->FirstThunk);
        for (; names->u1.AddressOfData; names++, table++) {
            PIMAGE_IMPORT_BY_NAME name = (PIMAGE_IMPORT_BY_NAME)RVA(module, names->u1.AddressOfData);
            if (strcmp((char *)name->Name, function) == 0) return &table->u1.Function;
        }
    }
    return NULL;
}

typedef DWORD (WINAPI *TickCount)(void);
typedef LPVOID (WINAPI *Alloc)(LPVOID, SIZE_T, DWORD, DWORD);
static Alloc realAlloc;
static int calls;
static LPVOID WINAPI MyAlloc(LPVOID base, SIZE_T size, DWORD type, DWORD protect)
{
    calls++;
    return realAlloc(base, size * 2, type, protect);
}
static DWORD WINAPI MyTick(void) { return 42; }

static BOOL Hook(PULONGLONG slot, PVOID target, PVOID *old)
{
    DWORD was, again;
    if (!VirtualProtect(slot, sizeof *slot, PAGE_READWRITE, &was)) return FALSE;
    if (old) *old = (PVOID)*slot;
    *slot = (ULONGLONG)target;
    return VirtualProtect(slot, sizeof *slot, was, &again);
}

int main(void)
{
    HMODULE self = GetModuleHandleA(NULL), kernel32 = GetModuleHandleA("kernel32.dll");
    PULONGLONG alloc = FindImport(self, "kernel32.dll", "VirtualAlloc");
    PULONGLONG tick = FindImport(self, "kernel32.dll", "GetTickCount");
    PULONGLONG print = FindImport(self, "msvcrt.dll", "strcmp");
    MEMORY_BASIC_INFORMATION mbi;
    CHECK(alloc != NULL);
    CHECK(tick != NULL);
    CHECK(print != NULL);
    CHECK(*alloc == (ULONGLONG)GetProcAddress(kernel32, "VirtualAlloc"));
    CHECK(*tick == (ULONGLONG)GetProcAddress(kernel32, "GetTickCount"));
    CHECK(*print == (ULONGLONG)GetProcAddress(GetModuleHandleA("msvcrt.dll"), "strcmp"));
    CHECK(((TickCount)*tick)() != 42);
    CHECK(Hook(alloc, MyAlloc, (PVOID *)&realAlloc));
    PVOID p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(calls, 1);
    VirtualQuery(p, &mbi, sizeof mbi);
    CHECK_EQ(mbi.RegionSize, 0x6000);
    VirtualFree(p, 0, MEM_RELEASE);
    CHECK(Hook(tick, MyTick, NULL));
    CHECK_EQ(GetTickCount(), 42);
    CHECK(Hook(alloc, realAlloc, NULL));
    p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(calls, 1);
    VirtualQuery(p, &mbi, sizeof mbi);
    CHECK_EQ(mbi.RegionSize, 0x3000);
    CHECK(p != NULL);
    return 0;
}
