// Little RAM: pages that nobody touches go to the page file, and come back when they are touched. Watch the page faults.
// VadLab machine: ram=16M page-file=64M
#include "lab.h"

#define PAGE 4096
#define PAGES 6000 // 24 MB: more than this machine has

int main(void)
{
    unsigned char *p = VirtualAlloc(NULL, PAGES * PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(p != NULL);

    // Each first touch is a demand-zero fault. When memory runs short, the pages written first make room.
    for (int i = 0; i < PAGES; i++) p[i * PAGE] = (unsigned char)i;

    // Nothing is lost: a page in the page file comes back by a hard fault, and brings its neighbours along.
    int wrong = 0;
    for (int i = 0; i < PAGES; i++) wrong += p[i * PAGE] != (unsigned char)i;
    CHECK_EQ(wrong, 0);

    CHECK(VirtualFree(p, 0, MEM_RELEASE)); // what is in the page file goes with it
    return 0;
}
