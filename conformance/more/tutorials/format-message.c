// FACT: A failing call leaves a number in GetLastError, and FormatMessage makes the system's own sentence of it, in a buffer that LocalFree releases.
// SOURCE: learn.microsoft.com, Retrieving the Last-Error Code (the ErrorExit example); Windows via C/C++, chapter 1 (Error Handling)
#include <windows.h>
#include <stdio.h>
#include <strsafe.h>
#include "lab.h"

/* Prints "function failed with error N: text" the way the samples do, without the line break at the text's end. */
void ReportLastError(LPCSTR lpszFunction, DWORD dw)
{
    LPVOID lpMsgBuf;
    LPSTR lpDisplayBuf;
    DWORD cch;

    cch = FormatMessageA(
        FORMAT_MESSAGE_ALLOCATE_BUFFER |
        FORMAT_MESSAGE_FROM_SYSTEM |
        FORMAT_MESSAGE_IGNORE_INSERTS,
        NULL,
        dw,
        MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
        (LPSTR) &lpMsgBuf,
        0, NULL );

    if (cch == 0)
    {
        printf("%s failed with error %lu (no text: %lu)\n", lpszFunction, dw, GetLastError());
        return;
    }

    /* Strip the trailing CR LF and full stop. */
    while (cch > 0 && (((LPSTR)lpMsgBuf)[cch - 1] == '\n' || ((LPSTR)lpMsgBuf)[cch - 1] == '\r' ||
                       ((LPSTR)lpMsgBuf)[cch - 1] == '.'))
        ((LPSTR)lpMsgBuf)[--cch] = '\0';

    lpDisplayBuf = (LPSTR)LocalAlloc(LMEM_ZEROINIT,
        (lstrlenA((LPCSTR)lpMsgBuf) + lstrlenA(lpszFunction) + 40) * sizeof(CHAR));
    StringCchPrintfA(lpDisplayBuf, LocalSize(lpDisplayBuf) / sizeof(CHAR),
        "%s failed with error %d: %s", lpszFunction, dw, (LPCSTR)lpMsgBuf);
    printf("%s\n", lpDisplayBuf);

    LocalFree(lpMsgBuf);
    LocalFree(lpDisplayBuf);
}

int main(void)
{
    static const DWORD codes[] = { ERROR_SUCCESS, ERROR_FILE_NOT_FOUND, ERROR_ACCESS_DENIED, ERROR_INVALID_HANDLE,
                                   ERROR_NOT_ENOUGH_MEMORY, ERROR_INVALID_PARAMETER, ERROR_ALREADY_EXISTS,
                                   ERROR_INVALID_ADDRESS, ERROR_NOACCESS, ERROR_INSUFFICIENT_BUFFER };
    HANDLE hFile;
    char small[8];
    DWORD n;

    for (int i = 0; i < ARRAYSIZE(codes); i++) {
        char text[256];
        n = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM, NULL, codes[i], 0, text, sizeof text, NULL);
        if (n > 2 && text[n - 2] == '\r') text[n - 2] = 0;
        printf("%5lu  %s\n", codes[i], text);
    }

    hFile = CreateFileA("no-such-file-anywhere.dat", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(hFile == INVALID_HANDLE_VALUE);
    ReportLastError("CreateFile", GetLastError());

    CHECK(VirtualAlloc(NULL, 0, MEM_COMMIT, PAGE_READWRITE) == NULL);
    ReportLastError("VirtualAlloc", GetLastError());

    SetLastError(0);
    n = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, ERROR_INVALID_PARAMETER, 0,
                       small, sizeof small, NULL);
    CHECK_EQ(n, 0);
    CHECK_EQ(GetLastError(), ERROR_INSUFFICIENT_BUFFER);

    SetLastError(0);
    n = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, 0x20001234, 0,
                       small, sizeof small, NULL);
    CHECK_EQ(n, 0);
    CHECK_EQ(GetLastError(), ERROR_MR_MID_NOT_FOUND);
    return 0;
}
