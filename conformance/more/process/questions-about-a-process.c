// FACT: A process's handle tells its identifier, exit code and kind as far as its rights go; a process that does not exist cannot be opened.
// SOURCE: Microsoft, OpenProcess (ERROR_INVALID_PARAMETER for the System Process), GetExitCodeProcess (STILL_ACTIVE), GetProcessId, IsWow64Process, Process Security and Access Rights
#include "lab.h"

int main(void)
{
    DWORD id = GetCurrentProcessId(), code = 0, count = 0;
    HANDLE self = GetCurrentProcess(), weak = OpenProcess(SYNCHRONIZE, FALSE, id);
    HANDLE limited = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, TRUE, id);
    BOOL wow = 7;

    SetLastError(0);
    CHECK_EQ(GetExitCodeProcess(self, &code), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(code, 0x103);
    SetLastError(0);
    CHECK_EQ(GetExitCodeProcess(limited, &code), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(GetExitCodeProcess(weak, &code), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(GetExitCodeProcess(NULL, &code), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(OpenProcess(PROCESS_VM_READ, FALSE, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(OpenProcess(PROCESS_VM_READ, FALSE, 0xfffffff0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(OpenProcess(0, FALSE, id) != NULL);
    CHECK(GetProcessId(self) == id);
    CHECK(GetProcessId(limited) == id);
    SetLastError(0);
    CHECK_EQ(GetProcessId(weak), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(GetProcessId(NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(IsWow64Process(self, &wow), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(wow, 0);
    SetLastError(0);
    CHECK_EQ(GetHandleInformation(limited, &code), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(code, 1);
    SetLastError(0);
    CHECK_EQ(GetHandleInformation(weak, &code), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(code, 0);
    CHECK(GetProcessHandleCount(self, &count));
    TODO_WINE_CHECK(count > 0);
    SetLastError(0);
    CHECK_EQ(CloseHandle(limited), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(GetExitCodeProcess(limited, &code), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CloseHandle(self), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(CloseHandle(NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CloseHandle(INVALID_HANDLE_VALUE), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(VirtualAllocEx(weak, NULL, 0x1000, MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(GetProcessWorkingSetSize(weak, (SIZE_T *)&code, (SIZE_T *)&code), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    CHECK_EQ(IsDebuggerPresent(), 0);
    return 0;
}
