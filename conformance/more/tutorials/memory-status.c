// FACT: GlobalMemoryStatusEx, GetSystemInfo and GetProcessMemoryInfo fill their structures when dwLength or cb is right, and what they say hangs together.
// SOURCE: learn.microsoft.com, GlobalMemoryStatusEx (example); Collecting Memory Usage Information For a Process
#include <windows.h>
#include <stdio.h>
#include <psapi.h>
#include <tchar.h>
#include "lab.h"

// Use to convert bytes to KB
#define DIV 1024

// Specify the width of the field in which to print the numbers.
#define WIDTH 7

static void PrintLine(const TCHAR *label, DWORDLONG bytes, BOOL known)
{
    /* What a machine has differs from machine to machine: only whether the number is plausible is printed. */
    _tprintf(TEXT("%-28s %s\n"), label, bytes / DIV > 0 && known ? TEXT("some KB") : TEXT("nothing"));
}

void PrintMemoryInfo(DWORD processID, PROCESS_MEMORY_COUNTERS_EX *out)
{
    HANDLE hProcess;

    hProcess = OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, processID);
    if (NULL == hProcess)
    {
        printf("OpenProcess failed (%lu)\n", GetLastError());
        return;
    }
    if (GetProcessMemoryInfo(hProcess, (PROCESS_MEMORY_COUNTERS *)out, sizeof(*out)))
    {
        printf("\tWorkingSetSize:  %s than its peak\n", out->WorkingSetSize <= out->PeakWorkingSetSize ? "not more" : "more");
        printf("\tPagefileUsage:   %s than its peak\n", out->PagefileUsage <= out->PeakPagefileUsage ? "not more" : "more");
    }
    CloseHandle(hProcess);
}

int _tmain(void)
{
    MEMORYSTATUSEX statex;
    SYSTEM_INFO siSysInfo;
    PROCESS_MEMORY_COUNTERS_EX pmc = { sizeof pmc };

    statex.dwLength = sizeof(statex);
    if (!GlobalMemoryStatusEx(&statex)) {
        _tprintf(TEXT("GlobalMemoryStatusEx failed with %lu\n"), GetLastError());
        return 1;
    }
    _tprintf(TEXT("There is  %*s of physical memory in use.\n"), WIDTH, statex.dwMemoryLoad <= 100 ? TEXT("a part") : TEXT("?"));
    PrintLine(TEXT("total physical memory"), statex.ullTotalPhys, TRUE);
    PrintLine(TEXT("free physical memory"), statex.ullAvailPhys, statex.ullAvailPhys <= statex.ullTotalPhys);
    PrintLine(TEXT("total paging file"), statex.ullTotalPageFile, TRUE);
    PrintLine(TEXT("free paging file"), statex.ullAvailPageFile, statex.ullAvailPageFile <= statex.ullTotalPageFile);
    PrintLine(TEXT("total virtual memory"), statex.ullTotalVirtual, TRUE);
    _tprintf(TEXT("extended memory: %I64d\n"), statex.ullAvailExtendedVirtual);
    printf("total virtual memory is %.0f TB\n", statex.ullTotalVirtual / 1024.0 / 1024.0 / 1024.0 / 1024.0);

    // Copy the hardware information to the SYSTEM_INFO structure.
    GetSystemInfo(&siSysInfo);
    printf("Hardware information: \n");
    printf("  Page size: %u\n", siSysInfo.dwPageSize);
    printf("  Allocation granularity: %u\n", siSysInfo.dwAllocationGranularity);
    printf("  Minimum application address: %lx\n", (DWORD)(DWORD_PTR)siSysInfo.lpMinimumApplicationAddress);
    printf("  Processor type is %s\n", siSysInfo.wProcessorArchitecture == PROCESSOR_ARCHITECTURE_AMD64 ? "x64" : "other");

    printf("Process:\n");
    PrintMemoryInfo(GetCurrentProcessId(), &pmc);

    CHECK_EQ(sizeof(MEMORYSTATUSEX), 64);
    CHECK_EQ(siSysInfo.dwPageSize, 4096);
    CHECK_EQ(siSysInfo.dwAllocationGranularity, 65536);
    CHECK_EQ((ULONG_PTR)siSysInfo.lpMinimumApplicationAddress, 0x10000);
    CHECK(statex.ullAvailVirtual < statex.ullTotalVirtual);
    CHECK(pmc.WorkingSetSize > 0 && pmc.WorkingSetSize <= pmc.PeakWorkingSetSize);
    statex.dwLength = 12;
    CHECK(!GlobalMemoryStatusEx(&statex));
    return 0;
}
