// You may read that each 64-bit process may use 256 TB, or addresses from 0x400000 to 0x7FFFFFFFFFFF.
// False and imprecise: 48 bits are 256 TB, and the process has the lower half, less 64 KB at each end.
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    SYSTEM_INFO system;
    ULONGLONG terabyte = 1ULL << 40;

    GetSystemInfo(&system);
    ULONGLONG lowest = (ULONGLONG)system.lpMinimumApplicationAddress;
    ULONGLONG highest = (ULONGLONG)system.lpMaximumApplicationAddress;
    CHECK_EQ((1ULL << 48) / terabyte, 256);
    CHECK_EQ((highest + 1 + 0x10000) / terabyte, 128);
    CHECK_EQ(lowest, 0x10000);
    CHECK_EQ(highest, 0x7FFFFFFEFFFF);

    // The very end of the 128 TB is not for programs either.
    CHECK_EQ(VirtualQuery((void *)0x7FFFFFFFFFFF, &info, sizeof info), 0);
    CHECK_EQ(probe_read((void *)0x7FFFFFFFFFFF), EXCEPTION_ACCESS_VIOLATION);

    // And below 0x400000 there is plenty of room.
    CHECK_EQ(VirtualQuery((void *)0x10000, &info, sizeof info), sizeof info);
    return 0;
}
