/* SPDX-License-Identifier: MIT */
#include "engine/item_range.h"

#include "value/range.h"

enum { OCTET_BITS = 8, WORD_BITS = 16 };

/* Transport sizes that have no codec here, but a known size (s7comm.md 4.4). */
enum { DATE = 0x09, TIME_OF_DAY = 0x0A, TIME = 0x0B, S5TIME = 0x0C, DATE_AND_TIME = 0x0F };

/* Bits of one element; 0: not known. */
static unsigned element_bits(uint8_t transport_size)
{
    static const uint8_t dated[] = {
        [DATE] = 16, [TIME_OF_DAY] = 32, [TIME] = 32, [S5TIME] = 16, [DATE_AND_TIME] = 64};
    if (transport_size == S7_TRANSPORT_BIT)
        return 1;
    size_t octets = s7_transport_octets(transport_size);
    if (octets)
        return (unsigned)octets * OCTET_BITS;
    return transport_size < sizeof dated ? dated[transport_size] : 0;
}

static bool area_known(uint8_t area)
{
    return area == S7_AREA_COUNTER || area == S7_AREA_TIMER || (area >= S7_AREA_INPUT && area <= S7_AREA_DB);
}

/* Timers and counters have a transport size of their own, which no other area takes. */
static bool type_fits_area(const struct s7_item *item)
{
    return (item->transport_size == S7_TRANSPORT_TIMER) == (item->area == S7_AREA_TIMER) &&
           (item->transport_size == S7_TRANSPORT_COUNTER) == (item->area == S7_AREA_COUNTER);
}

/* What the item is, before where it is. */
static enum s7_item_flaw kind_flaw(const struct s7_item *item)
{
    if (item->specification != S7_ITEM_VARIABLE || item->syntax != S7_SYNTAX_S7ANY)
        return S7_ITEM_FLAW_SYNTAX;
    if (!element_bits(item->transport_size))
        return S7_ITEM_FLAW_TYPE;
    if (item->transport_size == S7_TRANSPORT_BIT && item->count != 1)
        return S7_ITEM_FLAW_BITS;
    if (!type_fits_area(item))
        return S7_ITEM_FLAW_MIXED;
    if (!area_known(item->area))
        return S7_ITEM_FLAW_AREA;
    return item->area == S7_AREA_DB && item->db == 0 ? S7_ITEM_FLAW_DB : S7_ITEM_FLAW_NONE;
}

static enum s7_item_flaw place_flaw(uint64_t first_bit, uint64_t bit_count)
{
    if (bit_count == 0)
        return S7_ITEM_FLAW_EMPTY;
    if (bit_count != 1 && first_bit % OCTET_BITS)
        return S7_ITEM_FLAW_MISALIGNED;
    return first_bit + bit_count > S7_RANGE_BITS_MAX ? S7_ITEM_FLAW_BEYOND : S7_ITEM_FLAW_NONE;
}

enum s7_item_flaw s7_item_range(const struct s7_item *item, struct s7_range *ret_range)
{
    enum s7_item_flaw flaw = kind_flaw(item);
    if (flaw != S7_ITEM_FLAW_NONE)
        return flaw;
    uint64_t first_bit = s7_item_numbered(item) ? (uint64_t)item->address * WORD_BITS : item->address;
    uint64_t bit_count = (uint64_t)item->count * element_bits(item->transport_size);
    flaw = place_flaw(first_bit, bit_count);
    if (flaw == S7_ITEM_FLAW_NONE)
        *ret_range = (struct s7_range){(enum s7_area)item->area, item->area == S7_AREA_DB ? item->db : 0,
                                       (uint32_t)first_bit, (uint32_t)bit_count};
    return flaw;
}

const char *s7_item_flaw_text(enum s7_item_flaw flaw)
{
    static const char *const texts[] = {
        [S7_ITEM_FLAW_NONE] = "",
#define S7_ITEM_FLAW(NAME, text) [S7_ITEM_FLAW_##NAME] = text,
#include "engine/defs/item_flaw.def"
#undef S7_ITEM_FLAW
    };
    return texts[flaw];
}
