// The fence is built. Three bytes are stored; the last of them is one too far.
#include <windows.h>

int main(void)
{
    DWORD old;
    char *pages = VirtualAlloc(NULL, 2 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *fence = pages + 4096;
    char *block = fence - 10;
    VirtualProtect(fence, 4096, PAGE_NOACCESS, &old); // @closed

    block[0] = 'a';
    block[9] = 'b'; // @last
    block[10] = 'c'; // @store
    return 0;
}
