// FACT: A mapped file is an array: reversed in place through a view, the file on disk is reversed when the view and the handles are gone.
// SOURCE: Windows via C/C++, chapter 17 (Memory-Mapped Files, the FileRev sample); learn.microsoft.com, Creating a View Within a File
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define FILENAME TEXT("vadlab-tutorial-reverse.dat")

static BOOL MakeFile(PCTSTR pszPathname, const char *text)
{
    DWORD cbWritten = 0;
    HANDLE hFile = CreateFile(pszPathname, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (hFile == INVALID_HANDLE_VALUE) return FALSE;
    WriteFile(hFile, text, (DWORD)strlen(text), &cbWritten, NULL);
    CloseHandle(hFile);
    return cbWritten == strlen(text);
}

BOOL FileReverse(PCTSTR pszPathname)
{
    HANDLE hFile, hFileMap;
    DWORD dwFileSize;
    PVOID pvFile;
    PSTR pchANSI;

    // Open the file for reading and writing.
    hFile = CreateFile(pszPathname, GENERIC_WRITE | GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (hFile == INVALID_HANDLE_VALUE) {
        _tprintf(TEXT("File could not be opened."));
        return (FALSE);
    }

    // Get the size of the file (I assume the whole file can be mapped).
    dwFileSize = GetFileSize(hFile, NULL);

    // Create the file-mapping object, one character larger than the file for a zero at the end.
    hFileMap = CreateFileMapping(hFile, NULL, PAGE_READWRITE, 0, dwFileSize + sizeof(WCHAR), NULL);
    if (hFileMap == NULL) {
        _tprintf(TEXT("File map could not be opened."));
        CloseHandle(hFile);
        return (FALSE);
    }

    pvFile = MapViewOfFile(hFileMap, FILE_MAP_WRITE, 0, 0, 0);
    if (pvFile == NULL) {
        _tprintf(TEXT("Could not map view of file."));
        CloseHandle(hFileMap);
        CloseHandle(hFile);
        return (FALSE);
    }

    pchANSI = (PSTR) pvFile;
    pchANSI[dwFileSize] = 0;    // the zero behind the text
    _strrev(pchANSI);

    // Line ends are "\n\r" now: put them back to "\r\n".
    pchANSI = strstr(pchANSI, "\n\r");
    while (pchANSI != NULL) {
        *pchANSI++ = '\r';
        *pchANSI++ = '\n';
        pchANSI = strstr(pchANSI, "\n\r");
    }

    UnmapViewOfFile(pvFile);
    CloseHandle(hFileMap);

    // Remove the trailing zero: the file pointer goes to the old size, and the file ends there.
    SetFilePointer(hFile, dwFileSize, NULL, FILE_BEGIN);
    SetEndOfFile(hFile);
    CloseHandle(hFile);
    return (TRUE);
}

int main(void)
{
    char text[128];
    DWORD cbRead, size;
    HANDLE hFile;

    CHECK(MakeFile(FILENAME, "stressed\r\nlive was I\r\n12345"));
    CHECK(FileReverse(FILENAME));

    hFile = CreateFile(FILENAME, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, NULL);
    size = GetFileSize(hFile, NULL);
    if (!ReadFile(hFile, text, sizeof(text) - 1, &cbRead, NULL)) printf("ReadFile: %lu\n", GetLastError());
    text[cbRead] = 0;
    for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n")) printf("[%s]\n", line);
    CloseHandle(hFile);
    CHECK_EQ(size, 27);
    CHECK_EQ(cbRead, size);
    CHECK(strcmp(text, "54321") == 0);
    CHECK(DeleteFile(FILENAME));
    CHECK_EQ(GetFileAttributes(FILENAME), INVALID_FILE_ATTRIBUTES);
    return 0;
}
