// FACT: GetModuleHandleEx finds a module by name, by any address inside it or as the program itself; what it does not find it answers as NULL, and flags that contradict are refused.
// SOURCE: Microsoft, GetModuleHandleExA (dwFlags, phModule); wine dlls/kernel32/tests/module.c testGetModuleHandleEx
#include "lab.h"

int main(void)
{
    HMODULE kernel = GetModuleHandleA("kernel32.dll"), h = NULL;
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x1000, MEM_COMMIT, PAGE_READWRITE);

    SetLastError(0);
    CHECK_EQ(GetModuleHandleExA(0, NULL, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(GetModuleHandleExA(0, "kernel32", NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, "kernel32", &h));
    CHECK(h == kernel);
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, "KERNEL32.DLL", &h));
    CHECK(h == kernel);
    CHECK(GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, L"kernel32.dll", &h));
    CHECK(h == kernel);
    CHECK(GetModuleHandleExA(0, NULL, &h));
    CHECK(h == GetModuleHandleA(NULL));
    h = (HMODULE)5;
    SetLastError(0);
    CHECK_EQ(GetModuleHandleExA(0, "no-such-module", &h), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    CHECK(h == NULL);
    h = (HMODULE)5;
    SetLastError(0);
    CHECK_EQ(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, "kernel32", &h), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(h == NULL);
    SetLastError(0);
    CHECK_EQ(GetModuleHandleExA(8, "kernel32", &h), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (LPCSTR)kernel, &h));
    CHECK(h == kernel);
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, (LPCSTR)kernel + 0x1234, &h));
    CHECK(h == kernel);
    CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, (LPCSTR)main, &h));
    CHECK(h == GetModuleHandleA(NULL));
    h = (HMODULE)5;
    SetLastError(0);
    CHECK_EQ(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, (LPCSTR)p, &h), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    CHECK(h == NULL);
    SetLastError(0);
    CHECK_EQ(GetModuleHandleA("no-such-module"), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(GetModuleHandleA(""), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    CHECK(GetModuleHandleA("c:\\windows\\system32\\kernel32.dll") == kernel);
    CHECK(GetModuleHandleA("kernel32") == kernel);
    CHECK(GetModuleHandleW(L"Kernel32") == kernel);
    SetLastError(0);
    CHECK_EQ(GetProcAddress(kernel, "NoSuchFunction"), 0);
    CHECK_EQ(GetLastError(), ERROR_PROC_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(GetProcAddress(kernel, "virtualalloc"), 0);
    CHECK_EQ(GetLastError(), ERROR_PROC_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(GetProcAddress(kernel, (LPCSTR)0xfff0), 0);
    CHECK_EQ(GetLastError(), ERROR_PROC_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(GetProcAddress((HMODULE)p, "VirtualAlloc"), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(LoadLibraryA("no-such-library.dll"), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(FreeLibrary(NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(FreeLibrary((HMODULE)p), 0);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    return 0;
}
