/* SPDX-License-Identifier: MIT */
#include "cpu/access.h"

#include "cpu/fault.h"
#include "value/range.h"

enum { OCTET_BITS = 8, WORD_BITS = 16 };

static bool is_timer_counter(uint8_t area)
{
    return area == S7_AREA_TIMER || area == S7_AREA_COUNTER;
}

/* Timers and counters have a transport size of their own, which no other area takes. */
static bool type_fits_area(const struct s7_item *item)
{
    return (item->transport_size == S7_TRANSPORT_TIMER) == (item->area == S7_AREA_TIMER) &&
           (item->transport_size == S7_TRANSPORT_COUNTER) == (item->area == S7_AREA_COUNTER);
}

static bool type_known(const struct s7_item *item)
{
    if (item->specification != S7_ITEM_VARIABLE || item->syntax != S7_SYNTAX_S7ANY)
        return false;
    if (item->transport_size == S7_TRANSPORT_BIT && item->count != 1)
        return false;
    return s7_transport_octets(item->transport_size) && type_fits_area(item);
}

static uint8_t range_find(const struct s7_item *item, size_t area_size, struct s7_cpu_access *access)
{
    bool word = is_timer_counter(item->area);
    bool bit = item->transport_size == S7_TRANSPORT_BIT;
    size_t size = item->count * s7_transport_octets(item->transport_size);
    uint32_t first_bit = word ? item->address * WORD_BITS : item->address;
    uint32_t bit_count = bit ? 1 : (uint32_t)size * OCTET_BITS;
    bool misaligned = !bit && first_bit % OCTET_BITS;
    if (!size || misaligned || first_bit + (uint64_t)bit_count > (uint64_t)area_size * OCTET_BITS)
        return S7_RETURN_ADDRESS;
    access->transport_size = s7_data_transport_of(item->transport_size);
    access->size = size;
    access->range = (struct s7_range){(enum s7_area)item->area, item->area == S7_AREA_DB ? item->db : 0,
                                      first_bit, bit_count};
    return S7_RETURN_SUCCESS;
}

static uint8_t judge_fixed(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                           enum s7_cpu_intent intent, const struct s7_item *item, struct s7_cpu_access *access)
{
    access->area = s7_cpu_areas_fixed(areas, item->area);
    if (!access->area)
        return S7_RETURN_TYPE;
    /* An S7-200 SMART has none (cpu-behaviour S9). */
    if (is_timer_counter(item->area) && access->area->size == 0)
        return S7_RETURN_ACCESS;
    uint8_t code = range_find(item, access->area->size, access);
    if (code != S7_RETURN_SUCCESS)
        return code;
    /* An S7-300 refuses to have timers and counters written (cpu-behaviour S8). */
    if (intent == S7_CPU_WRITE && is_timer_counter(item->area) && !rules->timer_counter_write)
        return S7_RETURN_ACCESS;
    return S7_RETURN_SUCCESS;
}

static uint8_t judge_block(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                           enum s7_cpu_intent intent, const struct s7_item *item, struct s7_cpu_access *access)
{
    struct s7_cpu_block *block = s7_cpu_areas_block(areas, item->db);
    if (!block)
        return S7_RETURN_MISSING;
    struct s7_cpu_block_look look = {.optimized = block->optimized, .size = block->area.size};
    if (rules->faults)
        s7_cpu_faults_look(rules->faults, item->db, &look);
    if (look.missing)
        return S7_RETURN_MISSING;
    if (look.optimized)
        return rules->optimized_code;
    access->area = &block->area;
    uint8_t code = range_find(item, look.size, access);
    if (code != S7_RETURN_SUCCESS)
        return code;
    return intent == S7_CPU_WRITE && block->write_protected ? S7_RETURN_ACCESS : S7_RETURN_SUCCESS;
}

struct s7_cpu_access s7_cpu_access_judge(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                                         enum s7_cpu_intent intent, const struct s7_item *item)
{
    struct s7_cpu_access access = {.code = S7_RETURN_TYPE};
    if (type_known(item))
        access.code = item->area == S7_AREA_DB ? judge_block(areas, rules, intent, item, &access)
                                               : judge_fixed(areas, rules, intent, item, &access);
    return access;
}

uint8_t s7_cpu_access_match(const struct s7_cpu_access *access, const struct s7_data_item *value)
{
    bool same_type = value->transport_size == access->transport_size;
    bool same_size = value->octets.size == access->size &&
                     value->length == s7_data_item_length(access->transport_size, access->size);
    return same_type && same_size ? S7_RETURN_SUCCESS : S7_RETURN_INCONSISTENT;
}
