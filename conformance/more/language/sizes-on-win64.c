// FACT: On 64-bit Windows int and long have 4 bytes, long long, pointers and SIZE_T 8; the Win32 types follow from them.
// SOURCE: win32/desktop-src/WinProg64/abstract-data-models.md (LLP64); win32/desktop-src/WinProg/windows-data-types.md
#include "lab.h"

int main(void)
{
    int array[7];

    CHECK_EQ(sizeof(char) * 1000 + sizeof(short) * 100 + sizeof(int) * 10 + sizeof(long), 1244);
    CHECK_EQ(sizeof(long long), 8);
    CHECK_EQ(sizeof(float) + sizeof(double), 12);
    CHECK_EQ(sizeof(void *), 8);
    CHECK_EQ(sizeof(wchar_t), 2);
    CHECK_EQ(sizeof(BYTE) + sizeof(WORD) + sizeof(DWORD) + sizeof(DWORD64), 15);
    CHECK_EQ(sizeof(BOOL) + sizeof(BOOLEAN) + sizeof(CHAR), 6);
    CHECK_EQ(sizeof(LONG) + sizeof(ULONG) + sizeof(UINT), 12);
    CHECK_EQ(sizeof(LONGLONG) + sizeof(ULONG64) + sizeof(INT64), 24);
    CHECK_EQ(sizeof(SIZE_T), 8);
    CHECK_EQ(sizeof(ULONG_PTR) + sizeof(DWORD_PTR) + sizeof(LONG_PTR), 24);
    CHECK_EQ(sizeof(HANDLE) + sizeof(LPVOID) + sizeof(HMODULE) + sizeof(LPCSTR), 32);
    CHECK_EQ(sizeof array, 28);
    CHECK_EQ(sizeof array / sizeof *array, 7);
    CHECK_EQ(sizeof(array + 0), 8);
    CHECK_EQ(sizeof "text", 5);
    CHECK_EQ(sizeof L"text", 10);
    CHECK_EQ(sizeof(1 == 1) + sizeof 1u + sizeof 1L + sizeof 1LL + sizeof 1.0f, 24);
    CHECK_EQ(sizeof sizeof 1, 8);
    CHECK_EQ(sizeof(LARGE_INTEGER), 8);
    return 0;
}
