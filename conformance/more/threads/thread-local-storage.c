// FACT: A TLS index is the process's, the value behind it each thread's own: 0 at first, and 0 again after the index was freed.
// SOURCE: learn.microsoft.com, Thread Local Storage, TlsAlloc, TlsGetValue, TlsFree
#include "lab.h"

static DWORD one, two;
static ULONG_PTR found[2], kept[2];

static DWORD WINAPI other(LPVOID unused)
{
    found[0] = (ULONG_PTR)TlsGetValue(one);
    found[1] = (ULONG_PTR)TlsGetValue(two);
    TlsSetValue(one, (LPVOID)111);
    TlsSetValue(two, (LPVOID)0x123456789ABCDEF0);
    Sleep(0);
    kept[0] = (ULONG_PTR)TlsGetValue(one);
    kept[1] = (ULONG_PTR)TlsGetValue(two);
    return 0;
}

int main(void)
{
    HANDLE thread;

    one = TlsAlloc();
    two = TlsAlloc();
    CHECK(one != TLS_OUT_OF_INDEXES && two != TLS_OUT_OF_INDEXES && one != two);
    SetLastError(5);
    CHECK(TlsGetValue(one) == NULL);
    CHECK_EQ(GetLastError(), ERROR_SUCCESS);
    CHECK(TlsSetValue(one, (LPVOID)1));
    CHECK(TlsSetValue(two, (LPVOID)2));
    thread = CreateThread(NULL, 0, other, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    CHECK_EQ(found[0], 0);
    CHECK_EQ(found[1], 0);
    CHECK_EQ(kept[0], 111);
    CHECK_EQ(kept[1], 0x123456789ABCDEF0);
    CHECK_EQ((ULONG_PTR)TlsGetValue(one), 1);
    CHECK_EQ((ULONG_PTR)TlsGetValue(two), 2);
    CHECK(TlsFree(one));
    CHECK(!TlsFree(one));
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK_EQ(TlsAlloc(), one);
    CHECK(TlsGetValue(one) == NULL);
    CHECK(!TlsSetValue(5000, NULL));
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    return 0;
}
