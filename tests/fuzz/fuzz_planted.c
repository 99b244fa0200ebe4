/* SPDX-License-Identifier: MIT
 *
 * Proves that the harness finds faults: a tiny decoder that trusts a length octet and reads past its input.
 * It belongs to this test only.
 */
#include "fuzz.h"

static unsigned planted_decode(const uint8_t *octets, size_t size)
{
    unsigned sum = 0;
    if (size < 3 || octets[0] != 0x32 || octets[1] != 0x07)
        return 0;
    for (size_t i = 0; i < octets[2]; i++)
        sum += octets[3 + i];
    return sum;
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    FUZZ_CHECK(planted_decode(octets, size) <= 255U * 255U);
}
