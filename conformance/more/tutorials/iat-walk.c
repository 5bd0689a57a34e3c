// FACT: Each module's import directory names the DLLs it calls, and its address table holds where they are; a page protection stands before patching it.
// SOURCE: Windows via C/C++, chapter 22 (API Hooking by Manipulating a Module's Import Section); learn.microsoft.com, PE Format (.idata)
#include <windows.h>
#include <stdio.h>
#include "lab.h"

#define RVA(base, offset) ((PBYTE)(base) + (offset))

/* Counts the DLLs and functions a module imports; FALSE when its headers are damaged. */
static BOOL CountImports(HMODULE hmod, DWORD *pDlls, DWORD *pFunctions, DWORD *pOutside)
{
    PIMAGE_DOS_HEADER dos = (PIMAGE_DOS_HEADER)hmod;
    PIMAGE_NT_HEADERS64 nt = (PIMAGE_NT_HEADERS64)RVA(hmod, dos->e_lfanew);
    PIMAGE_DATA_DIRECTORY dir = &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    PIMAGE_IMPORT_DESCRIPTOR import;

    *pDlls = *pFunctions = *pOutside = 0;
    if (dir->VirtualAddress == 0) return TRUE;
    if (dir->VirtualAddress >= nt->OptionalHeader.SizeOfImage) return FALSE;
    for (import = (PIMAGE_IMPORT_DESCRIPTOR)RVA(hmod, dir->VirtualAddress); import->Name; import++) {
        PIMAGE_THUNK_DATA64 thunk = (PIMAGE_THUNK_DATA64)RVA(hmod, import->FirstThunk);
        PCSTR name = (PCSTR)RVA(hmod, import->Name);
        MEMORY_BASIC_INFORMATION mbi;
        if (lstrlenA(name) < 3) return FALSE;
        ++*pDlls;
        for (; thunk->u1.Function; thunk++) {
            ++*pFunctions;
            if (!VirtualQuery((PVOID)thunk->u1.Function, &mbi, sizeof mbi) || mbi.State != MEM_COMMIT) ++*pOutside;
        }
    }
    return TRUE;
}

int main(void)
{
    HMODULE modules[2] = { GetModuleHandleA("kernel32"), GetModuleHandleA("ntdll") };
    static const char *names[] = { "kernel32", "ntdll" };
    DWORD dlls[2], functions[2], outside[2];

    for (int i = 0; i < 2; i++) {
        BOOL ok = CountImports(modules[i], &dlls[i], &functions[i], &outside[i]);
        printf("%-14s %s\n", names[i], !ok ? "damaged" : dlls[i] ? "imports from others" : "imports nothing");
        CHECK(ok);
        CHECK_EQ(outside[i], 0);
    }
    CHECK(modules[0] != modules[1]);
    CHECK_EQ(dlls[1], 0);
    return 0;
}
