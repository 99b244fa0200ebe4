/* SPDX-License-Identifier: MIT
 *
 * discover_fill.c — what a connection reads and writes, and what data a CPU has therefore: as far as a plant file holds it.
 */
#include "capture/discover_model.h"
#include "plant/schema.h"

enum {
    DB_OCTETS = 65535,     /* of a data block: key `size` */
    AREA_OCTETS = 65536,   /* of I, Q, M: what an address can name */
    ELEMENTS = 65535,      /* of timers, of counters: likewise */
    RANGES_OF_KEY = 10000, /* key `reads` */
    NUMBERS_MOST = 4096    /* data blocks of one CPU */
};

static const struct area_row {
    enum s7_area area;
    uint32_t bits;
} area_rows[] = {
    {S7_AREA_DB, DB_OCTETS * 8},       {S7_AREA_INPUT, AREA_OCTETS * 8}, {S7_AREA_OUTPUT, AREA_OCTETS * 8},
    {S7_AREA_MEMORY, AREA_OCTETS * 8}, {S7_AREA_TIMER, ELEMENTS * 16},   {S7_AREA_COUNTER, ELEMENTS * 16},
};

/** Cuts off what no CPU has; false: nothing is left. */
static bool clip(struct s7_range *range)
{
    for (size_t i = 0; i < sizeof area_rows / sizeof area_rows[0]; i++) {
        if (area_rows[i].area != range->area)
            continue;
        if (range->first_bit >= area_rows[i].bits || (range->area == S7_AREA_DB && range->db == 0))
            return false;
        if (s7_range_end(range) > area_rows[i].bits)
            range->bit_count = area_rows[i].bits - range->first_bit;
        return range->bit_count > 0;
    }
    return false;
}

static int fill_link(struct s7_discover_model *model, struct s7_discover_link *link)
{
    int error = S7_OK;
    for (size_t i = 0; i < link->talk_count; i++)
        for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++) {
            const struct s7_access_set *served = &link->talks[i]->served[operation];
            for (size_t k = 0; k < served->range_count && !error; k++) {
                struct s7_range range = served->ranges[k];
                if (clip(&range))
                    error = s7_access_set_add(&link->areas[operation], &range);
                else
                    link->left_out[operation]++;
            }
        }
    for (size_t operation = 0; operation < S7_OPERATION_COUNT && !error; operation++)
        error = s7_access_set_union(&model->members[link->to].data, &link->areas[operation]);
    return error;
}

/** Data blocks are the last area of a set, in the order of their numbers. */
static void count_dbs(struct s7_discover_member *member, size_t most)
{
    uint16_t last = 0;
    for (size_t i = 0; i < member->data.range_count && !member->db_end; i++) {
        const struct s7_range *range = &member->data.ranges[i];
        if (range->area != S7_AREA_DB || range->db == last)
            continue;
        last = range->db;
        if (member->db_count == most)
            member->db_end = last;
        else
            member->db_count++;
    }
}

size_t s7_discover_pieces(const struct s7_range *range, struct s7_range pieces[S7_DISCOVER_PIECES_MOST])
{
    uint32_t end = s7_range_end(range);
    uint32_t first_octet = (range->first_bit + 7) / 8 * 8;
    uint32_t last_octet = end / 8 * 8;
    size_t count = 0;
    if (range->area < S7_AREA_INPUT || first_octet >= last_octet) { /* elements, or bits alone */
        pieces[0] = *range;
        return 1;
    }
    const uint32_t borders[] = {range->first_bit, first_octet, last_octet, end};
    for (size_t i = 0; i + 1 < sizeof borders / sizeof borders[0]; i++)
        if (borders[i] < borders[i + 1])
            pieces[count++] =
                (struct s7_range){range->area, range->db, borders[i], borders[i + 1] - borders[i]};
    return count;
}

/** As many ranges of the set as make so many pieces. */
static size_t count_ranges(const struct s7_access_set *set, size_t most, size_t *ret_pieces)
{
    struct s7_range pieces[S7_DISCOVER_PIECES_MOST];
    size_t count = 0;
    *ret_pieces = 0;
    for (; count < set->range_count; count++) {
        size_t more = s7_discover_pieces(&set->ranges[count], pieces);
        if (*ret_pieces + more > most)
            break;
        *ret_pieces += more;
    }
    return count;
}

static void keep_ranges(struct s7_discover_link *link, size_t operation, size_t count)
{
    struct s7_access_set *set = &link->areas[operation];
    if (count >= set->range_count)
        return;
    link->left_out[operation] += set->range_count - count;
    set->range_count = count;
}

static void keep_dbs(struct s7_discover_link *link, size_t operation, uint16_t db_end)
{
    const struct s7_access_set *set = &link->areas[operation];
    size_t count = 0;
    while (count < set->range_count &&
           (set->ranges[count].area != S7_AREA_DB || set->ranges[count].db < db_end))
        count++;
    if (db_end)
        keep_ranges(link, operation, count);
}

int s7_discover_fill(struct s7_discover_model *model)
{
    size_t dbs = S7_DISCOVER_DBS_MOST;
    size_t ranges = S7_DISCOVER_RANGES_MOST;
    for (size_t i = 0; i < model->link_count; i++)
        if (fill_link(model, &model->links[i]))
            return S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < model->member_count; i++) {
        count_dbs(&model->members[i], dbs < NUMBERS_MOST ? dbs : NUMBERS_MOST);
        dbs -= model->members[i].db_count;
    }
    for (size_t i = 0; i < model->link_count; i++) {
        struct s7_discover_link *link = &model->links[i];
        for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++) {
            keep_dbs(link, operation, model->members[link->to].db_end);
            size_t most = ranges < RANGES_OF_KEY ? ranges : RANGES_OF_KEY;
            size_t pieces = 0;
            keep_ranges(link, operation, count_ranges(&link->areas[operation], most, &pieces));
            ranges -= pieces;
        }
    }
    return S7_OK;
}
