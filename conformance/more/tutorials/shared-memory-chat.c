// FACT: Two processes that map one named section see each other's writes; a named event and a mutex keep their turns apart.
// SOURCE: learn.microsoft.com, Creating Named Shared Memory (First Process, Second Process); Using Event Objects; Using Mutex Objects
#define LAB_PROCESS_B
#include "lab.h"
#include <windows.h>
#include <stdio.h>
#include <conio.h>
#include <tchar.h>

#define BUF_SIZE 256
TCHAR szName[]=TEXT("Local\\VadLabTutorialMapping");
TCHAR szEvent[]=TEXT("Local\\VadLabTutorialEvent");
TCHAR szMutex[]=TEXT("Local\\VadLabTutorialMutex");
TCHAR szMsg[]=TEXT("Message from first process.");

typedef struct _CHAT {
    LONG  nMessages;
    DWORD dwWriter[4];
    TCHAR szText[4][BUF_SIZE];
} CHAT, *PCHAT;

static BOOL Say(PCHAT chat, LPCTSTR lpText)
{
    HANDLE hMutex = CreateMutex(NULL, FALSE, szMutex);
    DWORD dwWait;
    BOOL done = FALSE;
    if (hMutex == NULL) return FALSE;
    dwWait = WaitForSingleObject(hMutex, 5000);
    switch (dwWait)
    {
        case WAIT_OBJECT_0:
            if (chat->nMessages < 4)
            {
                chat->dwWriter[chat->nMessages] = GetCurrentProcessId();
                _tcscpy(chat->szText[chat->nMessages], lpText);
                chat->nMessages++;
                done = TRUE;
            }
            if (! ReleaseMutex(hMutex)) printf("ReleaseMutex error: %d\n", GetLastError());
            break;
        case WAIT_ABANDONED:
            printf("abandoned\n");
            break;
        default:
            printf("Wait error (%lx)\n", dwWait);
    }
    CloseHandle(hMutex);
    return done;
}

int main()
{
    HANDLE hMapFile, hEvent;
    PCHAT pBuf;

    hMapFile = CreateFileMapping(
                  INVALID_HANDLE_VALUE,    // use paging file
                  NULL,                    // default security
                  PAGE_READWRITE,          // read/write access
                  0,                       // maximum object size (high-order DWORD)
                  sizeof(CHAT),            // maximum object size (low-order DWORD)
                  szName);                 // name of mapping object
    if (hMapFile == NULL)
    {
        _tprintf(TEXT("Could not create file mapping object (%d).\n"), GetLastError());
        return 1;
    }
    pBuf = (PCHAT) MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0, sizeof(CHAT));
    if (pBuf == NULL)
    {
        _tprintf(TEXT("Could not map view of file (%d).\n"), GetLastError());
        CloseHandle(hMapFile);
        return 1;
    }
    hEvent = CreateEvent(NULL, TRUE, FALSE, szEvent);

    Say(pBuf, szMsg);
    CHECK_EQ(WaitForSingleObject(hEvent, 0), WAIT_TIMEOUT);
    lab_switch_to('B');
    CHECK_EQ(WaitForSingleObject(hEvent, 5000), WAIT_OBJECT_0);

    for (int i = 0; i < pBuf->nMessages; i++)
        _tprintf(TEXT("%s: %s\n"), pBuf->dwWriter[i] == GetCurrentProcessId() ? TEXT("me") : TEXT("the other"),
                 pBuf->szText[i]);
    CHECK_EQ(pBuf->nMessages, 3);
    CHECK_EQ(lstrlen(pBuf->szText[1]), 24);
    CHECK(UnmapViewOfFile(pBuf));
    CHECK(CloseHandle(hMapFile));
    CloseHandle(hEvent);
    return 0;
}

int process_b(void)
{
    HANDLE hMapFile, hEvent;
    PCHAT pBuf;
    TCHAR szReply[64];

    hMapFile = OpenFileMapping(
                  FILE_MAP_ALL_ACCESS,   // read/write access
                  FALSE,                 // do not inherit the name
                  szName);               // name of mapping object
    if (hMapFile == NULL)
    {
        _tprintf(TEXT("Could not open file mapping object (%d).\n"), GetLastError());
        return 1;
    }
    pBuf = (PCHAT) MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0, sizeof(CHAT));
    _tprintf(TEXT("B reads: %s\n"), pBuf->szText[0]);
    Say(pBuf, TEXT("Message from the second."));
    _stprintf(szReply, TEXT("%d messages, %d bytes each"), (int)pBuf->nMessages, (int)sizeof(pBuf->szText[0]));
    Say(pBuf, szReply);

    hEvent = OpenEvent(EVENT_MODIFY_STATE, FALSE, szEvent);
    if (hEvent == NULL) printf("OpenEvent failed (%d)\n", GetLastError());
    SetEvent(hEvent);
    CloseHandle(hEvent);
    UnmapViewOfFile(pBuf);
    CloseHandle(hMapFile);
    return 0;
}
