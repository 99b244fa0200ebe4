/* SPDX-License-Identifier: MIT
 *
 * Access sets against a bit-by-bit oracle over a small universe of areas and DBs.
 */
#include "value/access_set.h"

#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"

enum { PLACES = 5, BITS = 40, SLOTS = 3, ROOM = 6 };

static const struct {
    enum s7_area area;
    uint16_t db;
} places[PLACES] = {
    {S7_AREA_TIMER, 0}, {S7_AREA_INPUT, 0}, {S7_AREA_MEMORY, 0}, {S7_AREA_DB, 1}, {S7_AREA_DB, 65535},
};

/** The same set, one flag per bit. */
struct oracle {
    bool bit[PLACES][BITS];
};

static struct s7_range random_range(struct s7_chance *chance)
{
    size_t place = (size_t)s7_chance_below(chance, PLACES);
    uint32_t first = (uint32_t)s7_chance_below(chance, BITS);
    uint32_t most = BITS - first;
    uint32_t count =
        1 + (uint32_t)s7_chance_below(chance, most < 9 || s7_chance_below(chance, 8) == 0 ? most : 9);
    return (struct s7_range){places[place].area, places[place].db, first, count};
}

static size_t place_of(const struct s7_range *range)
{
    size_t place = 0;
    while (places[place].area != range->area || places[place].db != range->db)
        place++;
    assert_true(place < PLACES);
    return place;
}

static void oracle_put(struct oracle *oracle, const struct s7_range *range, bool value)
{
    for (uint32_t i = 0; i < range->bit_count; i++)
        oracle->bit[place_of(range)][range->first_bit + i] = value;
}

static size_t oracle_runs(const struct oracle *oracle)
{
    size_t runs = 0;
    for (size_t p = 0; p < PLACES; p++)
        for (size_t b = 0; b < BITS; b++)
            runs += oracle->bit[p][b] && (b == 0 || !oracle->bit[p][b - 1]);
    return runs;
}

static uint64_t oracle_bits(const struct oracle *oracle)
{
    uint64_t bits = 0;
    for (size_t p = 0; p < PLACES; p++)
        for (size_t b = 0; b < BITS; b++)
            bits += oracle->bit[p][b];
    return bits;
}

/** Same bits, in as few ranges as possible, ordered by area, DB and bit: the one canonical form. */
static void assert_same(const struct s7_access_set *set, const struct oracle *oracle)
{
    size_t at = 0;
    for (size_t p = 0; p < PLACES; p++) {
        for (uint32_t b = 0; b < BITS; b++) {
            if (!oracle->bit[p][b])
                continue;
            uint32_t end = b;
            while (end < BITS && oracle->bit[p][end])
                end++;
            assert_true(at < set->range_count);
            assert_int_equal(set->ranges[at].area, places[p].area);
            assert_int_equal(set->ranges[at].db, places[p].db);
            assert_int_equal(set->ranges[at].first_bit, b);
            assert_int_equal(set->ranges[at].bit_count, end - b);
            at++;
            b = end;
        }
    }
    assert_int_equal(at, set->range_count);
    assert_true(set->range_count <= set->capacity);
    assert_int_equal(s7_access_set_bits(set), oracle_bits(oracle));
}

static void assert_answers(const struct s7_access_set *set, const struct oracle *oracle,
                           struct s7_chance *chance)
{
    struct s7_range range = random_range(chance);
    size_t in = 0;
    for (uint32_t i = 0; i < range.bit_count; i++)
        in += oracle->bit[place_of(&range)][range.first_bit + i];
    assert_int_equal(s7_access_set_covers(set, &range), in == range.bit_count);
    assert_int_equal(s7_access_set_touches(set, &range), in > 0);
}

static void oracle_combine(struct oracle *left, const struct oracle *right, unsigned operation)
{
    for (size_t p = 0; p < PLACES; p++) {
        for (size_t b = 0; b < BITS; b++) {
            bool l = left->bit[p][b];
            bool r = right->bit[p][b];
            left->bit[p][b] = operation == 0 ? l || r : operation == 1 ? l && !r : l && r;
        }
    }
}

/** A set under test and what it must be. */
struct pair {
    struct s7_access_set set;
    struct oracle oracle;
};

