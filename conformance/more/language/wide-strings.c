// FACT: A wide string is an array of 16-bit units; L"..." makes one, and its own functions measure, copy and compare it.
// SOURCE: C11 6.4.5; learn.microsoft.com cpp/cpp/char-wchar-t-char16-t-char32-t (wchar_t is 16-bit)
#include "lab.h"
#include <wchar.h>

int main(void)
{
    wchar_t name[16] = L"Page", *p = name;
    const WCHAR *path = L"C:\\x\x20AC" L"z";
    BYTE *bytes = (BYTE *)L"AB";

    CHECK_EQ(sizeof name, 32);
    CHECK_EQ(sizeof L"Page", 10);
    CHECK_EQ(wcslen(name), 4);
    CHECK_EQ(name[4] + name[15], 0);
    wcscpy(name + 4, L"File");
    CHECK(wcscmp(name, L"PageFile") == 0);
    CHECK(wcscmp(L"a", L"b") < 0);
    while (*p) p++;
    CHECK_EQ(p - name, 8);
    CHECK_EQ((char *)p - (char *)name, 16);
    CHECK_EQ(path[4], 0x20AC);
    CHECK_EQ(wcslen(path), 6);
    CHECK(bytes[0] == 'A' && bytes[1] == 0 && bytes[2] == 'B' && bytes[4] == 0);
    CHECK_EQ(L'\xFFFF' + L'A', 0xFFFF + 65);
    name[0] = L'p';
    CHECK_EQ(*name, 'p');
    return 0;
}
