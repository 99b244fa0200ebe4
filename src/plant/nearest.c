/* SPDX-License-Identifier: MIT */
#include "plant/nearest.h"

#include <string.h>

enum { LENGTH_MOST = 48 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn a into b; case does not count. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LENGTH_MOST + 1];
    for (size_t k = 0; k <= b_length; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t k = 1; k <= b_length; k++) {
            char c = lower(a[i - 1]);
            char d = lower(b[k - 1]);
            row[k] = smallest(row[k - 1] + 1, above[k] + 1, above[k - 1] + (c != d));
            if (i > 1 && k > 1 && c == lower(b[k - 2]) && d == lower(a[i - 2]) && two_above[k - 2] + 1 < row[k])
                row[k] = two_above[k - 2] + 1;
        }
    }
    return rows[a_length % 3][b_length];
}

struct s7_nearest s7_nearest_to(const char *text, size_t length)
{
    return (struct s7_nearest){.text = text, .length = length, .best_distance = length / 3 + 2};
}

void s7_nearest_try(struct s7_nearest *nearest, const char *candidate)
{
    size_t length = strlen(candidate);
    if (length == 0 || length > LENGTH_MOST || nearest->length > LENGTH_MOST)
        return;
    size_t d = distance(nearest->text, nearest->length, candidate, length);
    if (d < nearest->best_distance && d < length) {
        nearest->best_distance = d;
        nearest->best = candidate;
    }
}