/** One random operation on both; a fixed array may be too small, and then nothing may have changed. */
static void step(struct pair pairs[SLOTS], struct s7_chance *chance)
{
    struct pair *pair = &pairs[s7_chance_below(chance, SLOTS)];
    struct pair *other = &pairs[s7_chance_below(chance, SLOTS)];
    struct oracle wanted = pair->oracle;
    int error = S7_OK;
    unsigned kind = (unsigned)s7_chance_below(chance, 8);
    if (kind < 5) {
        struct s7_range range = random_range(chance);
        oracle_put(&wanted, &range, kind < 3);
        error = kind < 3 ? s7_access_set_add(&pair->set, &range) : s7_access_set_remove(&pair->set, &range);
    } else if (kind == 5) {
        oracle_combine(&wanted, &other->oracle, 0);
        error = s7_access_set_union(&pair->set, &other->set);
    } else if (kind == 6) {
        oracle_combine(&wanted, &other->oracle, 1);
        error = s7_access_set_subtract(&pair->set, &other->set);
    } else if (pair != other) {
        struct pair *third = &pairs[(size_t)(3 - (pair - pairs) - (other - pairs))];
        wanted = third->oracle;
        oracle_combine(&wanted, &other->oracle, 2);
        error = s7_access_set_intersect(&third->set, &other->set, &pair->set);
    }
    if (oracle_runs(&wanted) <= pair->set.capacity || pair->set.growing) {
        assert_int_equal(error, S7_OK);
        pair->oracle = wanted;
    } else {
        assert_int_equal(error, S7_ERR_LOCAL_LIMIT);
    }
    assert_same(&pair->set, &pair->oracle);
}

static void run_against_oracle(bool growing)
{
    struct s7_chance chance = cases_begin(__func__);
    struct s7_range room[SLOTS][ROOM];
    struct pair pairs[SLOTS];
    memset(pairs, 0, sizeof pairs);
    for (size_t i = 0; i < SLOTS; i++)
        pairs[i].set = growing ? s7_access_set_new() : s7_access_set_over(room[i], ROOM);
    uint64_t cases = cases_count();
    for (uint64_t i = 0; i < cases; i++) {
        step(pairs, &chance);
        assert_answers(&pairs[i % SLOTS].set, &pairs[i % SLOTS].oracle, &chance);
        if (i % 50 == 49) {
            s7_access_set_clear(&pairs[i / 50 % SLOTS].set);
            memset(&pairs[i / 50 % SLOTS].oracle, 0, sizeof(struct oracle));
        }
    }
    for (size_t i = 0; i < SLOTS; i++)
        s7_access_set_free(&pairs[i].set);
}

static void growing_sets_equal_the_oracle(void **state)
{
    (void)state;
    run_against_oracle(true);
}

static void fixed_sets_equal_the_oracle_or_stay(void **state)
{
    (void)state;
    run_against_oracle(false);
}

static void sets_are_printed_as_any_pointers(void **state)
{
    (void)state;
    char text[200];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_range room[4];
    struct s7_access_set set = s7_access_set_over(room, 4);
    s7_access_set_print(&set, &buf);
    assert_string_equal(text, "nothing");
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_DB, 10, 0, 160}), S7_OK);
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_MEMORY, 0, 8, 3}), S7_OK);
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_TIMER, 0, 80, 16}), S7_OK);
    buf = s7_strbuf_over(text, sizeof text);
    s7_access_set_print(&set, &buf);
    assert_string_equal(text, "T5, P#M1.0 BOOL 3, P#DB10.DBX0.0 BYTE 20");
}

static void touching_ranges_become_one(void **state)
{
    (void)state;
    struct s7_range room[2];
    struct s7_access_set set = s7_access_set_over(room, 2);
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_DB, 1, 0, 8}), S7_OK);
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_DB, 1, 16, 8}), S7_OK);
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_DB, 2, 0, 8}), S7_ERR_LOCAL_LIMIT);
    assert_int_equal(s7_access_set_add(&set, &(struct s7_range){S7_AREA_DB, 1, 8, 8}), S7_OK);
    assert_int_equal(set.range_count, 1);
    assert_int_equal(room[0].bit_count, 24);
}

static void impossible_ranges_are_refused(void **state)
{
    (void)state;
    struct s7_access_set set = s7_access_set_new();
    struct s7_range far = {S7_AREA_DB, 1, S7_RANGE_BITS_MAX, 1};
    struct s7_range wraps = {S7_AREA_DB, 1, 8, UINT32_MAX};
    struct s7_range empty = {S7_AREA_DB, 1, 8, 0};
    struct s7_range last = {S7_AREA_DB, 1, S7_RANGE_BITS_MAX - 1, 1};
    assert_int_equal(s7_access_set_add(&set, &far), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_access_set_remove(&set, &wraps), S7_ERR_LOCAL_ARGUMENT);
    assert_false(s7_access_set_covers(&set, &wraps));
    assert_false(s7_access_set_touches(&set, &wraps));
    assert_int_equal(s7_access_set_add(&set, &empty), S7_OK);
    assert_true(s7_access_set_covers(&set, &empty));
    assert_int_equal(set.range_count, 0);
    assert_int_equal(s7_access_set_add(&set, &last), S7_OK);
    assert_true(s7_access_set_covers(&set, &last));
    assert_int_equal(s7_access_set_subtract(&set, &set), S7_OK);
    assert_int_equal(set.range_count, 0);
    s7_access_set_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growing_sets_equal_the_oracle),
        cmocka_unit_test(fixed_sets_equal_the_oracle_or_stay),
        cmocka_unit_test(sets_are_printed_as_any_pointers),
        cmocka_unit_test(touching_ranges_become_one),
        cmocka_unit_test(impossible_ranges_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
