// Step from region to region with VirtualQuery, and add up what is there.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *address = NULL;
    unsigned long long free_bytes = 0, used_bytes = 0;
    int images = 0;
    void *last_image = NULL;

    while (VirtualQuery(address, &info, sizeof info) != 0) {
        if (info.State == MEM_FREE) free_bytes += info.RegionSize;
        else used_bytes += info.RegionSize;
        if (info.Type == MEM_IMAGE && info.AllocationBase != last_image) {
            last_image = info.AllocationBase;
            images++;
        }
        address = (char *)info.BaseAddress + info.RegionSize;
    }

    unsigned long long gigabyte = 1024ULL * 1024 * 1024;
    printf("The walk ended at %p\n", address);
    printf("Free and used together: %llu GB\n", (free_bytes + used_bytes) / gigabyte);
    printf("Mostly free? %s\n", free_bytes > 100 * used_bytes ? "yes" : "no");
    printf("The program and some DLLs? %s\n", images > 2 ? "yes" : "no");
    return 0;
}
