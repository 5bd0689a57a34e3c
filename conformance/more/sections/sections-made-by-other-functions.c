// FACT: CreateFileMappingNuma makes the section that CreateFileMapping makes, and CreateFileMappingFromApp one that is never executable; names and errors are theirs.
// SOURCE: Microsoft, CreateFileMappingNumaA (nndPreferred), CreateFileMappingFromApp (PageProtection, MaximumSize)
#include "lab.h"

typedef HANDLE(WINAPI *from_app_t)(HANDLE, PVOID, ULONG, ULONG64, const WCHAR *);
typedef HANDLE(WINAPI *numa_t)(HANDLE, PVOID, DWORD, DWORD, DWORD, const char *, DWORD);

int main(void)
{
    HMODULE kernel32 = GetModuleHandleA("kernel32.dll"), base = GetModuleHandleA("kernelbase.dll");
    numa_t numa = (numa_t)(void *)GetProcAddress(kernel32, "CreateFileMappingNumaA");
    from_app_t fromApp = (from_app_t)(void *)GetProcAddress(base, "CreateFileMappingFromApp");
    HANDLE h, g;
    BYTE *v, *w;

    // (Wine 8.0 has the wide one only.)
    TODO_WINE_CHECK(numa != NULL);
    CHECK(fromApp != NULL);
    if (numa != NULL) {
        h = numa(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x2000, "vadlab-numa", 0);
        CHECK(h != NULL);
        g = OpenFileMappingA(FILE_MAP_WRITE, FALSE, "vadlab-numa");
        CHECK(g != NULL);
        v = (BYTE *)MapViewOfFile(h, FILE_MAP_WRITE, 0, 0, 0);
        w = (BYTE *)MapViewOfFile(g, FILE_MAP_WRITE, 0, 0, 0);
        v[0x1fff] = 3;
        CHECK_EQ(w[0x1fff], 3);
        SetLastError(0);
        CHECK(numa(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, NULL, 0) == NULL);
        CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
        UnmapViewOfFile(v);
        UnmapViewOfFile(w);
        CloseHandle(h);
        CloseHandle(g);
    }
    h = fromApp(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0x3000, L"vadlab-from-app");
    CHECK(h != NULL);
    v = (BYTE *)MapViewOfFile(h, FILE_MAP_WRITE, 0, 0, 0);
    CHECK(v != NULL);
    v[0x2fff] = 4;
    CHECK_EQ(v[0x2fff], 4);
    SetLastError(0);
    g = fromApp(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0x3000, L"vadlab-from-app");
    CHECK_EQ(GetLastError(), ERROR_ALREADY_EXISTS);
    CHECK(g != NULL && g != h);
    SetLastError(0);
    // (Wine 8.0 asks for nothing more than CreateFileMapping.)
    TODO_WINE_CHECK(fromApp(INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0x3000, NULL) == NULL);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK(fromApp(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, NULL) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    return 0;
}
