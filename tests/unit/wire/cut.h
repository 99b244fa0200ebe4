/* SPDX-License-Identifier: MIT
 *
 * cut.h — octets in a heap block of exactly their size, so that reading behind them is found.
 */
#ifndef TESTS_CUT_H
#define TESTS_CUT_H

#include <stdlib.h>

#include "base/cursor.h"
#include "check.h"

typedef int cut_decode(struct s7_octets octets);

/** Decodes every beginning of `octets`, none of which may be taken for a whole, and every octet too many. */
static inline void cut_anywhere(cut_decode *decode, const uint8_t *octets, size_t size)
{
    for (size_t cut = 0; cut <= size + 1; cut++) {
        uint8_t *copy = calloc(1, cut ? cut : 1);
        assert_non_null(copy);
        memcpy(copy, octets, cut < size ? cut : size);
        int error = decode((struct s7_octets){copy, cut});
        if ((error == 0) != (cut == size))
            fail_msg("%zu of %zu octets: %d", cut, size, error);
        free(copy);
    }
}

#endif
