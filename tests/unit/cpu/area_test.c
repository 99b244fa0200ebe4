/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cpu/area.h"

#include "base/chance.h"
#include "cases.h"

#include <stdlib.h>
#include <string.h>

enum { DB_COUNT = 300 };

struct fixture {
    struct s7_cpu_config config;
    struct s7_cpu_db dbs[DB_COUNT];
    struct s7_cpu_block blocks[DB_COUNT];
    struct s7_cpu_areas areas;
    uint8_t *octets;
    size_t size;
};

static void fixture_lay(struct fixture *f)
{
    s7_cpu_config_default(&f->config);
    f->config.dbs = f->dbs;
    f->config.db_count = DB_COUNT;
    f->size = (size_t)s7_cpu_areas_size(&f->config);
    f->octets = malloc(f->size);
    assert_non_null(f->octets);
    memset(f->octets, 0xA5, f->size);
    s7_cpu_areas_init(&f->areas, f->blocks, f->octets, &f->config);
}

/* Numbers in random order, each once; sizes small and often 0. */
static void dbs_shuffle(struct s7_cpu_db *dbs, struct s7_chance *chance)
{
    for (size_t i = 0; i < DB_COUNT; i++)
        dbs[i] =
            (struct s7_cpu_db){.number = (uint16_t)(1 + 7 * i), .size = (uint32_t)s7_chance_below(chance, 9)};
    for (size_t i = DB_COUNT; i > 1; i--) {
        size_t other = s7_chance_below(chance, i);
        struct s7_cpu_db held = dbs[i - 1];
        dbs[i - 1] = dbs[other];
        dbs[other] = held;
    }
}

static void any_order_of_numbers_is_found(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    struct fixture f;
    dbs_shuffle(f.dbs, &chance);
    fixture_lay(&f);
    for (size_t i = 0; i < DB_COUNT; i++) {
        struct s7_cpu_block *block = s7_cpu_areas_block(&f.areas, f.dbs[i].number);
        assert_non_null(block);
        assert_int_equal(block->number, f.dbs[i].number);
        assert_int_equal(block->area.size, f.dbs[i].size);
        assert_null(s7_cpu_areas_block(&f.areas, (uint16_t)(f.dbs[i].number + 1)));
    }
    assert_null(s7_cpu_areas_block(&f.areas, 0));
    assert_null(s7_cpu_areas_block(&f.areas, 65535));
    free(f.octets);
}

/* Every octet belongs to exactly one area: paint each with its own colour and count. */
static void areas_are_zero_and_do_not_overlap(void **state)
{
    (void)state;
    static const uint8_t codes[] = {S7_AREA_INPUT, S7_AREA_OUTPUT, S7_AREA_MEMORY, S7_AREA_TIMER,
                                    S7_AREA_COUNTER};
    struct s7_chance chance = cases_begin(__func__);
    struct fixture f;
    dbs_shuffle(f.dbs, &chance);
    fixture_lay(&f);
    size_t covered = 0;
    for (size_t i = 0; i < sizeof codes + DB_COUNT; i++) {
        struct s7_cpu_area *area =
            i < sizeof codes ? s7_cpu_areas_fixed(&f.areas, codes[i]) : &f.blocks[i - sizeof codes].area;
        for (size_t at = 0; at < area->size; at++) {
            assert_int_equal(area->octets[at], 0);
            area->octets[at] = 1;
        }
        covered += area->size;
    }
    assert_int_equal(covered, f.size);
    for (size_t at = 0; at < f.size; at++)
        assert_int_equal(f.octets[at], 1);
    free(f.octets);
}

static void fixed_areas_have_their_configured_size(void **state)
{
    (void)state;
    struct fixture f;
    struct s7_chance chance = {1};
    dbs_shuffle(f.dbs, &chance);
    fixture_lay(&f);
    assert_int_equal(s7_cpu_areas_fixed(&f.areas, 0x81)->size, 1024);
    assert_int_equal(s7_cpu_areas_fixed(&f.areas, 0x82)->size, 1024);
    assert_int_equal(s7_cpu_areas_fixed(&f.areas, 0x83)->size, 4096);
    assert_int_equal(s7_cpu_areas_fixed(&f.areas, 0x1D)->size, 2 * 256);
    assert_int_equal(s7_cpu_areas_fixed(&f.areas, 0x1C)->size, 2 * 256);
    assert_null(s7_cpu_areas_fixed(&f.areas, 0x80));
    assert_null(s7_cpu_areas_fixed(&f.areas, 0x84));
    free(f.octets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_of_numbers_is_found),
        cmocka_unit_test(areas_are_zero_and_do_not_overlap),
        cmocka_unit_test(fixed_areas_have_their_configured_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
