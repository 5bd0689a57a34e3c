// FACT: A file larger than one wants to map is read by views whose offsets are multiples of the allocation granularity; any other offset is refused.
// SOURCE: learn.microsoft.com, Creating a View Within a File; Windows via C/C++, chapter 17 (Using Memory-Mapped Files to Process Large Files)
#include <windows.h>
#include <stdio.h>
#include <tchar.h>
#include "lab.h"

#define BUFFSIZE 1024           // size of the memory to examine at any one time
#define FILE_MAP_START 138240   // starting point within the file of the data to examine (135K)

TCHAR * lpcTheFile = TEXT("vadlab-tutorial-fmtest.txt"); // the file to be manipulated

/* Counts a byte in the whole file, a granule at a time. */
__int64 CountByte(HANDLE hFileMapping, __int64 qwFileSize, BYTE b)
{
    __int64 qwFileOffset = 0, qwCount = 0;
    SYSTEM_INFO sinf;
    GetSystemInfo(&sinf);

    while (qwFileSize > 0) {
        DWORD dwBytesInBlock = sinf.dwAllocationGranularity;
        if (qwFileSize < sinf.dwAllocationGranularity)
            dwBytesInBlock = (DWORD) qwFileSize;

        PBYTE pbFile = (PBYTE) MapViewOfFile(hFileMapping, FILE_MAP_READ,
            (DWORD) (qwFileOffset >> 32),         // Starting byte
            (DWORD) (qwFileOffset & 0xFFFFFFFF),  // in file
            dwBytesInBlock);                      // # of bytes to map
        if (!pbFile) return -1;

        for (DWORD dwByte = 0; dwByte < dwBytesInBlock; dwByte++)
            if (pbFile[dwByte] == b)
                qwCount++;

        UnmapViewOfFile(pbFile);
        qwFileOffset += dwBytesInBlock;
        qwFileSize -= dwBytesInBlock;
    }
    return qwCount;
}

int main(void)
{
    HANDLE hMapFile;      // handle for the file's memory-mapped region
    HANDLE hFile;         // the file handle
    BOOL bFlag;           // a result holder
    DWORD dBytesWritten;  // number of bytes written
    DWORD dwFileSize;     // temporary storage for file sizes
    DWORD dwFileMapSize;  // size of the file mapping
    DWORD dwMapViewSize;  // the size of the view
    DWORD dwFileMapStart; // where to start the file map view
    DWORD dwSysGran;      // system allocation granularity
    SYSTEM_INFO SysInfo;  // system information; used to get granularity
    LPVOID lpMapAddress;  // pointer to the base address of the memory-mapped region
    char * pData;         // pointer to the data
    int i;                // loop counter
    int iData;            // on success contains the first int of data
    int iViewDelta;       // the offset into the view where the data shows up
    static DWORD block[4096];

    hFile = CreateFile(lpcTheFile, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (hFile == INVALID_HANDLE_VALUE)
    {
        _tprintf(TEXT("hFile is NULL\n"));
        _tprintf(TEXT("Target file is %s\n"), lpcTheFile);
        return 4;
    }

    // Get the system allocation granularity.
    GetSystemInfo(&SysInfo);
    dwSysGran = SysInfo.dwAllocationGranularity;

    // The view must begin on a multiple of it.
    dwFileMapStart = (FILE_MAP_START / dwSysGran) * dwSysGran;
    _tprintf(TEXT("The file map view starts at %ld bytes into the file.\n"), dwFileMapStart);
    dwMapViewSize = (FILE_MAP_START % dwSysGran) + BUFFSIZE;
    _tprintf(TEXT("The file map view is %ld bytes large.\n"), dwMapViewSize);
    dwFileMapSize = FILE_MAP_START + BUFFSIZE;
    _tprintf(TEXT("The file mapping object is %ld bytes large.\n"), dwFileMapSize);
    iViewDelta = FILE_MAP_START - dwFileMapStart;
    _tprintf(TEXT("The data is %d bytes into the view.\n"), iViewDelta);

    // Fill the file with consecutive numbers.
    for (i = 0; i < 10; i++) {
        for (int j = 0; j < 4096; j++) block[j] = i * 4096 + j;
        WriteFile(hFile, block, sizeof(block), &dBytesWritten, NULL);
    }
    dwFileSize = GetFileSize(hFile, NULL);
    _tprintf(TEXT("hFile size: %10d\n"), dwFileSize);

    hMapFile = CreateFileMapping(hFile, NULL, PAGE_READWRITE, 0, dwFileMapSize, NULL);
    if (hMapFile == NULL)
    {
        _tprintf(TEXT("hMapFile is NULL: last error: %d\n"), GetLastError());
        return (2);
    }
    lpMapAddress = MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, dwFileMapStart, dwMapViewSize);
    if (lpMapAddress == NULL)
    {
        _tprintf(TEXT("lpMapAddress is NULL: last error: %d\n"), GetLastError());
        return 3;
    }

    // Calculate the pointer to the data, and look at it.
    pData = (char *) lpMapAddress + iViewDelta;
    iData = *(int *)pData;
    _tprintf(TEXT("The value at the pointer is %d,\nwhich %s one quarter of the desired file offset.\n"), iData,
             iData*4 == FILE_MAP_START ? TEXT("is") : TEXT("is not"));

    CHECK_EQ(iData * 4, FILE_MAP_START);
    SetLastError(0);
    CHECK(MapViewOfFile(hMapFile, FILE_MAP_READ, 0, FILE_MAP_START, BUFFSIZE) == NULL);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);

    // Numbers below 40960: a high byte of 0 twice for each, and more.
    __int64 zeros = CountByte(hMapFile, dwFileMapSize, 0xFF);
    printf("Bytes of 0xFF in the first %lu bytes: %I64d\n", dwFileMapSize, zeros);
    CHECK_EQ(zeros, 136);

    // Close the file mapping object and the open file.
    bFlag = UnmapViewOfFile(lpMapAddress);
    bFlag = CloseHandle(hMapFile);
    if (!bFlag) _tprintf(TEXT("\nError %ld occurred closing the mapping object!\n"), GetLastError());
    bFlag = CloseHandle(hFile);
    CHECK(bFlag);
    CHECK(DeleteFile(lpcTheFile));
    return 0;
}
