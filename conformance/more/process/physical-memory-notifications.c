// FACT: An object tells of scarce or plentiful memory: it can be asked and waited for, and closed like every handle; other kinds of notification do not exist.
// SOURCE: Microsoft, CreateMemoryResourceNotification, QueryMemoryResourceNotification
#include "lab.h"

int main(void)
{
    HANDLE low = CreateMemoryResourceNotification(LowMemoryResourceNotification);
    HANDLE high = CreateMemoryResourceNotification(HighMemoryResourceNotification);
    BOOL scarce = 7;

    CHECK(low != NULL);
    CHECK(high != NULL);
    CHECK(low != high);
    SetLastError(0);
    CHECK_EQ(CreateMemoryResourceNotification(2), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(QueryMemoryResourceNotification(low, &scarce), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(scarce, 0);
    CHECK_EQ(WaitForSingleObject(low, 0), 0x102);
    SetLastError(0);
    CHECK_EQ(CloseHandle(low), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(CloseHandle(high), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(CloseHandle(low), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    return 0;
}
