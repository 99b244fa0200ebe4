/* SPDX-License-Identifier: MIT */
#include "doctor/extent.h"

#include <string.h>

enum { OCTET_BITS = 8, ELEMENT_BITS = 16 };

uint32_t s7_extent_unit(const struct s7_range *range)
{
    return range->area == S7_AREA_TIMER || range->area == S7_AREA_COUNTER ? ELEMENT_BITS : OCTET_BITS;
}

uint32_t s7_extent_of(const struct s7_range *range)
{
    uint32_t unit = s7_extent_unit(range);
    return (s7_range_end(range) + unit - 1) / unit;
}

static struct s7_range place_of(const struct s7_range *range, uint32_t place)
{
    uint32_t unit = s7_extent_unit(range);
    return (struct s7_range){
        .area = range->area, .db = range->db, .first_bit = place * unit, .bit_count = unit};
}

void s7_extent_text(const struct s7_range *range, uint32_t place, char ret_text[S7_TAG_TEXT_SIZE])
{
    const struct s7_tag tag = {.range = place_of(range, place), .type = S7_TYPE_BYTE, .count = 1};
    s7_tag_format(&tag, ret_text, S7_TAG_TEXT_SIZE); /* of timers and counters: without a type */
    ret_text[strcspn(ret_text, ":")] = '\0';
}

struct s7_fault s7_extent_ask(struct s7_examination *examination, const struct s7_range *range, uint32_t place)
{
    const struct s7_range one = place_of(range, place);
    uint8_t octets[2];
    return s7_ask_read(examination, &examination->line, &one, octets);
}

/* Only what lies between the two is ever asked. */
static void learn(struct s7_extent *extent, uint32_t place, const struct s7_fault *fault)
{
    if (fault->error == S7_OK)
        extent->there = place + 1;
    else if (fault->error == S7_ERR_DATA_ADDRESS)
        extent->absent = place;
}

struct s7_fault s7_extent_reach(struct s7_examination *examination, const struct s7_range *range,
                                struct s7_extent *extent)
{
    uint32_t needed = s7_extent_of(range);
    if (needed <= extent->there)
        return (struct s7_fault){0};
    if (needed > extent->absent)
        return (struct s7_fault){.error = S7_ERR_DATA_ADDRESS, .item_code = 0x05};
    struct s7_fault fault = s7_extent_ask(examination, range, needed - 1);
    learn(extent, needed - 1, &fault);
    return fault;
}

struct s7_fault s7_extent_halve(struct s7_examination *examination, const struct s7_range *range,
                                struct s7_extent *extent)
{
    struct s7_fault fault = {0};
    while (extent->there < extent->absent) {
        uint32_t middle = extent->there + (extent->absent - extent->there) / 2;
        fault = s7_extent_ask(examination, range, middle);
        if (fault.error != S7_OK && fault.error != S7_ERR_DATA_ADDRESS)
            return fault;
        learn(extent, middle, &fault);
    }
    return (struct s7_fault){0};
}
