/* SPDX-License-Identifier: MIT */
#include "value/memory.h"

#include <string.h>

static bool fits(size_t area_size, const struct s7_range *range)
{
    uint64_t end = (uint64_t)range->first_bit + range->bit_count;
    return s7_range_transferable(range) && (end + 7) / 8 <= area_size;
}

bool s7_memory_fetch(const uint8_t *area, size_t area_size, const struct s7_range *range, uint8_t *ret_octets)
{
    if (!fits(area_size, range))
        return false;
    const uint8_t *first = area + range->first_bit / 8;
    if (s7_range_is_bit(range))
        ret_octets[0] = *first >> range->first_bit % 8 & 1;
    else
        memcpy(ret_octets, first, range->bit_count / 8);
    return true;
}

bool s7_memory_store(uint8_t *area, size_t area_size, const struct s7_range *range, const uint8_t *octets)
{
    if (!fits(area_size, range))
        return false;
    uint8_t *first = area + range->first_bit / 8;
    if (s7_range_is_bit(range)) {
        unsigned mask = 1U << range->first_bit % 8;
        *first = (uint8_t)(octets[0] & 1 ? *first | mask : *first & ~mask);
    } else {
        memcpy(first, octets, range->bit_count / 8);
    }
    return true;
}
