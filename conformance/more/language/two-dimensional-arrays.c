// FACT: An array of arrays lies row by row; its name steps by whole rows, a row's name by elements.
// SOURCE: C11 6.5.2.1p3, 6.7.6.2
#include "lab.h"

#define N 3

static void multiply(int out[N][N], int a[N][N], int b[N][N])
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            out[i][j] = 0;
            for (int k = 0; k < N; k++) out[i][j] += a[i][k] * b[k][j];
        }
}

static char board[4][5];

int main(void)
{
    int a[N][N] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }, b[N][N] = { { 0, 1 }, { 0, 0, 1 }, { 1 } }, c[N][N];
    int cube[2][3][4], *flat = &cube[0][0][0], *row;

    multiply(c, a, b);
    CHECK_EQ(c[0][0] * 100 + c[0][1] * 10 + c[0][2], 312);
    CHECK_EQ(c[2][0], 9);
    CHECK_EQ(sizeof a / sizeof a[0], 3);
    CHECK_EQ(sizeof a[0] / sizeof a[0][0], 3);
    row = a[1];
    CHECK_EQ(row[2] + *(*(a + 2) + 1) + (*a)[0], 6 + 8 + 1);
    CHECK_EQ(&a[2][0] - &a[0][0], 6);

    for (int i = 0; i < 24; i++) flat[i] = i;
    CHECK_EQ(cube[1][2][3], 23);
    CHECK_EQ(cube[1][0][0], 12);
    CHECK_EQ((char *)cube[1] - (char *)cube, 48);
    CHECK_EQ((char *)&cube[0][1] - (char *)cube[0], 16);

    for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 4; x++) board[y][x] = (x + y) % 2 ? '#' : '.';
        puts(board[y]);
    }
    CHECK(strcmp(board[1], "#.#.") == 0);
    CHECK_EQ(*(board[3] + 5 - 6), 0);
    return 0;
}
