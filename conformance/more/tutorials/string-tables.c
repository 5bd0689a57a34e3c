// FACT: A program for UNICODE starts at wmain, and its TCHAR texts, tables and functions are wide; what it hands to an A function it converts.
// SOURCE: learn.microsoft.com, Working with Strings; Using TCHAR.H Data Types with _MBCS Code; Windows via C/C++, chapter 2
#define UNICODE
#define _UNICODE
#include <windows.h>
#include <tchar.h>
#include <wchar.h>
#include <stdio.h>
#include <stdlib.h>
#include <strsafe.h>
#include "lab.h"

#define CCH_MAX 96

typedef enum { LANG_EN, LANG_DE, LANG_FR, LANG_COUNT } LANGUAGE;
enum { IDS_HELLO, IDS_MEMORY, IDS_BYE, IDS_COUNT };

static const TCHAR *const g_table[LANG_COUNT][IDS_COUNT] = {
    [LANG_EN] = { TEXT("Hello"), TEXT("memory"), TEXT("Goodbye") },
    [LANG_DE] = { TEXT("Hallo"), TEXT("Speicher"), TEXT("Auf Wiedersehen") },
    [LANG_FR] = { TEXT("Bonjour"), TEXT("m\u00E9moire"), TEXT("Au revoir") },
};

static int __cdecl compare(const void *a, const void *b)
{
    return _tcsicmp(*(const TCHAR *const *)a, *(const TCHAR *const *)b);
}

/* Splits "a;b;c" in place. */
static size_t split(LPTSTR list, LPTSTR *parts, size_t room)
{
    size_t n = 0;
    for (LPTSTR p = _tcstok(list, _T(";")); p && n < room; p = _tcstok(NULL, _T(";"))) parts[n++] = p;
    return n;
}

static HRESULT join(PTSTR out, size_t cch, LPTSTR *parts, size_t n, PCTSTR between)
{
    HRESULT hr = StringCchCopy(out, cch, TEXT(""));
    for (size_t i = 0; i < n && SUCCEEDED(hr); i++) {
        if (i) hr = StringCchCat(out, cch, between);
        if (SUCCEEDED(hr)) hr = StringCchCat(out, cch, parts[i]);
    }
    return hr;
}

int wmain(int argc, wchar_t *argv[])
{
    TCHAR text[CCH_MAX], list[] = _T("VirtualQuery;HeapAlloc;MapViewOfFile;virtualalloc;CreateFile");
    LPTSTR parts[8];
    size_t n, cch;
    int numbers[3];

    (void)argv;
    CHECK(argc >= 1);
    CHECK_EQ(sizeof(TCHAR), 2);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        size_t total = 0;
        for (int id = 0; id < IDS_COUNT; id++) total += wcslen(g_table[lang][id]);
        printf("%d: %S, %u characters\n", lang, g_table[lang][IDS_HELLO], (unsigned)total);
    }
    CHECK_EQ(g_table[LANG_FR][IDS_MEMORY][1], 0xE9);
    CHECK_EQ(lstrlen(g_table[LANG_FR][IDS_MEMORY]), 7);

    n = split(list, parts, ARRAYSIZE(parts));
    qsort(parts, n, sizeof parts[0], compare);
    CHECK(SUCCEEDED(join(text, CCH_MAX, parts, n, TEXT(" < "))));
    wprintf(L"%ls\n", text);
    CHECK_EQ(join(text, 12, parts, n, TEXT(", ")), STRSAFE_E_INSUFFICIENT_BUFFER);
    wprintf(L"[%ls]\n", text);

    StringCchPrintf(text, CCH_MAX, TEXT("%s=%d/%#x/%c"), g_table[LANG_DE][IDS_MEMORY], 42, 255, TEXT('!'));
    _putts(text);
    CHECK(SUCCEEDED(StringCchLength(text, CCH_MAX, &cch)));
    CHECK_EQ(cch, 18);
    CHECK_EQ(_stscanf(_T("10 0x20 -30"), _T("%d %i %d"), &numbers[0], &numbers[1], &numbers[2]), 3);
    CHECK_EQ(numbers[0] + numbers[1] + numbers[2], 12);
    CHECK_EQ(_tcstoul(_T("0xFFFF0000"), NULL, 0), 0xFFFF0000);
    CHECK(GetModuleHandle(TEXT("kernel32.dll")) == GetModuleHandleA("kernel32.dll"));
    CHECK(CreateFile(TEXT("no such file"), GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL) == INVALID_HANDLE_VALUE);
    return 0;
}
