/* SPDX-License-Identifier: MIT */
#include "cpu/area.h"

#include <string.h>

enum { WORD_SIZE = 2 /* a timer or counter */ };

/* The areas that are not data blocks: code on the wire, octets. */
#define FIXED_AREAS(AREA)                                                                                      \
    AREA(INPUT, config->input_size)                                                                            \
    AREA(OUTPUT, config->output_size)                                                                          \
    AREA(MEMORY, config->memory_size)                                                                          \
    AREA(TIMER, (size_t)WORD_SIZE * config->timer_count)                                                       \
    AREA(COUNTER, (size_t)WORD_SIZE * config->counter_count)

static void sizes_fill(size_t sizes[S7_CPU_AREA_COUNT], const struct s7_cpu_config *config)
{
#define AREA(name, size) size,
    const size_t filled[] = {FIXED_AREAS(AREA)};
#undef AREA
    _Static_assert(sizeof filled == S7_CPU_AREA_COUNT * sizeof filled[0], "one size per area");
    memcpy(sizes, filled, sizeof filled);
}

uint64_t s7_cpu_areas_size(const struct s7_cpu_config *config)
{
    size_t sizes[S7_CPU_AREA_COUNT];
    sizes_fill(sizes, config);
    uint64_t size = 0;
    for (size_t i = 0; i < S7_CPU_AREA_COUNT; i++)
        size += sizes[i];
    for (size_t i = 0; i < config->db_count; i++)
        size += config->dbs[i].size;
    return size;
}

static void block_sift(struct s7_cpu_block *blocks, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && blocks[child + 1].number > blocks[child].number)
            child++;
        if (blocks[root].number >= blocks[child].number)
            return;
        struct s7_cpu_block held = blocks[root];
        blocks[root] = blocks[child];
        blocks[child] = held;
    }
}

/* A heap sort, because qsort() may allocate and s7_cpu_init() must not. */
static void blocks_sort(struct s7_cpu_block *blocks, size_t count)
{
    for (size_t root = count / 2; root-- > 0;)
        block_sift(blocks, root, count);
    for (size_t left = count; left > 1; left--) {
        struct s7_cpu_block largest = blocks[0];
        blocks[0] = blocks[left - 1];
        blocks[left - 1] = largest;
        block_sift(blocks, 0, left - 1);
    }
}

void s7_cpu_areas_init(struct s7_cpu_areas *areas, struct s7_cpu_block *blocks, uint8_t *octets,
                       const struct s7_cpu_config *config)
{
    memset(octets, 0, (size_t)s7_cpu_areas_size(config));
    size_t sizes[S7_CPU_AREA_COUNT];
    sizes_fill(sizes, config);
    for (size_t i = 0; i < S7_CPU_AREA_COUNT; i++) {
        areas->fixed[i] = (struct s7_cpu_area){octets, sizes[i]};
        octets += sizes[i];
    }
    for (size_t i = 0; i < config->db_count; i++) {
        const struct s7_cpu_db *db = &config->dbs[i];
        blocks[i] = (struct s7_cpu_block){{octets, db->size}, db->number, db->optimized, db->write_protected};
        octets += db->size;
    }
    blocks_sort(blocks, config->db_count);
    areas->blocks = blocks;
    areas->block_count = config->db_count;
}

static void copy_area(struct s7_cpu_area *to, const struct s7_cpu_area *from)
{
    memcpy(to->octets, from->octets, to->size < from->size ? to->size : from->size);
}

void s7_cpu_areas_copy(struct s7_cpu_areas *to, const struct s7_cpu_areas *from)
{
    for (size_t i = 0; i < S7_CPU_AREA_COUNT; i++)
        copy_area(&to->fixed[i], &from->fixed[i]);
    for (size_t i = 0, j = 0; i < to->block_count && j < from->block_count;) { /* both are ordered */
        if (to->blocks[i].number == from->blocks[j].number)
            copy_area(&to->blocks[i++].area, &from->blocks[j++].area);
        else if (to->blocks[i].number < from->blocks[j].number)
            i++;
        else
            j++;
    }
}

static void clear_area(const struct s7_cpu_area *area)
{
    if (area->size)
        memset(area->octets, 0, area->size);
}

void s7_cpu_areas_clear(struct s7_cpu_areas *areas)
{
    for (size_t i = 0; i < S7_CPU_AREA_COUNT; i++)
        clear_area(&areas->fixed[i]);
    for (size_t i = 0; i < areas->block_count; i++)
        clear_area(&areas->blocks[i].area);
}

struct s7_cpu_area *s7_cpu_areas_fixed(struct s7_cpu_areas *areas, uint8_t code)
{
#define AREA(name, size) S7_AREA_##name,
    static const uint8_t codes[] = {FIXED_AREAS(AREA)};
#undef AREA
    for (size_t i = 0; i < S7_CPU_AREA_COUNT; i++)
        if (codes[i] == code)
            return &areas->fixed[i];
    return NULL;
}

struct s7_cpu_block *s7_cpu_areas_block(struct s7_cpu_areas *areas, uint16_t number)
{
    size_t first = 0;
    size_t end = areas->block_count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (areas->blocks[middle].number < number)
            first = middle + 1;
        else
            end = middle;
    }
    return first < areas->block_count && areas->blocks[first].number == number ? &areas->blocks[first] : NULL;
}
