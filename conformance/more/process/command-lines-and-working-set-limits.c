// FACT: The command line stands in memory, wide and in the ANSI code page, always at the same place; working-set limits that contradict each other are refused and change nothing.
// SOURCE: Microsoft, GetCommandLineA, SetProcessWorkingSetSizeEx (Flags, dwMinimumWorkingSetSize, Return value)
#include "lab.h"

int main(void)
{
    HANDLE self = GetCurrentProcess();
    const char *a = GetCommandLineA();
    const WCHAR *w = GetCommandLineW();
    SIZE_T least = 0, most = 0, least2 = 0, most2 = 0;
    int i;

    CHECK(a != NULL && w != NULL);
    CHECK(a[0] != 0);
    for (i = 0; a[i] != 0 && w[i] == a[i]; i++) {}
    CHECK(a[i] == 0 && w[i] == 0);
    CHECK(GetCommandLineA() == a && GetCommandLineW() == w);
    CHECK_EQ(GetProcessWorkingSetSize(self, &least, &most), 1);
    CHECK(least > 0 && least <= most);
    // (Wine 8.0 sets no limits.)
    SetLastError(0);
    TODO_WINE_CHECK_EQ(SetProcessWorkingSetSize(self, most + 0x10000, most), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(SetProcessWorkingSetSizeEx(self, least, most, QUOTA_LIMITS_HARDWS_MIN_ENABLE | QUOTA_LIMITS_HARDWS_MIN_DISABLE), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK_EQ(GetProcessWorkingSetSize(self, &least2, &most2), 1);
    CHECK(least2 == least && most2 == most);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(GetProcessWorkingSetSize(NULL, &least, &most), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    return 0;
}
