// FACT: A vectored handler that commits the page a fault names and continues lets a program fill a reserved range as if all of it were there.
// SOURCE: learn.microsoft.com, Reserving and Committing Memory (the same listing with __try and a filter); Using a Vectored Exception Handler
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include "lab.h"

#define PAGELIMIT 80            // Number of pages to ask for

LPTSTR lpNxtPage;               // Address of the next page to ask for
DWORD dwPages = 0;              // Count of pages gotten so far
DWORD dwPageSize;               // Page size on this computer

VOID ErrorExit(LPSTR lpMsg)
{
    printf("Error! %s with error code of %ld.\n", lpMsg, GetLastError());
    exit(0);
}

LONG WINAPI PageFaultHandler(PEXCEPTION_POINTERS pInfo)
{
    LPVOID lpvResult;
    DWORD dwCode = pInfo->ExceptionRecord->ExceptionCode;

    // If the exception is not a page fault, let others have it.
    if (dwCode != EXCEPTION_ACCESS_VIOLATION)
        return EXCEPTION_CONTINUE_SEARCH;

    // If the reserved pages are used up, give up as well.
    if (dwPages >= PAGELIMIT)
    {
        printf("Out of pages.\n");
        return EXCEPTION_CONTINUE_SEARCH;
    }

    // Otherwise, commit another page.
    lpvResult = VirtualAlloc(
                     (LPVOID) lpNxtPage, // Next page to commit
                     dwPageSize,         // Page size, in bytes
                     MEM_COMMIT,         // Allocate a committed page
                     PAGE_READWRITE);    // Read/write access
    if (lpvResult == NULL)
    {
        printf("VirtualAlloc failed.\n");
        return EXCEPTION_CONTINUE_SEARCH;
    }

    // Increment the page count, and advance lpNxtPage to the next page.
    dwPages++;
    lpNxtPage = (LPTSTR) ((PCHAR) lpNxtPage + dwPageSize);
    if (dwPages % 20 == 0)
        printf("Another 20 pages have been allocated (%lu so far).\n", dwPages);

    // Continue execution where the page fault occurred.
    return EXCEPTION_CONTINUE_EXECUTION;
}

int main(void)
{
    LPVOID lpvBase;               // Base address of the test memory
    LPTSTR lpPtr;                 // Generic character pointer
    BOOL bSuccess;                // Flag
    DWORD i;                      // Generic counter
    SYSTEM_INFO sSysInfo;         // Useful information about the system
    PVOID hHandler;

    GetSystemInfo(&sSysInfo);     // Initialize the structure.
    printf("This computer has page size %d.\n", sSysInfo.dwPageSize);
    dwPageSize = sSysInfo.dwPageSize;

    // Reserve pages in the virtual address space of the process.
    lpvBase = VirtualAlloc(
                     NULL,                 // System selects address
                     PAGELIMIT*dwPageSize, // Size of allocation
                     MEM_RESERVE,          // Allocate reserved pages
                     PAGE_NOACCESS);       // Protection = no access
    if (lpvBase == NULL)
        ErrorExit("VirtualAlloc reserve failed.");

    lpPtr = lpNxtPage = (LPTSTR) lpvBase;
    hHandler = AddVectoredExceptionHandler(1, PageFaultHandler);

    // Access each byte of the first half of the range.
    for (i = 0; i < PAGELIMIT * dwPageSize / 2; i++)
        lpPtr[i] = 'a';
    // ... and one byte in each page of the rest.
    for (; i < PAGELIMIT * dwPageSize; i += dwPageSize)
        lpPtr[i] = 'b';

    RemoveVectoredExceptionHandler(hHandler);
    printf("%lu pages were committed by the handler.\n", dwPages);

    CHECK_EQ(dwPages, PAGELIMIT);
    CHECK_EQ(lpPtr[12345], 'a');
    CHECK_EQ(lpPtr[60 * dwPageSize], 'b');
    CHECK_EQ(lpPtr[60 * dwPageSize + 1], 0);

    // Release the block of pages when you are finished using them.
    bSuccess = VirtualFree(
                       lpvBase,       // Base address of block
                       0,             // Bytes of committed pages
                       MEM_RELEASE);  // Decommit the pages
    printf("Release %s.\n", bSuccess ? "succeeded" : "failed");
    CHECK(bSuccess);
    return 0;
}
