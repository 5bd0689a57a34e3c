// FACT: LoadLibrary and GetProcAddress give functions of a DLL by name, to be called through pointers of their type; a missing one is NULL.
// SOURCE: learn.microsoft.com, Using Run-Time Dynamic Linking
#include <windows.h>
#include <stdio.h>
#include "lab.h"

typedef LPVOID (WINAPI *PFN_VirtualAlloc)(LPVOID, SIZE_T, DWORD, DWORD);
typedef BOOL (WINAPI *PFN_VirtualFree)(LPVOID, SIZE_T, DWORD);
typedef DWORD (WINAPI *PFN_GetTickCount)(VOID);
typedef VOID (WINAPI *PFN_GetSystemInfo)(LPSYSTEM_INFO);
typedef int (WINAPI *MYPROC)(LPCWSTR);

int main(void)
{
    HINSTANCE hinstLib;
    PFN_VirtualAlloc pfnAlloc;
    PFN_VirtualFree pfnFree;
    MYPROC ProcAdd;
    BOOL fFreeResult, fRunTimeLinkSuccess = FALSE;
    char path[MAX_PATH];

    // Get a handle to the DLL module.
    hinstLib = LoadLibrary(TEXT("kernel32.dll"));

    // If the handle is valid, try to get the function address.
    if (hinstLib != NULL)
    {
        pfnAlloc = (PFN_VirtualAlloc) GetProcAddress(hinstLib, "VirtualAlloc");
        pfnFree = (PFN_VirtualFree) GetProcAddress(hinstLib, "VirtualFree");

        // If the function address is valid, call the function.
        if (NULL != pfnAlloc && NULL != pfnFree)
        {
            PDWORD p;
            SYSTEM_INFO si;
            fRunTimeLinkSuccess = TRUE;
            p = (PDWORD)(pfnAlloc)(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
            *p = 0xC0FFEE;
            printf("allocated through a pointer, holds %lX\n", *p);
            CHECK_EQ(*p, 0xC0FFEE);
            CHECK((*pfnFree)(p, 0, MEM_RELEASE));
            ((PFN_GetSystemInfo)GetProcAddress(hinstLib, "GetSystemInfo"))(&si);
            CHECK_EQ(si.dwPageSize, 4096);
        }
        ProcAdd = (MYPROC) GetProcAddress(hinstLib, "myPuts");
        if (ProcAdd == NULL) printf("no myPuts: error %lu\n", GetLastError());
        CHECK(ProcAdd == NULL);
        CHECK_EQ(GetModuleFileNameA(hinstLib, path, MAX_PATH) > 12, 1);
        CHECK(_stricmp(strrchr(path, '\\'), "\\kernel32.dll") == 0);

        // Free the DLL module.
        fFreeResult = FreeLibrary(hinstLib);
        CHECK(fFreeResult);
    }
    // If unable to call the DLL function, use an alternative.
    if (! fRunTimeLinkSuccess)
        printf("Message printed from executable\n");

    CHECK(LoadLibrary(TEXT("no-such-library-anywhere.dll")) == NULL);
    CHECK_EQ(GetLastError(), ERROR_MOD_NOT_FOUND);
    return 0;
}
