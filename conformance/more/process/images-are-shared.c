// FACT: Processes share the pages of images until one writes: QueryWorkingSetEx counts who shares, a written page of .data is the writer's own, and a library lies at one base everywhere.
// SOURCE: Windows Internals, Part 1, chapter 5 (Copy-on-write; Shared memory and mapped files; Image randomization); learn.microsoft.com, PSAPI_WORKING_SET_EX_BLOCK
#include <windows.h>
#include <psapi.h>
#include <stdio.h>
#define LAB_PROCESS_B
#include "lab.h"

static int variable[4096] = { 1 };
static const char text[] = "the same bytes in every process";

static PSAPI_WORKING_SET_EX_BLOCK Look(PVOID address)
{
    PSAPI_WORKING_SET_EX_INFORMATION info = { 0 };
    volatile char touched = *(volatile char *)address;
    (void)touched;
    info.VirtualAddress = address;
    QueryWorkingSetEx(GetCurrentProcess(), &info, sizeof info);
    return info.VirtualAttributes;
}

static PBYTE FirstSection(HMODULE module)
{
    PIMAGE_NT_HEADERS nt = (PIMAGE_NT_HEADERS)((PBYTE)module + ((PIMAGE_DOS_HEADER)module)->e_lfanew);
    return (PBYTE)module + IMAGE_FIRST_SECTION(nt)->VirtualAddress;
}

int process_b(void)
{
    HMODULE library;
    CHECK_EQ((UINT64)GetModuleHandleA("kernel32.dll"), lab_fetch(0));
    CHECK_EQ((UINT64)GetModuleHandleA("ntdll.dll"), lab_fetch(1));
    library = LoadLibraryA("lz32.dll");
    CHECK_EQ((UINT64)library, lab_fetch(2));
    CHECK_EQ(variable[0], 1);
    CHECK_EQ(variable[2048], 0);
    printf("%s\n", text);
    Look(library);
    Look(FirstSection(library));
    lab_switch_to('A');
    CHECK_EQ(variable[0], 1);
    variable[0] = 3;
    return 0;
}

int main(void)
{
    HMODULE library = LoadLibraryA("lz32.dll");
    PBYTE code = FirstSection(library);
    PSAPI_WORKING_SET_EX_BLOCK before, after;
    MEMORY_BASIC_INFORMATION mbi;
    DWORD old;
    CHECK(library != NULL);
    CHECK(LoadLibraryA("lz32.dll") == library);
    CHECK(FreeLibrary(library));
    CHECK(GetModuleHandleA("lz32.dll") == library);
    lab_post(0, (UINT64)GetModuleHandleA("kernel32.dll"));
    lab_post(1, (UINT64)GetModuleHandleA("ntdll.dll"));
    lab_post(2, (UINT64)library);
    before = Look(code);
    lab_switch_to('B');
    after = Look(code);
    CHECK(after.Valid && after.Shared);
    TODO_WINE_CHECK(after.ShareCount > before.ShareCount);
    /* A write makes the page one's own; nobody else sees it. */
    CHECK(VirtualProtect(code, 1, PAGE_EXECUTE_READWRITE, &old));
    VirtualQuery(code, &mbi, sizeof mbi);
    CHECK_EQ(mbi.Protect, PAGE_EXECUTE_WRITECOPY);
    code[0] ^= 1;
    after = Look(code);
    CHECK(!after.Shared);
    VirtualQuery(code, &mbi, sizeof mbi);
    TODO_WINE_CHECK_EQ(mbi.Protect, PAGE_EXECUTE_READWRITE);
    CHECK_EQ(mbi.Type, MEM_IMAGE);
    code[0] ^= 1;
    CHECK(VirtualProtect(code, 1, old, &old));
    variable[0] = 2;
    variable[2048] = 5;
    lab_switch_to('B');
    CHECK_EQ(variable[0], 2);
    CHECK_EQ(variable[2048], 5);
    CHECK(FreeLibrary(library));
    CHECK(GetModuleHandleA("lz32.dll") == NULL);
    CHECK(VirtualQuery(library, &mbi, sizeof mbi) != 0 && mbi.State == MEM_FREE);
    library = LoadLibraryA("lz32.dll");
    CHECK_EQ((UINT64)library, lab_fetch(2));
    return 0;
}
