// The same instruction, a return, in five places. ran[i] is 1 where calling it went through.
#include "lab.h"

#define RET 0xC3 /* the instruction that returns */

static unsigned char global[16] = {RET};

int main(void)
{
    int ran[5] = {0};
    DWORD old;
    unsigned char local[16] = {RET};
    unsigned char *heap = malloc(16);
    unsigned char *data = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    unsigned char *code = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    heap[0] = RET;
    data[0] = RET;
    code[0] = RET;
    VirtualProtect(code, 4096, PAGE_EXECUTE_READ, &old); // @places

    ran[0] = probe_execute(global) == 0;
    ran[1] = probe_execute(local) == 0;
    ran[2] = probe_execute(heap) == 0;
    ran[3] = probe_execute(data) == 0;
    ran[4] = probe_execute(code) == 0;
    printf("%d %d %d %d %d\n", ran[0], ran[1], ran[2], ran[3], ran[4]); // @ran
    free(heap);
    return 0;
}
