/* SPDX-License-Identifier: MIT */
#include "cpu/access.h"

#include "cpu/fault.h"
#include "engine/item_range.h"
#include "value/range.h"

enum { OCTET_BITS = 8 };

static bool is_timer_counter(uint8_t area)
{
    return area == S7_AREA_TIMER || area == S7_AREA_COUNTER;
}

/* The code that refuses an item which means no range, whatever this CPU has. */
static uint8_t flaw_code(enum s7_item_flaw flaw)
{
    static const uint8_t codes[S7_ITEM_FLAW_COUNT] = {
        [S7_ITEM_FLAW_NONE] = S7_RETURN_SUCCESS,       [S7_ITEM_FLAW_SYNTAX] = S7_RETURN_TYPE,
        [S7_ITEM_FLAW_TYPE] = S7_RETURN_TYPE,          [S7_ITEM_FLAW_BITS] = S7_RETURN_TYPE,
        [S7_ITEM_FLAW_MIXED] = S7_RETURN_TYPE,         [S7_ITEM_FLAW_AREA] = S7_RETURN_TYPE,
        [S7_ITEM_FLAW_DB] = S7_RETURN_MISSING,         [S7_ITEM_FLAW_EMPTY] = S7_RETURN_ADDRESS,
        [S7_ITEM_FLAW_MISALIGNED] = S7_RETURN_ADDRESS, [S7_ITEM_FLAW_BEYOND] = S7_RETURN_ADDRESS};
    return codes[flaw];
}

/* `code`: of the item by itself. */
static uint8_t judge_place(uint8_t code, const struct s7_item *item, size_t area_size,
                           struct s7_cpu_access *access)
{
    if (code != S7_RETURN_SUCCESS)
        return code;
    if (s7_range_end(&access->range) > (uint64_t)area_size * OCTET_BITS)
        return S7_RETURN_ADDRESS;
    access->transport_size = s7_data_transport_of(item->transport_size);
    access->size = s7_range_size(&access->range);
    return S7_RETURN_SUCCESS;
}

static uint8_t judge_fixed(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                           enum s7_cpu_intent intent, const struct s7_item *item, uint8_t item_code,
                           struct s7_cpu_access *access)
{
    access->area = s7_cpu_areas_fixed(areas, item->area);
    if (!access->area)
        return S7_RETURN_TYPE;
    /* An S7-200 SMART has none (cpu-behaviour S9). */
    if (is_timer_counter(item->area) && access->area->size == 0)
        return S7_RETURN_ACCESS;
    uint8_t code = judge_place(item_code, item, access->area->size, access);
    if (code != S7_RETURN_SUCCESS)
        return code;
    /* An S7-300 refuses to have timers and counters written (cpu-behaviour S8). */
    if (intent == S7_CPU_WRITE && is_timer_counter(item->area) && !rules->timer_counter_write)
        return S7_RETURN_ACCESS;
    return S7_RETURN_SUCCESS;
}

static uint8_t judge_block(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                           enum s7_cpu_intent intent, const struct s7_item *item, uint8_t item_code,
                           struct s7_cpu_access *access)
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
    uint8_t code = judge_place(item_code, item, look.size, access);
    if (code != S7_RETURN_SUCCESS)
        return code;
    return intent == S7_CPU_WRITE && block->write_protected ? S7_RETURN_ACCESS : S7_RETURN_SUCCESS;
}

struct s7_cpu_access s7_cpu_access_judge(struct s7_cpu_areas *areas, const struct s7_cpu_rules *rules,
                                         enum s7_cpu_intent intent, const struct s7_item *item)
{
    struct s7_cpu_access access = {.code = S7_RETURN_TYPE};
    uint8_t item_code = flaw_code(s7_item_range(item, &access.range));
    /* Types that are known by their size alone are not served. */
    if (item_code != S7_RETURN_TYPE && s7_transport_octets(item->transport_size))
        access.code = item->area == S7_AREA_DB ? judge_block(areas, rules, intent, item, item_code, &access)
                                               : judge_fixed(areas, rules, intent, item, item_code, &access);
    return access;
}

uint8_t s7_cpu_access_match(const struct s7_cpu_access *access, const struct s7_data_item *value)
{
    bool same_type = value->transport_size == access->transport_size;
    bool same_size = value->octets.size == access->size &&
                     value->length == s7_data_item_length(access->transport_size, access->size);
    return same_type && same_size ? S7_RETURN_SUCCESS : S7_RETURN_INCONSISTENT;
}
