// FACT: A token's privileges are enabled and disabled by number; AdjustTokenPrivileges answers TRUE even for one not held, and the last error tells.
// SOURCE: sdk-api securitybaseapi AdjustTokenPrivileges, GetTokenInformation; winbase LookupPrivilegeValueA
#include "lab.h"

static DWORD attributes_of(HANDLE token, LUID luid)
{
    BYTE room[1024];
    TOKEN_PRIVILEGES *all = (TOKEN_PRIVILEGES *)room;
    DWORD i, length = 0;
    if (!GetTokenInformation(token, TokenPrivileges, room, sizeof room, &length)) return 0xFFFFFFFF;
    for (i = 0; i < all->PrivilegeCount; i++)
        if (all->Privileges[i].Luid.LowPart == luid.LowPart) return all->Privileges[i].Attributes;
    return 0xFFFFFFFE;
}

int main(void)
{
    HANDLE token, query;
    LUID notify, create, wide;
    TOKEN_PRIVILEGES wish, before;
    DWORD length = 0;

    // Names are numbers on this computer; the case of a name does not matter.
    CHECK(LookupPrivilegeValueA(NULL, SE_CHANGE_NOTIFY_NAME, &notify));
    CHECK_EQ(notify.LowPart, 23);
    CHECK_EQ(notify.HighPart, 0);
    CHECK(LookupPrivilegeValueW(NULL, L"sechangenotifyprivilege", &wide));
    CHECK_EQ(wide.LowPart, 23);
    CHECK(LookupPrivilegeValueA(NULL, "SeLockMemoryPrivilege", &wide));
    CHECK_EQ(wide.LowPart, 4);
    CHECK(LookupPrivilegeValueA(NULL, "SeCreateTokenPrivilege", &create));
    SetLastError(0);
    CHECK(!LookupPrivilegeValueA(NULL, "SeNoSuchPrivilege", &wide));
    CHECK_EQ(GetLastError(), ERROR_NO_SUCH_PRIVILEGE);

    CHECK(OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, &token));
    CHECK(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &query));

    // The right to be told of changes is held by everybody and enabled from the start.
    CHECK_EQ(attributes_of(query, notify), SE_PRIVILEGE_ENABLED | SE_PRIVILEGE_ENABLED_BY_DEFAULT);

    // How much room is needed is said when there is too little.
    CHECK(!GetTokenInformation(query, TokenPrivileges, NULL, 0, &length));
    CHECK_EQ(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    CHECK_EQ((length - sizeof(DWORD)) % sizeof(LUID_AND_ATTRIBUTES), 0);

    // Disabled, with the former state, which enables it again.
    wish.PrivilegeCount = 1;
    wish.Privileges[0].Luid = notify;
    wish.Privileges[0].Attributes = 0;
    SetLastError(7);
    CHECK(AdjustTokenPrivileges(token, FALSE, &wish, sizeof before, &before, &length));
    CHECK_EQ(GetLastError(), ERROR_SUCCESS);
    CHECK_EQ(length, sizeof(TOKEN_PRIVILEGES));
    CHECK_EQ(before.PrivilegeCount, 1);
    CHECK_EQ(before.Privileges[0].Luid.LowPart, 23);
    CHECK_EQ(before.Privileges[0].Attributes & SE_PRIVILEGE_ENABLED, SE_PRIVILEGE_ENABLED);
    CHECK_EQ(attributes_of(query, notify) & SE_PRIVILEGE_ENABLED, 0);
    CHECK(AdjustTokenPrivileges(token, FALSE, &before, 0, NULL, NULL));
    CHECK_EQ(attributes_of(query, notify) & SE_PRIVILEGE_ENABLED, SE_PRIVILEGE_ENABLED);

    // One that is not held: TRUE, and only the last error says so.
    wish.Privileges[0].Luid = create;
    wish.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    SetLastError(0);
    CHECK(AdjustTokenPrivileges(token, FALSE, &wish, 0, NULL, NULL));
    CHECK_EQ(GetLastError(), ERROR_NOT_ALL_ASSIGNED);
    CHECK_EQ(attributes_of(query, create), 0xFFFFFFFE);

    // A handle without the right adjusts nothing.
    SetLastError(0);
    CHECK(!AdjustTokenPrivileges(query, FALSE, &wish, 0, NULL, NULL));
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);

    // All at once.
    CHECK(AdjustTokenPrivileges(token, TRUE, NULL, 0, NULL, NULL));
    CHECK_EQ(GetLastError(), ERROR_SUCCESS);
    CHECK_EQ(attributes_of(query, notify) & SE_PRIVILEGE_ENABLED, 0);

    CHECK(CloseHandle(query));
    CHECK(CloseHandle(token));
    SetLastError(0);
    CHECK(!GetTokenInformation(token, TokenPrivileges, NULL, 0, &length));
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    return 0;
}
