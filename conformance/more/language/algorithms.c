// FACT: Loops, tables, shifts and modulo do what they do everywhere: a CRC, a sieve, a permutation and a bit count come out right.
// SOURCE: ISO 3309 (CRC-32 of "123456789" is CBF43926); the primes below 1000 are 168
#include "lab.h"

static DWORD table[256];

static DWORD crc32(const char *text)
{
    DWORD crc = ~0u;
    if (!table[1])
        for (DWORD i = 0; i < 256; i++) {
            table[i] = i;
            for (int bit = 0; bit < 8; bit++) table[i] = table[i] & 1 ? table[i] >> 1 ^ 0xEDB88320 : table[i] >> 1;
        }
    while (*text) crc = crc >> 8 ^ table[(crc ^ *text++) & 0xFF];
    return ~crc;
}

static int bits(ULONGLONG q)
{
    int count = 0;
    for (; q; q &= q - 1) count++;
    return count;
}

static int permutations(int *items, int from, int count)
{
    int total = 0, t;
    if (from == count) return items[0] < items[count - 1];
    for (int i = from; i < count; i++) {
        t = items[from], items[from] = items[i], items[i] = t;
        total += permutations(items, from + 1, count);
        t = items[from], items[from] = items[i], items[i] = t;
    }
    return total;
}

int main(void)
{
    static BYTE composite[1000];
    int primes = 0, items[] = { 1, 2, 3, 4, 5 };
    DWORD seed = 1;

    CHECK_EQ(crc32("123456789"), 0xCBF43926);
    CHECK_EQ(crc32(""), 0);
    for (int n = 2; n < 1000; n++) {
        if (composite[n]) continue;
        primes++;
        for (int k = n * n; k < 1000; k += n) composite[k] = 1;
    }
    CHECK_EQ(primes, 168);
    CHECK_EQ(bits(0xF0F0F0F0F0F0F0F0) + bits(0) + bits(~0ULL), 96);
    CHECK_EQ(permutations(items, 0, 5), 60);
    for (int i = 0; i < 10000; i++) seed = (ULONGLONG)seed * 48271 % 2147483647;
    CHECK_EQ(seed, 399268537);
    return 0;
}
