// FACT: Multiplication, division and remainder of 64-bit values are exact to the last bit, signed and unsigned.
// SOURCE: C11 6.5.5, 6.5.6; learn.microsoft.com cpp/c-language/storage-of-basic-types (long long is 64 bits)
#include "lab.h"

static ULONGLONG power_mod(ULONGLONG base, ULONGLONG exponent, ULONGLONG modulus)
{
    ULONGLONG result = 1;
    for (base %= modulus; exponent; exponent >>= 1) {
        if (exponent & 1) result = result * base % modulus;
        base = base * base % modulus;
    }
    return result;
}

int main(void)
{
    ULONGLONG a = 0xFEDCBA9876543210, b = 0x123456789, hash = 14695981039346656037ULL, factorial = 1;
    LONGLONG minus = -9223372036854775807LL;
    const char *text = "virtual";

    CHECK_EQ(a / b, 0xe0000000);
    CHECK_EQ(a / b * b + a % b, a);
    CHECK_EQ(a % 1000000007, 18364758544493064720ULL - 18364758544493064720ULL / 1000000007 * 1000000007);
    CHECK_EQ(minus / 10, -922337203685477580);
    CHECK_EQ(minus % 10, -7);
    CHECK_EQ(minus / -1, 9223372036854775807);
    CHECK_EQ(9007199254740993LL * 1, 9007199254740993);   // 2^53 + 1
    CHECK_EQ(9007199254740993LL - 9007199254740992LL, 1);
    CHECK_EQ(3037000500ULL * 3037000500ULL, 9223372037000250000ULL);
    for (int i = 2; i <= 20; i++) factorial *= i;
    CHECK_EQ(factorial, 2432902008176640000);
    CHECK_EQ(factorial / 2432902008176640ULL % 7, 6);
    while (*text) hash = (hash ^ (BYTE)*text++) * 1099511628211ULL;
    CHECK_EQ(hash, 0x3A8BDBD8E17B835C);
    CHECK_EQ(power_mod(3, 1000003, 998244353), 369890800);
    CHECK_EQ((a & 0xFFFF0000FFFF0000) >> 16 ^ a << 48, 0x3210FEDC00007654);
    CHECK_EQ(2147483647 * 2147483647LL, 4611686014132420609);
    CHECK_EQ((LONGLONG)2147483647 + 1, 2147483648);
    return 0;
}
